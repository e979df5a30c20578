#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SwiftProtobuf
import Tensors

/// Builds the file of an ONNX model, node by node.
struct ModelWriter {
  /// What a node is told beside its inputs.
  enum Attribute {
    case integer(Int)
    case float(Double)
    case integers([Int])
    case text(String)
  }

  /// The version of the operators: 17, which every runtime since 2022 has, unless one is needed that
  /// is newer.
  private var operators = 17
  /// The version of the format that goes with it.
  private var format: Int64 { operators < 18 ? 8 : operators < 21 ? 9 : 10 }

  private var graph = Onnx_GraphProto()

  /// Takes a version of the operators that has what is written next.
  mutating func require(operators version: Int) { operators = max(operators, version) }

  /// Adds a node; `remark` is kept as its documentation.
  mutating func add(
    _ kind: String, named name: String, _ inputs: [String], to output: String,
    _ attributes: [(String, Attribute)] = [], remark: String? = nil
  ) {
    graph.node.append(
      .with {
        $0.input = inputs
        $0.output = [output]
        $0.name = name
        $0.opType = kind
        $0.attribute = attributes.map { Self.attribute($0.0, $0.1) }
        if let remark { $0.docString = Data(remark.utf8) }
      })
  }

  private static func attribute(_ name: String, _ value: Attribute) -> Onnx_AttributeProto {
    .with {
      $0.name = name
      switch value {
      case .float(let number):
        $0.f = Float(number)
        $0.type = 1
      case .integer(let number):
        $0.i = Int64(number)
        $0.type = 2
      case .text(let text):
        $0.s = Data(text.utf8)
        $0.type = 3
      case .integers(let numbers):
        $0.ints = numbers.map { Int64($0) }
        $0.type = 7
      }
    }
  }

  /// Stores a tensor of floats.
  mutating func store(_ name: String, _ tensor: Tensor<Float>) {
    store(name, tensor.shape.extents, type: 1, tensor.elements.map(\.bitPattern.littleEndian))
  }

  /// Stores whole numbers.
  mutating func store(_ name: String, _ numbers: [Int]) {
    store(name, [numbers.count], type: 7, numbers.map { Int64($0).littleEndian })
  }

  private mutating func store(_ name: String, _ extents: [Int], type: Int32, _ numbers: [some Any])
  {
    graph.initializer.append(
      .with {
        $0.dims = extents.map { Int64($0) }
        $0.dataType = type
        $0.name = name
        $0.rawData = numbers.withUnsafeBytes { Data($0) }
      })
  }

  /// The whole file; batches of any size may enter.
  ///
  /// Throws where it is larger than the format allows, which is 2 GiB.
  func model(
    named name: String, input: (String, [Int]), output: (String, [Int])
  ) throws -> [UInt8] {
    var graph = graph
    graph.name = name
    graph.input = [Self.value(input)]
    graph.output = [Self.value(output)]
    let model = Onnx_ModelProto.with {
      $0.irVersion = format
      $0.producerName = "Blockwalk"
      $0.graph = graph
      $0.opsetImport = [.with { $0.version = Int64(operators) }]
    }
    return try model.serializedBytes()
  }

  private static func value(_ value: (name: String, extents: [Int])) -> Onnx_ValueInfoProto {
    .with {
      $0.name = value.name
      $0.type.tensorType.elemType = 1
      $0.type.tensorType.shape.dim =
        [.with { $0.dimParam = "images" }]
        + value.extents.map { extent in .with { $0.dimValue = Int64(extent) } }
    }
  }
}
