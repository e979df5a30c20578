/// One step of a translated equation; operands lie on a stack of numbers.
struct Instruction {
  enum Code: UInt8 {
    case constant, load, store
    /// Reads a tensor at as many indices as it has axes.
    case read
    case add, subtract, multiply, divide, wholeDivide, modulo, power, negate
    case equal, notEqual, atMost, atLeast, less, more
    case isWhole, not
    case exp, log, sqrt, abs, floor, ceil, round, sign, max, min, relu, relu6, swish, sigmoid, tanh
    case jump, jumpIfZero, jumpIfNotZero
    /// Goes to `a` where the number at slot `b` exceeds that at `b + 1`.
    case jumpIfDone
    case increment
    /// Takes the number on the stack into the slot `a`: adds, multiplies, or keeps the larger.
    case addTo, multiplyTo, maximumTo, minimumTo
    /// Rounds the bounds of a range, at slots `a` and `a + 1`, to whole numbers.
    case roundBounds
  }
  let code: Code
  var a: Int32 = 0
  var b: Int32 = 0
  var number = 0.0
}

/// Numbers in a box, as an equation reads and defines them.
public struct Values: Hashable, Sendable {
  public let extents: [Int]
  public var numbers: [Double]

  public init(_ extents: [Int], _ numbers: [Double]) {
    precondition(extents.reduce(1, *) == numbers.count, "a box has as many numbers as its extents")
    self.extents = extents
    self.numbers = numbers
  }
  public init(zeros extents: [Int]) {
    self.init(extents, [Double](repeating: 0, count: extents.reduce(1, *)))
  }

  /// The index of the number at an offset, row by row.
  public func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = extents
    for axis in extents.indices.reversed() {
      index[axis] = extents[axis] > 0 ? rest % extents[axis] : 0
      rest = extents[axis] > 0 ? rest / extents[axis] : 0
    }
    return index
  }

  /// The same numbers, and those of another box where they are 0 or where there are none.
  func filling(_ other: Values?) -> Values {
    guard let other, other.extents.count == extents.count else { return self }
    var whole = Values(zeros: zip(extents, other.extents).map { max($0, $1) })
    for box in [other, self] {
      for (offset, number) in box.numbers.enumerated() where number != 0 {
        let place = zip(box.index(at: offset), whole.extents).reduce(0) { $0 * $1.1 + $1.0 }
        whole.numbers[place] = number
      }
    }
    return whole
  }
}
