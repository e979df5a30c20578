import Networks
import Tensors

/// Where a run stops because its numbers are none any more.
public struct Divergence: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss beyond all measure, though still a number.
  static let largestLoss = 1e12

  /// The update that could not be made, counted from 1.
  public let step: Int
  /// The first tensor with such numbers: `conv2`, `conv2.weight`, `grad.conv2.weight`; `loss` where
  /// it is that alone.
  public let tensor: String
  public let loss: Double

  public var description: String {
    "Step \(step) cannot be made: "
      + (tensor == "loss"
        ? "the loss has grown to \(loss)"
        : "‘\(tensor)’ is the first tensor with numbers that are "
          + "infinite or none") + ". Try a smaller rate, a warm-up or --clip."
  }
}

extension TrainingRun {
  /// Finds the first tensor of an update that is not all numbers: parameters, then the forward
  /// pass, then the backward one.
  func divergence(at update: Int, _ batch: Batch<S>, _ loss: Loss<S>) -> Divergence {
    func found(_ tensor: String, _ value: Double = .nan) -> Divergence {
      Divergence(step: update + 1, tensor: tensor, loss: value)
    }
    for node in graph.nodes {
      for (parameter, tensor) in zip(node.parameters, state.parameters[node.index])
      where !tensor.isFinite { return found("\(node.id).\(parameter.name)") }
    }
    guard let trace = try? trace(batch, loss) else { return found("loss") }
    for node in graph.nodes where !trace.outputs[node.index].isFinite { return found(node.id) }
    for node in graph.nodes.reversed() {
      if !trace.gradients[node.index].isFinite { return found("grad.\(node.id)") }
      for (parameter, gradient) in zip(node.parameters, trace.parameterGradients[node.index]) {
        if let gradient, !gradient.isFinite {
          return found("grad.\(node.id).\(parameter.name)")
        }
      }
    }
    return found("loss", trace.loss)
  }

  /// Both passes of a batch from where the run stands, every tensor kept.
  func trace(_ batch: Batch<S>, _ loss: Loss<S>) throws -> Trace<S> {
    try Trace(graph, settings(of: batch, loss))
  }

  /// What a run of the engine starts from to make the passes of a batch, from where this run
  /// stands.
  func settings(of batch: Batch<S>, _ loss: Loss<S>) -> RunSettings<S> {
    var settings = RunSettings<S>(
      seed: base.seed, mode: .training, batch: batch.indices.count)
    settings.upstream = .loss(loss)
    settings.given = namedParameters
    settings.given["x"] = batch.x
    for (node, mask) in zip(graph.nodes, masks(of: state.step)) {
      settings.given["\(node.id).mask"] = mask
    }
    return settings
  }

  /// The parameters under the names that files give them.
  public var namedParameters: [String: Tensor<S>] {
    var named: [String: Tensor<S>] = [:]
    for node in graph.nodes {
      for (parameter, tensor) in zip(node.parameters, state.parameters[node.index]) {
        named["\(node.id).\(parameter.name)"] = tensor
      }
    }
    return named
  }
}

extension Tensor {
  var isFinite: Bool { elements.allSatisfy { $0.isFinite } }
}
