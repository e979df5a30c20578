/// Numbers in a box of a given shape, laid out row by row with channels last.
public struct Tensor<S: Scalar>: Sendable, Equatable {
  public let shape: Shape
  public var elements: [S]

  public init(_ shape: Shape, _ elements: [S]) {
    precondition(shape.count == elements.count, "a tensor has as many elements as its shape says")
    self.shape = shape
    self.elements = elements
  }
  public init(zeros shape: Shape) { self.init(repeating: 0, shape) }
  public init(repeating value: S, _ shape: Shape) {
    self.shape = shape
    elements = Array(repeating: value, count: shape.count)
  }
  /// Numbers that a kernel writes, every one of them, in memory that nobody has cleared for it.
  @inline(__always)
  init(_ shape: Shape, writtenBy kernel: (UnsafeMutablePointer<S>) -> Void) {
    self.shape = shape
    let count = shape.count
    elements = Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { kernel(start) }
      initialized = count
    }
  }
  /// A shape whose numbers have been forgotten; it has no elements.
  public init(shapeAlone shape: Shape) {
    self.shape = shape
    elements = []
  }
  /// A vector of numbers that were formed in Double.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public init(_ numbers: [Double]) { self.init(Shape(numbers.count), numbers.map { S($0) }) }

  /// The element at `index`, one place for each axis.
  public subscript(index: Int...) -> S { self[index] }
  /// The element at `index`, one place for each axis.
  public subscript(index: [Int]) -> S {
    get {
      guard let offset = shape.offset(of: index) else {
        preconditionFailure("the index \(index) is outside \(shape)")
      }
      return elements[offset]
    }
    set {
      guard let offset = shape.offset(of: index) else {
        preconditionFailure("the index \(index) is outside \(shape)")
      }
      elements[offset] = newValue
    }
  }

  /// The elements in Double, for sums that must not lose anything.
  public var doubles: [Double] {
    @_specialize(where S == Float)
    @_specialize(where S == Double)
    get { elements.map { Double($0) } }
  }
  /// The largest absolute value of an element.
  public var largestMagnitude: S { elements.reduce(0) { max($0, abs($1)) } }
  /// The same numbers in another precision.
  public func converted<T: Scalar>(to: T.Type = T.self) -> Tensor<T> {
    Tensor<T>(shape, elements.map { T($0) })
  }
  /// The same numbers in a box of another shape with as many elements.
  public func reshaped(_ shape: Shape) -> Tensor { Tensor(shape, elements) }

  /// The images of a batch, one by one.
  public var images: [Tensor] {
    let image = shape.image
    return (0..<shape[0]).map {
      Tensor(image, Array(elements[$0 * image.count..<($0 + 1) * image.count]))
    }
  }
}
