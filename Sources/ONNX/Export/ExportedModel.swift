import Networks
import Tensors

/// A network as an ONNX model for other runtimes, as it infers.
///
/// Images are N × C × H × W there. What only training does is kept as a remark on a node that
/// does what is left of it, so that an import finds it again.
public struct ExportedModel {
  /// The file.
  public let bytes: [UInt8]

  /// What stands before the notation of an operation in the remark of a node.
  static let mark = "blockwalk: "

  /// Writes a network with its parameters by their names here; throws a `Misfit` where ONNX has
  /// nothing for an operation.
  public init(_ network: Network, parameters: [String: Tensor<Float>]) throws {
    var writer = NodeWriter(graph: network.graph, parameters: parameters)
    for node in network.graph.nodes.dropFirst() { try writer.write(node) }
    let output = network.graph.output
    // what enters a model may not leave it as it is
    let isIdentity = network.graph.nodes.count == 1
    if isIdentity { writer.model.add("Identity", named: "y", ["x"], to: "y") }
    bytes = try writer.model.model(
      named: network.invocation?.name ?? "network",
      input: ("x", NodeWriter.extents(network.graph.nodes[0].shape)),
      output: (isIdentity ? "y" : output.id, NodeWriter.extents(output.shape)))
  }
}
