import Tensors

extension Model {
  /// Reads a file of the format that `onnx.proto` of ONNX 1.x defines; throws a `ModelFault`.
  public init(_ file: [UInt8]) throws {
    self.file = file
    var reader = WireReader(file)
    var hasGraph = false
    var version = ""
    while let (field, value) = try reader.next() {
      switch field {
      case 2: producer = try reader.text(value)
      case 3: version = try reader.text(value)
      case 7:
        try read(graph: reader.message(value))
        hasGraph = true
      case 8: try read(version: reader.message(value))
      case 25: throw ModelFault("the model has functions of its own, which are not read")
      default: break
      }
    }
    if !version.isEmpty { producer += " " + version }
    guard hasGraph, !nodes.isEmpty else { throw ModelFault("it is no ONNX model, or an empty one") }
  }

  private mutating func read(version message: WireReader) throws {
    var message = message
    var (domain, version) = ("", 0)
    while let (field, value) = try message.next() {
      switch field {
      case 1: domain = try message.text(value)
      case 2: version = value.integer
      default: break
      }
    }
    versions[domain == "ai.onnx" ? "" : domain] = version
  }

  private mutating func read(graph message: WireReader) throws {
    var message = message
    while let (field, value) = try message.next() {
      switch field {
      case 1:
        guard nodes.count < Limits.modelNodes else {
          throw ModelFault("the model has more than \(Limits.modelNodes) nodes")
        }
        nodes.append(try ModelNode(message.message(value)))
      case 2: name = try message.text(value)
      case 5:
        let array = try StoredArray(message.message(value))
        stored[array.name] = array
      case 11: inputs.append(try ModelValue(message.message(value)))
      case 12: outputs.append(try ModelValue(message.message(value)).name)
      case 15: throw ModelFault("the model has sparse tensors, which are not read")
      default: break
      }
    }
  }
}

extension ModelNode {
  fileprivate init(_ message: WireReader) throws {
    var message = message
    while let (field, value) = try message.next() {
      switch field {
      case 1: inputs.append(try message.text(value))
      case 2: outputs.append(try message.text(value))
      case 3: name = try message.text(value)
      case 4: kind = try message.text(value)
      case 5:
        let (name, attribute) = try Self.attribute(message.message(value))
        attributes[name] = attribute
      case 6: remark = (try? message.text(value)) ?? ""
      case 7: domain = try message.text(value)
      default: break
      }
    }
    if domain == "ai.onnx" { domain = "" }
  }

  private static func attribute(_ message: WireReader) throws -> (String, ModelAttribute) {
    var message = message
    var name = ""
    var found: ModelAttribute?
    var (integers, floats): ([Int], [Float]) = ([], [])
    var type = 0
    while let (field, value) = try message.next() {
      switch field {
      case 1: name = try message.text(value)
      case 2: found = .float(value.float)
      case 3: found = .integer(value.integer)
      case 4: found = .text((try? message.text(value)) ?? "")
      case 5: found = .tensor(try StoredArray(message.message(value)))
      case 7:
        floats += try message.numbers(value, size: 4).map {
          Float(bitPattern: UInt32(truncatingIfNeeded: $0))
        }
      case 8: integers += try message.numbers(value).map { Int(Int64(bitPattern: $0)) }
      case 20: type = value.integer
      default: break
      }
    }
    // what is left out is zero: a list may be empty, a number nought
    switch type {
    case 6: return (name, .floats(floats))
    case 7: return (name, .integers(integers))
    case 1: return (name, found ?? .float(0))
    case 2: return (name, found ?? .integer(0))
    default:
      if !integers.isEmpty { return (name, .integers(integers)) }
      return (name, floats.isEmpty ? found ?? .other : .floats(floats))
    }
  }
}

extension ModelValue {
  fileprivate init(_ message: WireReader) throws {
    var message = message
    while let (field, value) = try message.next() {
      switch field {
      case 1: name = try message.text(value)
      case 2:
        var type = try message.message(value)
        while let (field, value) = try type.next() {
          if field == 1 { try read(tensor: type.message(value)) }
        }
      default: break
      }
    }
  }

  private mutating func read(tensor message: WireReader) throws {
    var message = message
    while let (field, value) = try message.next() {
      // the type of the numbers comes before
      guard field == 2 else { continue }
      var shape = try message.message(value)
      while let (field, value) = try shape.next() {
        guard field == 1 else { continue }
        var dimension = try shape.message(value)
        var extent: Int?
        while let (field, value) = try dimension.next() { if field == 1 { extent = value.integer } }
        extents.append(extent.flatMap { $0 > 0 ? $0 : nil })
      }
    }
  }
}

extension StoredArray {
  /// The types of numbers by their codes in the format; a complex number or a text has none.
  static let types: [Int: NumberType] = [
    1: .float, 2: .unsigned8, 3: .integer8, 4: .unsigned16, 5: .integer16, 6: .integer32,
    7: .integer64, 9: .boolean, 10: .half, 11: .double, 12: .unsigned32, 13: .unsigned64,
    16: .brain, 17: .float8E4M3, 18: .float8E4M3FNUZ, 19: .float8E5M2, 20: .float8E5M2FNUZ,
  ]

  fileprivate init(_ message: WireReader) throws {
    var message = message
    var extents: [Int] = []
    var code = 0
    var raw: Range<Int>?
    var integers: [Int] = []
    var external: [String: String] = [:]
    while let (field, value) = try message.next() {
      switch field {
      case 1: extents += try message.numbers(value).map { Int(Int64(bitPattern: $0)) }
      case 2: code = value.integer
      // packed numbers of a fixed size lie as raw ones do
      case 4, 10: if case .bytes(let range) = value { raw = range }
      case 5, 7, 11: integers += try message.numbers(value).map { Int(Int64(bitPattern: $0)) }
      case 8: name = try message.text(value)
      case 9: raw = value.range
      case 13:
        let (key, text) = try Self.entry(message.message(value))
        external[key] = text
      default: break
      }
    }
    guard extents.count <= Limits.tensorAxes, extents.allSatisfy({ $0 >= 0 }),
      let count = Shape(extents).checkedCount, count <= Limits.elements
    else { throw ModelFault("the stored tensor ‘\(name.quotable())’ has the shape \(extents)") }
    shape = Shape(extents)
    guard let type = Self.types[code] else {
      throw ModelFault("the stored tensor ‘\(name.quotable())’ holds no numbers")
    }
    self.type = type
    if let file = external["location"] {
      guard !file.contains("/"), let offset = Int(external["offset"] ?? "0"), offset >= 0 else {
        throw ModelFault("‘\(name.quotable())’ is stored in a file outside of the model's folder")
      }
      numbers = .external(
        file: file, offset: offset, length: external["length"].flatMap { Int($0) })
    } else if let raw {
      guard raw.count == count * type.size else {
        throw ModelFault(
          "‘\(name.quotable())’ is \(shape) in \(type.rawValue), which does not take "
            + "\(raw.count) bytes")
      }
      numbers = .bytes(raw)
    } else {
      guard integers.count == count else {
        throw ModelFault("‘\(name.quotable())’ is \(shape) but has \(integers.count) numbers")
      }
      numbers = .integers(integers)
    }
  }

  private static func entry(_ message: WireReader) throws -> (String, String) {
    var message = message
    var (key, text) = ("", "")
    while let (field, value) = try message.next() {
      switch field {
      case 1: key = try message.text(value)
      case 2: text = try message.text(value)
      default: break
      }
    }
    return (key, text)
  }
}
