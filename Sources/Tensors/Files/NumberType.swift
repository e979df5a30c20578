/// How a file stores the numbers of a tensor; the raw value is the name that safetensors gives it.
public enum NumberType: String, CaseIterable, Sendable {
  case double = "F64"
  case float = "F32"
  /// IEEE half precision.
  case half = "F16"
  /// The upper half of a Float.
  case brain = "BF16"
  /// Four bits of exponent, three of fraction, no infinities (OCP 8-bit floating point, 2023).
  case float8E4M3 = "F8_E4M3"
  /// The upper half of a half (OCP 8-bit floating point, 2023).
  case float8E5M2 = "F8_E5M2"
  /// As E4M3, with a bias of 8 and one zero (Noune et al. 2022).
  case float8E4M3FNUZ = "F8_E4M3FNUZ"
  /// As E5M2, with a bias of 16, one zero and no infinities (Noune et al. 2022).
  case float8E5M2FNUZ = "F8_E5M2FNUZ"
  /// A power of two and nothing else (OCP microscaling formats, 2023).
  case float8E8M0 = "F8_E8M0"
  case integer64 = "I64"
  case integer32 = "I32"
  case integer16 = "I16"
  case integer8 = "I8"
  case unsigned64 = "U64"
  case unsigned32 = "U32"
  case unsigned16 = "U16"
  case unsigned8 = "U8"
  /// A byte, zero for false.
  case boolean = "BOOL"

  /// Bytes of one number.
  public var size: Int {
    switch self {
    case .double, .integer64, .unsigned64: 8
    case .float, .integer32, .unsigned32: 4
    case .half, .brain, .integer16, .unsigned16: 2
    case .float8E4M3, .float8E5M2, .float8E4M3FNUZ, .float8E5M2FNUZ, .float8E8M0, .integer8,
      .unsigned8, .boolean:
      1
    }
  }

  /// As many numbers as asked for, little-endian, from a place in memory that holds them all.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func numbers<S: Scalar>(
    _ count: Int, in bytes: UnsafeRawBufferPointer, from start: Int, as: S.Type = S.self
  ) -> [S] {
    precondition(start >= 0 && count >= 0 && start + count * size <= bytes.count)
    func read<Raw: FixedWidthInteger>(_ convert: (Raw) -> S) -> [S] {
      (0..<count).map { index in
        let offset = start + index * MemoryLayout<Raw>.size
        return convert(Raw(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Raw.self)))
      }
    }
    func lookUp(_ convert: (UInt8) -> Float) -> [S] {
      // there are only 256 of them
      let values = (UInt8.min...UInt8.max).map { S(convert($0)) }
      return read { (byte: UInt8) in values[Int(byte)] }
    }
    return switch self {
    case .double: read { (bits: UInt64) in S(Double(bitPattern: bits)) }
    case .float: read { (bits: UInt32) in S(Float(bitPattern: bits)) }
    case .half: read { (bits: UInt16) in S(Self.half(bits)) }
    case .brain: read { (bits: UInt16) in S(Float(bitPattern: UInt32(bits) << 16)) }
    case .integer64: read { (number: Int64) in S(number) }
    case .integer32: read { (number: Int32) in S(number) }
    case .integer16: read { (number: Int16) in S(number) }
    case .integer8: read { (number: Int8) in S(number) }
    case .unsigned64: read { (number: UInt64) in S(number) }
    case .unsigned32: read { (number: UInt32) in S(number) }
    case .unsigned16: read { (number: UInt16) in S(number) }
    case .unsigned8: read { (number: UInt8) in S(number) }
    case .boolean: read { (number: UInt8) in number == 0 ? 0 : 1 }
    case .float8E4M3, .float8E5M2, .float8E4M3FNUZ, .float8E5M2FNUZ, .float8E8M0:
      lookUp(float8)
    }
  }

  /// A half as a Float: sign, five bits of exponent, ten of fraction; not every machine has the
  /// type.
  static func half(_ bits: UInt16) -> Float {
    let layout = SmallFloat(fractionBits: 10, exponentBits: 5, bias: 15)
    switch bits & 0x7FFF {
    case 0x7C00: return bits & 0x8000 == 0 ? .infinity : -.infinity
    case 0x7C01...: return .nan
    default: return layout.value(bits)
    }
  }

  private func float8(_ bits: UInt8) -> Float {
    let magnitude = bits & 0x7F
    switch self {
    case .float8E5M2: return Self.half(UInt16(bits) << 8)
    case .float8E4M3:
      if magnitude == 0x7F { return .nan }
      return SmallFloat(fractionBits: 3, exponentBits: 4, bias: 7).value(UInt16(bits))
    case .float8E4M3FNUZ, .float8E5M2FNUZ:
      // what would be −0 is the only one that is no number
      if bits == 0x80 { return .nan }
      let layout =
        self == .float8E4M3FNUZ
        ? SmallFloat(fractionBits: 3, exponentBits: 4, bias: 8)
        : SmallFloat(fractionBits: 2, exponentBits: 5, bias: 16)
      return layout.value(UInt16(bits))
    default:
      if bits == 0xFF { return .nan }
      return Float(sign: .plus, exponent: Int(bits) - 127, significand: 1)
    }
  }
}

/// A floating-point format of at most 16 bits: sign, exponent, fraction, with subnormal numbers.
private struct SmallFloat {
  let fractionBits: Int
  let exponentBits: Int
  let bias: Int

  /// The value of bits that stand for a finite number.
  func value(_ bits: UInt16) -> Float {
    let fraction = Float(bits & ((1 << fractionBits) - 1)) / Float(1 << fractionBits)
    let exponent = Int(bits >> fractionBits) & ((1 << exponentBits) - 1)
    let isNegative = bits >> (fractionBits + exponentBits) & 1 == 1
    let magnitude =
      exponent == 0
      ? Float(sign: .plus, exponent: 1 - bias, significand: fraction)
      : Float(sign: .plus, exponent: exponent - bias, significand: 1 + fraction)
    return isNegative ? -magnitude : magnitude
  }
}
