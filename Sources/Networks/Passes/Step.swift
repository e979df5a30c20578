/// One event of a run: a node computed forward or backward, the loss between the passes, the sum of
/// the gradients that return to a fork, or the update of a tensor of weights.
public enum Step: Hashable, Sendable {
  case forward(Int)
  case loss
  case backward(Int)
  /// The gradients of all that a forked tensor fed are added up.
  case gather(Int)
  /// An optimizer moves a parameter of a node, by its place among the node's parameters.
  case update(Int, parameter: Int)

  /// The parts of a run, in order.
  public enum Pass: String, Sendable {
    case forward, loss, backward, update
  }

  public var pass: Pass {
    switch self {
    case .forward: .forward
    case .loss: .loss
    case .backward, .gather: .backward
    case .update: .update
    }
  }

  /// Whether it comes after the loss.
  public var isBackward: Bool { pass == .backward || pass == .update }
}

extension Graph {
  /// All steps of both passes, in order: forward from `x`, the loss, then backward.
  ///
  /// The sum at a fork follows the last share that it waits for.
  public var steps: [Step] {
    var steps = nodes.map { Step.forward($0.index) }
    steps.append(.loss)
    for node in nodes.dropFirst().reversed() {
      if isFork(node.index) { steps.append(.gather(node.index)) }
      steps.append(.backward(node.index))
    }
    if isFork(0) { steps.append(.gather(0)) }
    return steps
  }

  /// Whether a step is a point of interest: a fork, a join or a change of shape.
  ///
  ///     // of sum { conv 3x3 2 | identity } on 4×4×2
  ///     graph.steps.filter(graph.isOfInterest)  // x forward, the sum forward and backward, x's Σ
  public func isOfInterest(_ step: Step) -> Bool {
    switch step {
    case .loss, .update: return false
    case .gather: return true
    case .forward(let index) where index == 0: return isFork(0)
    case .forward(let index), .backward(let index):
      let node = nodes[index]
      return node.inputs.count > 1 || (!step.isBackward && isFork(index))
        || node.inputs.contains { nodes[$0].shape != node.shape }
    }
  }
}
