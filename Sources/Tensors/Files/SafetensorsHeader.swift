/// The header of a safetensors file, read with suspicion.
enum SafetensorsHeader {
  /// One tensor as the header states it.
  struct Entry {
    let name: String
    let type: NumberType
    let shape: Shape
    /// Its bytes, counted from the end of the header.
    let range: Range<Int>
  }
  typealias Fault = Safetensors.Fault

  /// The entries in the order of their bytes, and where the numbers start.
  static func read(_ bytes: [UInt8]) throws -> (entries: [Entry], start: Int) {
    let (members, start) = try members(bytes)
    var entries: [Entry] = []
    for (name, value) in members where name != "__metadata__" {
      entries.append(try entry(name, value, within: bytes.count - start))
    }
    entries.sort { $0.range.lowerBound < $1.range.lowerBound }
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw Fault(
          "the numbers of ‘\(entry.name.quotable())’ begin at byte \(entry.range.lowerBound), but those before "
            + "it end at \(end)")
      }
      end = entry.range.upperBound
    }
    guard end == bytes.count - start else {
      throw Fault("\(bytes.count - start - end) bytes at the end belong to no tensor")
    }
    return (entries, start)
  }

  /// What the header says of the file beside its tensors: the texts of its `__metadata__`.
  static func notes(_ bytes: [UInt8]) throws -> [String: String] {
    guard
      case .object(let notes)? = try members(bytes).members.first(where: {
        $0.name == "__metadata__"
      })?.value
    else { return [:] }
    return Dictionary(
      notes.compactMap { note in note.value.string.map { (note.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func members(
    _ bytes: [UInt8]
  ) throws -> (members: [(name: String, value: JSONReader.Value)], start: Int) {
    guard bytes.count >= 8 else {
      throw Fault("the file has \(bytes.count) bytes, too few for the length of a header")
    }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Limits.tensorHeaderBytes, length <= bytes.count - 8 else {
      throw Fault("the header shall have \(length) bytes, more than the file has")
    }
    let start = 8 + Int(length)
    var reader = JSONReader(bytes[8..<start])
    guard case .object(let members) = try reader.document() else {
      throw Fault("the header is not an object of tensors")
    }
    return (members, start)
  }

  private static func entry(
    _ name: String, _ value: JSONReader.Value, within length: Int
  ) throws -> Entry {
    let shown = name.quotable()
    guard let stored = value["dtype"]?.string, let extents = value["shape"]?.integers,
      let offsets = value["data_offsets"]?.integers, offsets.count == 2
    else { throw Fault("‘\(shown)’ does not state dtype, shape and two data_offsets") }
    guard let type = NumberType(rawValue: stored) else {
      let known = NumberType.allCases.map(\.rawValue).joined(separator: ", ")
      throw Fault("‘\(shown)’ is stored as \(stored.quotable()); only \(known) can be read")
    }
    guard extents.count <= Limits.tensorAxes else {
      throw Fault("‘\(shown)’ has the shape \(extents), which no tensor of a network has")
    }
    let shape = Shape(extents)
    guard offsets[0] <= offsets[1], offsets[1] <= length else {
      throw Fault("the numbers of ‘\(shown)’ lie outside the file")
    }
    // a count that fits into a file overflows no multiplication by the size of a number
    guard let count = shape.checkedCount, count <= length,
      count * type.size == offsets[1] - offsets[0]
    else {
      throw Fault(
        "‘\(shown)’ is \(shape) in \(stored), which does not take \(offsets[1] - offsets[0]) bytes")
    }
    return Entry(name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// A name as a string of JSON.
  static func quoted(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
