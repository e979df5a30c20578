/// Tensors by name in the safetensors format: a length, a header in JSON, then the numbers.
///
///     8 bytes    length of the header, little-endian
///     header     {"conv1.weight": {"dtype": "F32", "shape": [3, 3, 4, 4], "data_offsets": [0, 576]}}
///     the rest   the numbers, little-endian, row by row, without gaps
///
/// A tensor of the file may be empty; so may the file. Files come from strangers: what is not
/// exactly of this form is refused with one sentence.
public enum Safetensors {
  /// Why a file is refused: one sentence, without a full stop.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
    public var description: String { reason + "." }
  }

  /// The tensors of a file, in the precision that is wanted.
  public static func read<S: Scalar>(
    _ bytes: [UInt8], as: S.Type = S.self
  ) throws -> [String: Tensor<S>] {
    let (entries, start) = try header(bytes)
    var tensors: [String: Tensor<S>] = [:]
    bytes.withUnsafeBytes { bytes in
      for entry in entries {
        let numbers: [S] = entry.type.numbers(
          entry.shape.count, in: bytes, from: start + entry.range.lowerBound)
        tensors[Self.key(entry.name, unlike: tensors)] = Tensor(entry.shape, numbers)
      }
    }
    return tensors
  }

  /// What a file says of its tensors, by name, without their numbers.
  public static func contents(_ bytes: [UInt8]) throws -> [String: StoredTensor] {
    var tensors: [String: StoredTensor] = [:]
    for entry in try header(bytes).entries {
      tensors[Self.key(entry.name, unlike: tensors)] =
        StoredTensor(shape: entry.shape, type: entry.type)
    }
    return tensors
  }

  /// The header; where there is none, what the file is instead, if that can be told.
  private static func header(
    _ bytes: [UInt8]
  ) throws -> (entries: [SafetensorsHeader.Entry], start: Int) {
    do {
      return try SafetensorsHeader.read(bytes)
    } catch let fault as Fault {
      guard let format = ForeignFormat(bytes) else { throw fault }
      throw Fault(format.advice)
    }
  }

  /// A name under which a tensor can be kept beside others.
  ///
  /// Two names may be equal in Unicode's sense and have other bytes, as é and e with an accent; the
  /// second is then kept with its letters beyond ASCII spelt out.
  private static func key<Value>(_ name: String, unlike others: [String: Value]) -> String {
    guard others[name] != nil else { return name }
    return name.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
  }

  /// What a file says of itself beside its tensors, by name; nothing where it says nothing.
  public static func notes(_ bytes: [UInt8]) throws -> [String: String] {
    try SafetensorsHeader.notes(bytes)
  }

  /// The file of some tensors, with what it is to say of itself; equal ones give equal bytes.
  public static func write<S: Scalar>(
    _ tensors: [String: Tensor<S>], notes: [String: String] = [:]
  ) -> [UInt8] {
    let type = S.self == Float.self ? NumberType.float : .double
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
    for (_, tensor) in sorted { bytes.append(numbersOf: tensor) }
    return bytes
  }
}

/// What a file says of one tensor.
public struct StoredTensor: Hashable, Sendable {
  public let shape: Shape
  public let type: NumberType

  public init(shape: Shape, type: NumberType) {
    self.shape = shape
    self.type = type
  }
}
