/// Tensors by name in the safetensors format: a length, a header in JSON, then the numbers.
///
///     8 bytes    length of the header, little-endian
///     header     {"conv1.weight": {"dtype": "F32", "shape": [3, 3, 4, 4], "data_offsets": [0, 576]}}
///     the rest   the numbers, little-endian, row by row, without gaps
///
/// Files come from strangers: what is not exactly of this form is refused with one sentence.
public enum Safetensors {
  /// Why a file is refused: one sentence, without a full stop.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let reason: String

    init(_ reason: String) { self.reason = reason }
    public var description: String { reason + "." }
  }

  /// The tensors of a file, in the precision that is wanted.
  public static func read<S: Scalar>(
    _ bytes: [UInt8], as: S.Type = S.self
  ) throws -> [String: Tensor<S>] {
    let (entries, start) = try SafetensorsHeader.read(bytes)
    var tensors: [String: Tensor<S>] = [:]
    for entry in entries {
      tensors[entry.name] = Tensor(
        entry.shape,
        numbers(bytes, from: start + entry.range.lowerBound, entry.shape.count, entry.type))
    }
    return tensors
  }

  /// What a file says of itself beside its tensors, by name; nothing where it says nothing.
  public static func notes(_ bytes: [UInt8]) throws -> [String: String] {
    try SafetensorsHeader.notes(bytes)
  }

  /// The file of some tensors, with what it is to say of itself; equal ones give equal bytes.
  public static func write<S: Scalar>(
    _ tensors: [String: Tensor<S>], notes: [String: String] = [:]
  ) -> [UInt8] {
    let type = S.self == Float.self ? NumberType.float : NumberType.double
    let sorted = tensors.sorted { $0.key < $1.key }
    var end = 0
    var entries = sorted.map { name, tensor in
      let start = end
      end += tensor.elements.count * type.size
      return "\(SafetensorsHeader.quoted(name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":["
        + tensor.shape.extents.map(String.init).joined(separator: ",")
        + "],\"data_offsets\":[\(start),\(end)]}"
    }
    if !notes.isEmpty {
      let members = notes.sorted { $0.key < $1.key }.map { name, note in
        "\(SafetensorsHeader.quoted(name)):\(SafetensorsHeader.quoted(note))"
      }
      entries.insert("\"__metadata__\":{\(members.joined(separator: ","))}", at: 0)
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // readers may map the file into memory: numbers begin at a multiple of 8
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init)
    bytes.reserveCapacity(bytes.count + header.count + end)
    bytes += header
    for (_, tensor) in sorted { append(tensor, to: &bytes) }
    return bytes
  }

  /// How numbers are stored.
  enum NumberType: String, CaseIterable {
    case float = "F32"
    case double = "F64"
    case integer = "I64"
    case integer32 = "I32"
    case integer16 = "I16"
    case integer8 = "I8"
    case natural64 = "U64"
    case natural32 = "U32"
    case natural16 = "U16"
    case natural8 = "U8"
    /// One byte, 0 or 1.
    case truth = "BOOL"
    /// IEEE half precision.
    case half = "F16"
    /// The upper half of a Float.
    case brain = "BF16"

    var size: Int {
      switch self {
      case .natural8, .integer8, .truth: 1
      case .half, .brain, .natural16, .integer16: 2
      case .float, .natural32, .integer32: 4
      case .double, .integer, .natural64: 8
      }
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private static func numbers<S: Scalar>(
    _ bytes: [UInt8], from start: Int, _ count: Int, _ type: NumberType
  ) -> [S] {
    bytes.withUnsafeBytes { bytes in
      func load<Number: FixedWidthInteger>(_ offset: Int, as: Number.Type) -> S {
        S(Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)))
      }
      return (0..<count).map { element in
        let offset = start + element * type.size
        switch type {
        case .float:
          let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          return S(Float(bitPattern: UInt32(littleEndian: bits)))
        case .double:
          let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          return S(Double(bitPattern: UInt64(littleEndian: bits)))
        case .integer: return load(offset, as: Int64.self)
        case .integer32: return load(offset, as: Int32.self)
        case .integer16: return load(offset, as: Int16.self)
        case .integer8: return load(offset, as: Int8.self)
        case .natural64: return load(offset, as: UInt64.self)
        case .natural32: return load(offset, as: UInt32.self)
        case .natural16: return load(offset, as: UInt16.self)
        case .natural8, .truth: return load(offset, as: UInt8.self)
        case .brain:
          let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
          return S(Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16))
        case .half:
          let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
          return S(float(half: UInt16(littleEndian: bits)))
        }
      }
    }
  }

  /// A half: sign, five bits of exponent, ten of fraction; not every machine has the type.
  static func float(half bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10) & 0x1F
    let fraction = Float(bits & 0x3FF) / 1024
    switch exponent {
    case 0: return sign * Float(sign: .plus, exponent: -14, significand: fraction)
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
    }
  }

  private static func append<S: Scalar>(_ tensor: Tensor<S>, to bytes: inout [UInt8]) {
    for element in tensor.elements {
      if let element = element as? Float {
        withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes += $0 }
      } else {
        withUnsafeBytes(of: Double(element).bitPattern.littleEndian) { bytes += $0 }
      }
    }
  }
}
