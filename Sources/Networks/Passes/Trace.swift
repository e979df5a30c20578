import Tensors

/// One forward and one backward pass, kept whole: to step through it is to move an index.
public struct Trace<S: Scalar>: Sendable {
  /// The forward pass.
  public let forward: ForwardPass<S>
  /// What this step of training makes of the running statistics, in the order of `parameters`;
  /// nothing for the others.
  public let updatedStatistics: [[Tensor<S>?]]
  /// What is minimised: the loss asked for, else Σ dy·y for the given gradient `dy`.
  public let objective: Objective<S>
  /// Its value.
  public let loss: Double
  /// The gradient of the loss in what left each node, complete: summed where it forked.
  public let gradients: [Tensor<S>]
  /// The share that each node sends to each of its inputs.
  public let shares: [[Tensor<S>]]
  /// The gradients in each node's parameters; nothing for statistics.
  public let parameterGradients: [[Tensor<S>?]]

  /// Runs both passes; throws a `Misfit` where a given tensor has another shape.
  ///
  ///     let graph = try Network("relu", on: Shape(2)).graph
  ///     var settings = RunSettings<Double>()
  ///     settings.given = ["x": Tensor(Shape(1, 2), [-1, 2]), "dy": Tensor(Shape(1, 2), [3, 4])]
  ///     let trace = try Trace(graph, settings)
  ///     trace.loss                   // 8, which is Σ dy·y
  ///     trace.gradients[0].elements  // [0, 4]
  public init(_ graph: Graph, _ settings: RunSettings<S>) throws {
    try settings.check {
      MemoryPlan(keepingAllOf: graph, mode: settings.mode, passes: .both, images: $0, scalar: $1)
    }
    try self.init(after: ForwardPass(graph, settings), settings)
  }

  /// Runs the backward pass that belongs to a forward pass with these settings.
  ///
  /// The gradient in what left a node is told once it is complete and the node has passed it on;
  /// to throw there ends the run.
  public init(
    after forward: ForwardPass<S>, _ settings: RunSettings<S>,
    telling tell: (Step, Tensor<S>) throws -> Void = { _, _ in }
  ) throws {
    let graph = forward.graph
    try MemoryPlan(
      keepingAllOf: graph, mode: settings.mode, passes: .both, images: settings.batch,
      scalar: S.self
    ).check(
      holding: MemoryPlan(
        keepingAllOf: graph, mode: settings.mode, passes: .forward, images: settings.batch,
        scalar: S.self
      ).peak)
    let objective = try TensorSource(graph, settings).objective()
    var shares = [[Tensor<S>]](repeating: [], count: graph.nodes.count)
    var parameterGradients = [[Tensor<S>?]](repeating: [], count: graph.nodes.count)
    var gradients = [Tensor<S>?](repeating: nil, count: graph.nodes.count)
    gradients[graph.output.index] = try objective.gradient(forward.output)
    for node in graph.nodes.dropFirst().reversed() {
      let dy = gradients[node.index] ?? Self.gathered(at: node.index, of: graph, from: shares)
      gradients[node.index] = dy
      let local = node.computation.backward(
        forward.call(of: node), output: forward.outputs[node.index], dy: dy)
      shares[node.index] = local.inputs
      parameterGradients[node.index] = local.parameters
      try tell(.backward(node.index), dy)
    }
    if gradients[0] == nil { gradients[0] = Self.gathered(at: 0, of: graph, from: shares) }
    self.forward = forward
    updatedStatistics = graph.nodes.map { node in
      node.parameters.isEmpty ? [] : node.operation.updatedStatistics(forward.call(of: node))
    }
    self.objective = objective
    loss = try objective.value(forward.output)
    self.gradients = gradients.compactMap { $0 }
    self.shares = shares
    self.parameterGradients = parameterGradients
  }

  public var graph: Graph { forward.graph }
  public var mode: Mode { forward.mode }
  /// What left each node; `outputs[0]` is `x`.
  public var outputs: [Tensor<S>] { forward.outputs }
  /// The parameters of each node, in its operation's order, statistics included.
  public var parameters: [[Tensor<S>]] { forward.parameters }
  /// What chance decided at each node; nothing where it had no say, nor in inference.
  public var masks: [Tensor<S>?] { forward.masks }

  /// What the loss that the network ends in compares with; nothing where it ends otherwise.
  public var target: Tensor<S>? { forward.target }

  /// What went into a node.
  public func call(of node: Node) -> Call<S> { forward.call(of: node) }

  /// Where a wire forks, gradients add up, in the order of the branches.
  private static func gathered(
    at index: Int, of graph: Graph, from shares: [[Tensor<S>]]
  ) -> Tensor<S> {
    var sum: Tensor<S>?
    for share in graph.shares(of: index, from: shares) { sum = sum.map { $0 + share } ?? share }
    guard let sum else { preconditionFailure("every node but the last feeds another") }
    return sum
  }

  /// What returns to a node from each that it fed, in order; their sum is its gradient.
  ///
  ///     trace.shares(returningTo: 0).count  // 2 for sum { conv 3x3 2 | identity }
  public func shares(returningTo index: Int) -> [Tensor<S>] {
    graph.shares(of: index, from: shares)
  }
}

extension Graph {
  /// The edges that leave a node: who reads it, and as which of its inputs.
  ///
  ///     // of sum { conv 3x3 2 | identity }, whose nodes are x, conv1 and sum1
  ///     graph.readers(of: 0)  // [(node: 1, input: 0), (node: 2, input: 1)]
  public func readers(of index: Int) -> [(node: Int, input: Int)] {
    // a node that reads the same tensor twice stands twice among the consumers
    var readers: [(node: Int, input: Int)] = []
    var last: Int?
    for consumer in consumers[index] where consumer != last {
      last = consumer
      for (input, source) in nodes[consumer].inputs.enumerated() where source == index {
        readers.append((consumer, input))
      }
    }
    return readers
  }

  fileprivate func shares<S>(of index: Int, from shares: [[Tensor<S>]]) -> [Tensor<S>] {
    readers(of: index).map { shares[$0.node][$0.input] }
  }
}
