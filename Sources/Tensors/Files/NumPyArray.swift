/// One array in NumPy's format, version 1 to 3 (`.npy`).
///
///     \x93NUMPY, two bytes of version, the length of the head (2 or 4 bytes, little-endian)
///     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
///     the numbers
///
/// Files come from strangers: what is not of this form is refused with one sentence.
public enum NumPyArray {
  public typealias Fault = Safetensors.Fault

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Whether a file begins like an array.
  public static func isBegun(by bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The array, laid out row by row whatever its order in the file.
  public static func read<S: Scalar>(
    _ bytes: ArraySlice<UInt8>, as: S.Type = S.self
  ) throws -> Tensor<S> {
    let head = try NumPyHead(bytes)
    var numbers = Array(bytes[head.end...])
    guard let count = head.shape.checkedCount, count <= numbers.count,
      count * head.type.size == numbers.count
    else {
      throw Fault(
        "the array is \(head.shape) of \(head.type.rawValue), which does not take the "
          + "\(numbers.count) bytes that are there")
    }
    if head.isBigEndian { numbers.reverseEach(head.type.size) }
    let elements: [S] = numbers.withUnsafeBytes { head.type.numbers(count, in: $0, from: 0) }
    guard head.isFortran, head.shape.rank > 1 else { return Tensor(head.shape, elements) }
    let reversed = Tensor<S>(Shape(head.shape.extents.reversed()), elements)
    return reversed.permuted(head.shape.extents.indices.reversed())
  }

  /// The file of a tensor.
  public static func write<S: Scalar>(_ tensor: Tensor<S>) -> [UInt8] {
    let isSingle = S.self == Float.self
    let extents = tensor.shape.extents.map(String.init)
    let shape = extents.joined(separator: ", ") + (extents.count == 1 ? "," : "")
    var head =
      "{'descr': '\(isSingle ? "<f4" : "<f8")', 'fortran_order': False, 'shape': (\(shape)), }"
    // numbers begin at a multiple of 64
    head += String(repeating: " ", count: 63 - (magic.count + 4 + head.utf8.count) % 64) + "\n"
    var bytes = magic + [1, 0]
    withUnsafeBytes(of: UInt16(head.utf8.count).littleEndian) { bytes += $0 }
    bytes += head.utf8
    bytes.append(numbersOf: tensor)
    return bytes
  }
}

/// What stands before the numbers of an array.
private struct NumPyHead {
  let shape: Shape
  let type: NumberType
  let isBigEndian: Bool
  let isFortran: Bool
  /// Where the numbers begin.
  let end: Int

  init(_ bytes: ArraySlice<UInt8>) throws {
    typealias Fault = NumPyArray.Fault
    let start = bytes.startIndex
    guard bytes.starts(with: NumPyArray.magic), bytes.count > 12 else {
      throw Fault("it is no array of NumPy")
    }
    let wide = bytes[start + 6] > 1
    let sizes = bytes[(start + 8)..<(start + (wide ? 12 : 10))]
    let length = sizes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let first = start + (wide ? 12 : 10)
    guard length <= bytes.endIndex - first, length <= Limits.arrayHeadBytes else {
      throw Fault("the head of the array has \(length) bytes, more than the file has")
    }
    end = first + length
    let text = String(decoding: bytes[first..<end], as: UTF8.self)
    guard let stored = Self.value(of: "descr", in: text)?.split(separator: "'").first,
      let order = Self.value(of: "fortran_order", in: text),
      let sides = Self.value(of: "shape", in: text), sides.hasPrefix("("),
      let close = sides.firstIndex(of: ")")
    else { throw Fault("the head of the array states no descr, fortran_order and shape") }
    guard let type = Self.types[String(stored.dropFirst())], "<>|=".contains(stored.prefix(1))
    else {
      throw Fault("the array is stored as ‘\(String(stored).quotable())’, which is not read")
    }
    let extents = sides[..<close].dropFirst().split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }.map { Int($0) }
    guard extents.count <= Limits.tensorAxes, extents.allSatisfy({ ($0 ?? -1) >= 0 }) else {
      throw Fault("the shape of the array is \(String(sides[...close]).quotable())")
    }
    self.type = type
    shape = Shape(extents.compactMap { $0 })
    isBigEndian = stored.hasPrefix(">")
    isFortran = order.hasPrefix("True")
  }

  /// What follows a key of the head up to its end.
  private static func value(of key: String, in text: String) -> Substring? {
    guard let range = text.firstRange(of: "'\(key)':") else { return nil }
    return text[range.upperBound...].drop { $0 == " " }
  }

  private static let types: [String: NumberType] = [
    "f2": .half, "f4": .float, "f8": .double, "i1": .integer8, "i2": .integer16,
    "i4": .integer32, "i8": .integer64, "u1": .unsigned8, "u2": .unsigned16, "u4": .unsigned32,
    "u8": .unsigned64, "b1": .boolean,
  ]
}

extension [UInt8] {
  /// Turns the bytes of each number around.
  fileprivate mutating func reverseEach(_ size: Int) {
    guard size > 1 else { return }
    for start in stride(from: 0, to: count - count % size, by: size) {
      self[start..<start + size].reverse()
    }
  }

  /// Adds the numbers of a tensor, little-endian.
  mutating func append<S: Scalar>(numbersOf tensor: Tensor<S>) {
    for element in tensor.elements {
      if let element = element as? Float {
        Swift.withUnsafeBytes(of: element.bitPattern.littleEndian) { self += $0 }
      } else {
        Swift.withUnsafeBytes(of: Double(element).bitPattern.littleEndian) { self += $0 }
      }
    }
  }
}
