/// The fields of one message in the wire format of Protocol Buffers.
///
///     key        a varint: the number of the field × 8 + how its value is stored
///     value      a varint, eight bytes, four bytes, or a length and as many bytes
///
/// Bytes are not copied: a message within is a range of the same file. What is cut off or lies is
/// refused.
struct WireReader {
  /// A field's value as it is stored.
  enum Value {
    case number(UInt64)
    case bytes(Range<Int>)
  }

  let file: [UInt8]
  private var place: Int
  private let end: Int

  init(_ file: [UInt8], _ range: Range<Int>? = nil) {
    self.file = file
    place = range?.lowerBound ?? 0
    end = range?.upperBound ?? file.count
  }

  /// The next field, or nothing at the end of the message.
  mutating func next() throws -> (field: Int, value: Value)? {
    guard place < end else { return nil }
    let key = try varint()
    guard let field = Int(exactly: key >> 3), field > 0 else { throw damage("has no number") }
    switch key & 7 {
    case 0: return (field, .number(try varint()))
    case 1: return (field, .number(try fixed(8)))
    case 5: return (field, .number(try fixed(4)))
    case 2:
      let length = try varint()
      guard length <= end - place else { throw damage("is longer than what holds it") }
      defer { place += Int(length) }
      return (field, .bytes(place..<place + Int(length)))
    default: throw damage("is stored in an unknown way")
    }
  }

  /// All numbers of a packed field, or the one that stands alone.
  func numbers(_ value: Value, size: Int? = nil) throws -> [UInt64] {
    switch value {
    case .number(let number): return [number]
    case .bytes(let range):
      var reader = WireReader(file, range)
      var numbers: [UInt64] = []
      while reader.place < reader.end {
        numbers.append(try size.map { try reader.fixed($0) } ?? reader.varint())
      }
      return numbers
    }
  }

  func text(_ value: Value) throws -> String {
    guard case .bytes(let range) = value,
      let text = String(validating: file[range], as: UTF8.self)
    else { throw damage("is no text in UTF-8") }
    return text
  }

  func message(_ value: Value) throws -> WireReader {
    guard case .bytes(let range) = value else { throw damage("is no message") }
    return WireReader(file, range)
  }

  private mutating func varint() throws -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard place < end else { throw damage("is cut off") }
      let byte = file[place]
      place += 1
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return number }
    }
    throw damage("has a number that does not end")
  }

  private mutating func fixed(_ size: Int) throws -> UInt64 {
    guard place + size <= end else { throw damage("is cut off") }
    defer { place += size }
    return file[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func damage(_ what: String) -> ModelFault {
    ModelFault("the model is damaged at byte \(place): a field \(what)")
  }
}

extension WireReader.Value {
  /// A whole number; negative ones are stored in two's complement.
  var integer: Int {
    guard case .number(let number) = self else { return 0 }
    return Int(Int64(bitPattern: number))
  }
  var float: Float {
    guard case .number(let number) = self else { return 0 }
    return Float(bitPattern: UInt32(truncatingIfNeeded: number))
  }
  var range: Range<Int> {
    guard case .bytes(let range) = self else { return 0..<0 }
    return range
  }
}

/// Why a model is refused: one sentence, without a full stop.
public struct ModelFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
  public var description: String { reason + "." }
}
