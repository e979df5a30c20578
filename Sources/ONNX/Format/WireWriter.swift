/// A message in the wire format of Protocol Buffers, field by field.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ field: Int, _ number: Int) {
    key(field, 0)
    varint(UInt64(bitPattern: Int64(number)))
  }
  mutating func write(_ field: Int, _ float: Float) {
    key(field, 5)
    withUnsafeBytes(of: float.bitPattern.littleEndian) { bytes += $0 }
  }
  mutating func write(_ field: Int, _ text: String) { write(field, Array(text.utf8)) }
  mutating func write(_ field: Int, _ message: WireWriter) { write(field, message.bytes) }
  mutating func write(_ field: Int, _ value: [UInt8]) {
    key(field, 2)
    varint(UInt64(value.count))
    bytes += value
  }
  /// Numbers packed one behind the other.
  mutating func write(_ field: Int, _ numbers: [Int]) {
    var packed = WireWriter()
    for number in numbers { packed.varint(UInt64(bitPattern: Int64(number))) }
    write(field, packed.bytes)
  }

  private mutating func key(_ field: Int, _ kind: UInt64) { varint(UInt64(field) << 3 | kind) }
  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
