import Tensors

/// The gradient of the loss in the network's output.
public enum Upstream<S: Scalar>: Sendable {
  /// Drawn by the weight rule from the seed after that of the weights.
  case random
  case ones
  /// One at one cell, `i,j,c` or `c` (first image), zero elsewhere: lights up the receptive field.
  case cell([Int])
  /// The gradient of a loss in the output that came out.
  case loss(Loss<S>)
}

/// What a run starts from; whatever is not given is drawn by the weight rule.
public struct RunSettings<S: Scalar>: Sendable {
  public var mode = Mode.training
  /// Weights come from the seed, input and upstream gradient from the seed after it.
  public var seed: UInt64 = 0
  /// Images that enter together.
  public var batch = 1
  public var upstream = Upstream<S>.random
  /// Tensors by name: `x`, `dy`, `conv1.weight`; they win over what would be drawn.
  public var given: [String: Tensor<S>] = [:]

  public init(seed: UInt64 = 0, mode: Mode = .training, batch: Int = 1) {
    self.seed = seed
    self.mode = mode
    self.batch = batch
  }

  /// The parameters of a network by name: those given, else drawn by the weight rule; throws a
  /// `Misfit` where one that is given has another shape.
  ///
  ///     // of conv 3x3 16, relu
  ///     try RunSettings<Float>(seed: 7).parameters(of: graph).keys  // ["conv1.weight"]
  public func parameters(of graph: Graph) throws -> [String: Tensor<S>] {
    var named: [String: Tensor<S>] = [:]
    for (node, tensors) in zip(graph.nodes, try TensorSource(graph, self).parameters()) {
      for (parameter, tensor) in zip(node.parameters, tensors) {
        named["\(node.id).\(parameter.name)"] = tensor
      }
    }
    return named
  }

  /// Throws a `Misfit` where the batch is none or the run would take more memory than there is.
  func check(_ plan: (_ images: Int, S.Type) -> MemoryPlan) throws {
    guard 1...Limits.images ~= batch else {
      throw Misfit("a batch has 1 to \(Limits.images) images, not \(batch)")
    }
    try plan(batch, S.self).check()
  }
}
