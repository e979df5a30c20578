import Networks
import Tensors

/// Builds the file of an ONNX model, node by node.
///
/// Field numbers are those of `onnx.proto` of ONNX 1.x.
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
  private var format: Int { operators < 18 ? 8 : operators < 21 ? 9 : 10 }

  private var graph = WireWriter()

  /// Takes a version of the operators that has what is written next.
  mutating func require(operators version: Int) { operators = max(operators, version) }

  /// Adds a node; `remark` is kept as its documentation.
  mutating func add(
    _ kind: String, named name: String, _ inputs: [String], to output: String,
    _ attributes: [(String, Attribute)] = [], remark: String? = nil
  ) {
    var node = WireWriter()
    for input in inputs { node.write(1, input) }
    node.write(2, output)
    node.write(3, name)
    node.write(4, kind)
    for (name, value) in attributes {
      var attribute = WireWriter()
      attribute.write(1, name)
      switch value {
      case .float(let number):
        attribute.write(2, Float(number))
        attribute.write(20, 1)
      case .integer(let number):
        attribute.write(3, number)
        attribute.write(20, 2)
      case .text(let text):
        attribute.write(4, text)
        attribute.write(20, 3)
      case .integers(let numbers):
        attribute.write(8, numbers)
        attribute.write(20, 7)
      }
      node.write(5, attribute)
    }
    if let remark { node.write(6, remark) }
    graph.write(1, node)
  }

  /// Stores a tensor of floats.
  mutating func store(_ name: String, _ tensor: Tensor<Float>) {
    var array = WireWriter()
    array.write(1, tensor.shape.extents)
    array.write(2, 1)
    array.write(8, name)
    array.write(
      9, tensor.elements.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian) { Array($0) } })
    graph.write(5, array)
  }

  /// Stores whole numbers.
  mutating func store(_ name: String, _ numbers: [Int]) {
    var array = WireWriter()
    array.write(1, [numbers.count])
    array.write(2, 7)
    array.write(8, name)
    array.write(
      9, numbers.flatMap { withUnsafeBytes(of: Int64($0).littleEndian) { Array($0) } })
    graph.write(5, array)
  }

  /// The whole file; batches of any size may enter.
  func model(named name: String, input: (String, [Int]), output: (String, [Int])) -> [UInt8] {
    var graph = graph
    graph.write(2, name)
    graph.write(11, Self.value(input))
    graph.write(12, Self.value(output))
    var model = WireWriter()
    model.write(1, format)
    model.write(2, "Blockwalk")
    model.write(7, graph)
    var version = WireWriter()
    version.write(1, "")
    version.write(2, operators)
    model.write(8, version)
    return model.bytes
  }

  private static func value(_ value: (name: String, extents: [Int])) -> WireWriter {
    var shape = WireWriter()
    var images = WireWriter()
    images.write(2, "images")
    shape.write(1, images)
    for extent in value.extents {
      var dimension = WireWriter()
      dimension.write(1, extent)
      shape.write(1, dimension)
    }
    var tensor = WireWriter()
    tensor.write(1, 1)
    tensor.write(2, shape)
    var type = WireWriter()
    type.write(1, tensor)
    var info = WireWriter()
    info.write(1, value.name)
    info.write(2, type)
    return info
  }
}
