import Tensors

/// A forward pass alone, every tensor kept.
public struct ForwardPass<S: Scalar>: Sendable {
  public let graph: Graph
  public let mode: Mode
  /// What left each node; `outputs[0]` is `x`.
  public private(set) var outputs: [Tensor<S>]
  /// The parameters of each node, in its operation's order, statistics included.
  public private(set) var parameters: [[Tensor<S>]]
  /// What chance decided at each node; nothing where it had no say, nor in inference.
  public let masks: [Tensor<S>?]
  /// What the loss that the network ends in compares with; nothing where it ends otherwise.
  public let target: Tensor<S>?

  /// Runs it; throws a `Misfit` where a given tensor has another shape.
  ///
  /// Each output is told as it comes, `x` first; to throw there ends the run. Tensors are images ×
  /// the shape of their node.
  ///
  ///     let graph = try Network("relu", on: Shape(2)).graph
  ///     var settings = RunSettings<Double>()
  ///     settings.given["x"] = Tensor(Shape(1, 2), [-1, 2])
  ///     try ForwardPass(graph, settings).output.elements  // [0, 2]
  public init(
    _ graph: Graph, _ settings: RunSettings<S>,
    telling tell: (Step, Tensor<S>) throws -> Void = { _, _ in }
  ) throws {
    try settings.check {
      MemoryPlan(
        keepingAllOf: graph, mode: settings.mode, passes: .forward, images: $0, scalar: $1)
    }
    let source = TensorSource(graph, settings)
    self.graph = graph
    mode = settings.mode
    parameters = try source.parameters()
    masks = try source.masks()
    target = try source.target()
    outputs = [try source.input()]
    try tell(.forward(0), outputs[0])
    for node in graph.nodes.dropFirst() {
      let output = node.computation.forward(call(of: node))
      outputs.append(output)
      try tell(.forward(node.index), output)
    }
  }

  /// What the network gives.
  public var output: Tensor<S> { outputs[graph.output.index] }

  /// What went into a node.
  ///
  ///     pass.call(of: conv).parameters[0].shape  // 3×3×2×4 for conv 3x3 4 on two channels
  public func call(of node: Node) -> Call<S> { call(of: node, outputs) }

  private func call(of node: Node, _ outputs: [Tensor<S>]) -> Call<S> {
    Call(
      inputs: node.inputs.map { outputs[$0] }, parameters: parameters[node.index], mode: mode,
      mask: masks[node.index], target: target)
  }

  /// One number of a run that can be moved to see what follows.
  enum Lever: Hashable {
    /// In what leaves a node.
    case output(Int)
    /// In what one node reads of its k-th input; the others read it unmoved.
    case input(Int, of: Int)
    /// In a parameter of a node.
    case parameter(Int, of: Int)
  }

  /// The pass with one number moved; only what follows it is computed again.
  func moving(_ lever: Lever, at offset: Int, by distance: S) -> ForwardPass {
    var moved = self
    switch lever {
    case .output(let node):
      moved.outputs[node].elements[offset] += distance
      moved.recompute(from: node + 1)
    case .parameter(let place, let node):
      moved.parameters[node][place].elements[offset] += distance
      moved.recompute(from: node)
    case .input(let input, let node):
      let source = graph.nodes[node].inputs[input]
      var outputs = outputs
      outputs[source].elements[offset] += distance
      moved.outputs[node] = graph.nodes[node].computation.forward(
        call(of: graph.nodes[node], outputs))
      moved.recompute(from: node + 1)
    }
    return moved
  }
  private mutating func recompute(from first: Int) {
    for node in graph.nodes[first...] {
      outputs[node.index] = node.computation.forward(call(of: node))
    }
  }
}
