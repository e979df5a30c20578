#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SwiftProtobuf
import Tensors

extension Model {
  /// Reads a file of the format that `onnx.proto` of ONNX 1.x defines; throws a `ModelFault`.
  public init(_ file: [UInt8]) throws {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    let model: Onnx_ModelProto
    do {
      model = try Onnx_ModelProto(serializedBytes: file, options: options)
    } catch {
      throw ModelFault("the file is no ONNX model, or it is damaged or cut off")
    }
    guard model.functions.isEmpty else {
      throw ModelFault("the model has functions of its own, which are not read")
    }
    producer = model.producerName
    if !model.producerVersion.isEmpty { producer += " " + model.producerVersion }
    for version in model.opsetImport {
      versions[version.domain == "ai.onnx" ? "" : version.domain] = Int(version.version)
    }
    guard model.hasGraph, !model.graph.node.isEmpty else {
      throw ModelFault("it is no ONNX model, or an empty one")
    }
    try read(model.graph)
  }

  private mutating func read(_ graph: Onnx_GraphProto) throws {
    guard graph.node.count <= Limits.modelNodes else {
      throw ModelFault("the model has more than \(Limits.modelNodes) nodes")
    }
    guard graph.sparseInitializer.isEmpty else {
      throw ModelFault("the model has sparse tensors, which are not read")
    }
    name = graph.name
    nodes = try graph.node.map { try ModelNode($0) }
    for tensor in graph.initializer {
      let array = try StoredArray(tensor)
      stored[array.name] = array
    }
    inputs = graph.input.map { ModelValue($0) }
    outputs = graph.output.map(\.name)
  }
}

extension ModelNode {
  fileprivate init(_ node: Onnx_NodeProto) throws {
    name = node.name
    kind = node.opType
    domain = node.domain == "ai.onnx" ? "" : node.domain
    inputs = node.input
    outputs = node.output
    for attribute in node.attribute {
      attributes[attribute.name] = try ModelAttribute(attribute)
    }
    remark = String(validating: node.docString, as: UTF8.self) ?? ""
  }
}

extension ModelAttribute {
  /// What is left out is zero: a list may be empty, a number nought.
  fileprivate init(_ attribute: Onnx_AttributeProto) throws {
    switch attribute.type {
    case 1: self = .float(attribute.f)
    case 2: self = .integer(Int(attribute.i))
    case 6: self = .floats(attribute.floats)
    case 7: self = .integers(attribute.ints.map { Int($0) })
    default:
      // files of before the type was stated say it by what is there
      if attribute.hasT {
        self = .tensor(try StoredArray(attribute.t))
      } else if attribute.hasS {
        self = .text(String(validating: attribute.s, as: UTF8.self) ?? "")
      } else if !attribute.ints.isEmpty {
        self = .integers(attribute.ints.map { Int($0) })
      } else if !attribute.floats.isEmpty {
        self = .floats(attribute.floats)
      } else if attribute.hasI {
        self = .integer(Int(attribute.i))
      } else {
        self = attribute.hasF ? .float(attribute.f) : .other
      }
    }
  }
}

extension ModelValue {
  fileprivate init(_ value: Onnx_ValueInfoProto) {
    name = value.name
    extents = value.type.tensorType.shape.dim.map { side in
      if case .dimValue(let extent)? = side.value, extent > 0 { Int(extent) } else { nil }
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

  fileprivate init(_ tensor: Onnx_TensorProto) throws {
    name = tensor.name
    let extents = tensor.dims.map { Int($0) }
    guard extents.count <= Limits.tensorAxes, extents.allSatisfy({ $0 >= 0 }),
      let count = Shape(extents).checkedCount, count <= Limits.elements
    else { throw ModelFault("the stored tensor ‘\(name.quotable())’ has the shape \(extents)") }
    shape = Shape(extents)
    guard let type = Self.types[Int(tensor.dataType)] else {
      throw ModelFault("the stored tensor ‘\(name.quotable())’ holds no numbers")
    }
    self.type = type
    let external = Dictionary(tensor.externalData.map { ($0.key, $0.value) }) { $1 }
    if let file = external["location"] {
      guard !file.contains("/"), let offset = Int(external["offset"] ?? "0"), offset >= 0 else {
        throw ModelFault("‘\(name.quotable())’ is stored in a file outside of the model's folder")
      }
      numbers = .external(
        file: file, offset: offset, length: external["length"].flatMap { Int($0) })
      return
    }
    numbers = Self.numbers(of: tensor, type)
    switch numbers {
    case .bytes(let bytes) where bytes.count != count * type.size:
      throw ModelFault(
        "‘\(name.quotable())’ is \(shape) in \(type.rawValue), which does not take "
          + "\(bytes.count) bytes")
    case .integers(let integers) where integers.count != count:
      throw ModelFault("‘\(name.quotable())’ is \(shape) but has \(integers.count) numbers")
    case .floats(let floats) where floats.count != count:
      throw ModelFault("‘\(name.quotable())’ is \(shape) but has \(floats.count) numbers")
    default: break
    }
  }

  /// The numbers from whichever field has them.
  private static func numbers(of tensor: Onnx_TensorProto, _ type: NumberType) -> Numbers {
    if tensor.hasRawData { return .bytes(tensor.rawData) }
    if !tensor.floatData.isEmpty { return .floats(tensor.floatData) }
    if !tensor.doubleData.isEmpty {
      return .bytes(tensor.doubleData.withUnsafeBytes { Data($0) })
    }
    let isShort = [.half, .brain, .float8E4M3, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ]
      .contains(type)
    if isShort {
      // their bits stand there as whole numbers
      return .bytes(
        Data(
          tensor.int32Data.flatMap { bits in
            (0..<type.size).map { UInt8(truncatingIfNeeded: bits >> (8 * Int32($0))) }
          }))
    }
    return .integers(
      tensor.int32Data.map { Int($0) } + tensor.int64Data.map { Int($0) }
        + tensor.uint64Data.map { Int(truncatingIfNeeded: $0) })
  }
}
