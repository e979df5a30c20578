import Tensors

/// The derivative of the loss in one number, by moving it a little to either side.
///
///     (L(θ + h) − L(θ − h)) / 2h
public struct CentralDifference: Hashable, Sendable {
  /// What the backward pass computed.
  public let computed: Double
  /// What moving the number gives.
  public let measured: Double
  /// Whether a ReLU changed its sign or a pool its winner on the way: then the two need not agree.
  public let crossesKink: Bool
  /// How far the number was moved to either side.
  public let step: Double

  /// How far apart the two are.
  public var error: Double { abs(computed - measured) }
}

extension Trace {
  /// The central difference of one element of a gradient; the index starts with the image where a
  /// batch runs, `n,i,j,c`.
  ///
  ///     // of relu on x = (−1, 2) with dy = (3, 4)
  ///     let check = try trace.centralDifference(
  ///       of: .inputGradient(0), at: relu, element: [0, 1])
  ///     check.computed  // 4
  ///     check.error     // below 1e−9
  ///
  /// Throws a `Misfit` where there is no such element or the quantity is no gradient.
  public func centralDifference(
    of quantity: Quantity, at node: Node, element index: [Int], step: Double = 1e-5
  ) throws -> CentralDifference {
    let gradient = try tensor(quantity, of: node)
    guard let offset = gradient.shape.offset(of: index) else {
      throw Misfit(
        "the element \(index.map(String.init).joined(separator: ",")) is outside \(quantity.name) of "
          + "\(node.id), which is \(gradient.shape)")
    }
    let lever = try lever(of: quantity, at: node)
    let up = forward.moving(lever, at: offset, by: S(step))
    let down = forward.moving(lever, at: offset, by: -S(step))
    return CentralDifference(
      computed: Double(gradient.elements[offset]),
      measured: try objective.growth(from: down.output, to: up.output) / (2 * step),
      crossesKink: graph.nodes.dropFirst().contains { node in
        node.operation.pieces(up.call(of: node)) != node.operation.pieces(down.call(of: node))
      },
      step: step)
  }

  /// By how much the loss grows where one number is moved by a distance, all else as it was.
  ///
  /// Throws a `Misfit` for what is no gradient's number or has no such element.
  public func lossGrowth(
    moving quantity: Quantity, of node: Node, at index: [Int], by distance: Double
  ) throws -> Double {
    guard let offset = try tensor(quantity, of: node).shape.offset(of: index) else {
      throw Misfit("\(quantity.name) of \(node.id) has no such element")
    }
    let moved = forward.moving(try lever(of: quantity, at: node), at: offset, by: S(distance))
    return try objective.growth(from: forward.output, to: moved.output)
  }

  private func lever(of quantity: Quantity, at node: Node) throws -> ForwardPass<S>.Lever {
    switch quantity {
    case .outputGradient: return .output(node.index)
    case .inputGradient(let input):
      return node.index == 0 ? .output(0) : .input(input, of: node.index)
    case .parameterGradient(let name):
      guard let place = node.parameters.firstIndex(where: { $0.name == name }) else {
        throw Misfit("\(node.id) has no parameter \(name)")
      }
      return .parameter(place, of: node.index)
    case .output, .mean, .variance:
      throw Misfit("\(quantity.name) is not a gradient; central differences are taken of gradients")
    }
  }
}
