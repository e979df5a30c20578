import Tensors

/// A forward pass alone, every tensor kept.
public struct ForwardPass<S: Scalar>: Sendable {
  public let graph: Graph
  public let mode: Mode
  /// What left each node; `outputs[0]` is `x`.
  public let outputs: [Tensor<S>]
  /// The parameters of each node, in its operation's order, statistics included.
  public let parameters: [[Tensor<S>]]
  /// What chance decided at each node; nothing where it had no say, nor in inference.
  public let masks: [Tensor<S>?]

  /// Runs it; throws a `Misfit` where a given tensor has another shape.
  public init(_ graph: Graph, _ settings: RunSettings<S>) throws {
    let source = TensorSource(graph, settings)
    let parameters = try source.parameters()
    let masks = try source.masks()
    var outputs = [try source.input()]
    for node in graph.nodes.dropFirst() {
      let call = Call(
        inputs: node.inputs.map { outputs[$0] }, parameters: parameters[node.index],
        mode: settings.mode, mask: masks[node.index])
      outputs.append(node.operation.forward(call))
    }
    self.graph = graph
    self.mode = settings.mode
    self.outputs = outputs
    self.parameters = parameters
    self.masks = masks
  }

  /// What the network gives.
  public var output: Tensor<S> { outputs[graph.output.index] }

  /// What went into a node.
  public func call(of node: Node) -> Call<S> {
    Call(
      inputs: node.inputs.map { outputs[$0] }, parameters: parameters[node.index], mode: mode,
      mask: masks[node.index])
  }
}
