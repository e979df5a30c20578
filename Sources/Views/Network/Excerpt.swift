import Networks
import Tensors

/// What a part of a network had in a run of the whole, for a walk through that part.
public struct Excerpt: Hashable, Sendable {
  /// Where it stands: `resnet50 › conv3_x 2`.
  public let origin: String
  /// The definitions that came with the network's own text, if any did.
  public let definitions: String?
  /// What the tensors belong to; a changed block draws its own.
  private let notation: String
  private let seed: UInt64
  private let x: Tensor<Double>
  /// Of each node in order.
  private let parameters: [[Tensor<Double>]]
  private let masks: [Tensor<Double>?]
  /// The gradient that came back to its output, where the backward pass has been run.
  private let dy: Tensor<Double>?

  /// What nodes of a network had in its run; nothing while the forward pass is not whole.
  init?(
    of nodes: Range<Int>, in run: NetworkRun, for request: WalkRequest, origin: String,
    definitions: String?
  ) {
    guard let forward = run.forward else { return nil }
    self.origin = origin
    self.definitions = definitions
    notation = request.notation
    seed = request.seed
    x = forward.outputs[nodes.lowerBound - 1].converted()
    parameters = forward.parameters[nodes].map { $0.map { $0.converted() } }
    masks = forward.masks[nodes].map { $0?.converted() }
    // a gradient is the loss's own only once all that reads the tensor has passed it back
    dy = run.isComplete ? run.gradients[nodes.upperBound - 1]?.converted() : nil
  }

  /// The tensors by the names that they have in the part alone, whose nodes stand in the same
  /// order; none once a walk is about another block, size or seed.
  func tensors(for request: WalkRequest, _ graph: Graph) -> [String: Tensor<Double>] {
    let nodes = graph.nodes.dropFirst()
    guard notation == request.notation, seed == request.seed, nodes.count == parameters.count,
      graph.nodes[0].shape == x.shape.image
    else { return [:] }
    var tensors = ["x": x]
    for (node, (parameters, mask)) in zip(nodes, zip(parameters, masks)) {
      for (parameter, tensor) in zip(node.parameters, parameters) {
        tensors["\(node.id).\(parameter.name)"] = tensor
      }
      tensors["\(node.id).mask"] = mask
    }
    tensors["dy"] = dy
    return tensors
  }

  /// Numbers are compared but not hashed: equal excerpts come from the same place.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(origin)
    hasher.combine(seed)
  }
}
