import Networks
import Tensors

/// The next update of a run, looked at before it is made: every tensor of all its passes.
public struct Inspection<S: Scalar>: Sendable {
  /// The update, counted from 1.
  public let step: Int
  public let batch: Batch<S>
  /// Forward and backward pass, every tensor kept.
  public let trace: Trace<S>
  /// The parameters before it, by node, statistics included.
  public let before: RunState<S>
  /// The same after it.
  public let after: RunState<S>
  /// The gradients that the engine moves the weights along, before clipping; nothing for
  /// statistics.
  public let gradients: [[Tensor<S>?]]
  /// The norm of all gradients together, before clipping.
  public let gradientNorm: Double
  public let optimizer: any Optimizer
  private let recipe: Recipe
  private let rate: Double

  /// What the update knows of a tensor of weights.
  public func settings(of node: Node, _ place: Int) -> UpdateSettings {
    UpdateSettings(
      step: step, rate: rate, decay: recipe.decay(of: node.parameters[place].shape),
      factor: recipe.factor(of: gradientNorm))
  }

  /// The update of one weight: `place` is that of its tensor among the node's parameters.
  ///
  /// Throws a `Misfit` where the tensor is a statistic or has no such element.
  public func account(of node: Node, _ place: Int, at index: [Int]) throws -> UpdateAccount {
    let name = "\(node.id).\(node.parameters[place].name)"
    guard let gradient = gradients[node.index][place] else {
      throw Misfit("\(name) is a running statistic, which no optimizer moves")
    }
    guard let offset = gradient.shape.offset(of: index) else {
      throw Misfit(
        "\(name) is \(gradient.shape) and has no element "
          + index.map(String.init).joined(separator: ","))
    }
    let memory = before.memories[node.index][place]
    func remembered(_ moment: Moment) -> Double {
      memory[moment].elements.isEmpty ? 0 : Double(memory[moment].elements[offset])
    }
    let weight = WeightBefore(
      tensor: name, index: index, value: Double(before.parameters[node.index][place][index]),
      gradient: Double(gradient[index]), momentum: remembered(.momentum),
      first: remembered(.first), second: remembered(.second))
    return optimizer.explained(weight, at: settings(of: node, place), in: S.self)
  }

  init(_ run: TrainingRun<S>) throws {
    var next = run
    let update = run.state.step
    batch = next.batch(of: update)
    let loss = Loss(run.base.loss, target: batch.targets)
    trace = try run.trace(batch, loss)
    let pass = try run.pass(batch, loss)
    _ = try next.makeUpdate()
    step = update + 1
    before = run.state
    after = next.state
    gradients = pass.gradients
    gradientNorm = pass.gradientNorm
    recipe = run.recipe
    optimizer = recipe.optimizer
    rate = run.rate
  }
}

extension TrainingRun {
  /// The next update, looked at; throws a `Divergence` where it cannot be made.
  public func inspection() throws -> Inspection<S> { try Inspection(self) }
}

/// What an update is like at one node, or at all nodes of a block.
public struct LayerFigures: Hashable, Sendable {
  /// The node's id, or the name of the block.
  public let node: String
  /// The norm of the gradients in its parameters; nothing where it has none.
  public let gradientNorm: Double?
  /// The norm of what the update changes over that of the parameters; nothing where these are 0.
  public let updateRatio: Double?
  /// The norm of the gradient in what leaves it.
  public let outputGradientNorm: Double
  /// The share of ReLU units that are 0 for all images of the batch; nothing without a ReLU.
  public let deadShare: Double?
  /// Mean and deviation of what leaves it.
  public let mean: Double
  public let deviation: Double
}

extension Inspection {
  /// The figures of every node but the input, in order.
  public var layers: [LayerFigures] {
    trace.graph.nodes.dropFirst().map { figures(of: [$0], called: $0.id) }
  }

  /// The same with the nodes of each block that was called by name taken together: `basic1` for
  /// all from `basic1.conv1` on.
  public var blocks: [LayerFigures] {
    var groups: [(name: String, nodes: [Node])] = []
    for node in trace.graph.nodes.dropFirst() {
      let name = String(node.id.prefix { $0 != "." })
      if groups.last?.name == name {
        groups[groups.count - 1].nodes.append(node)
      } else {
        groups.append((name, [node]))
      }
    }
    return groups.map { figures(of: $0.nodes, called: $0.name) }
  }

  /// Norms are those of all parameters together; what leaves is what leaves the last node.
  private func figures(of nodes: [Node], called name: String) -> LayerFigures {
    var (size, change, slope) = (0.0, 0.0, 0.0)
    var (dead, units) = (0, 0)
    for node in nodes {
      let (old, new) = (before.parameters[node.index], after.parameters[node.index])
      for place in node.parameters.indices where node.parameters[place].isTrained {
        size += old[place].sumOfSquares
        change += new[place].squaredDistance(to: old[place])
        slope += gradients[node.index][place]?.sumOfSquares ?? 0
      }
      guard type(of: node.operation).keyword == "relu" else { continue }
      dead += trace.outputs[node.index].deadUnits
      units += node.shape.count
    }
    let last = nodes.last?.index ?? 0
    let statistics = Statistics(trace.outputs[last])
    let learns = nodes.contains { $0.parameters.contains(where: \.isTrained) }
    return LayerFigures(
      node: name, gradientNorm: learns ? slope.squareRoot() : nil,
      updateRatio: size == 0 ? nil : (change / size).squareRoot(),
      outputGradientNorm: trace.gradients[last].sumOfSquares.squareRoot(),
      deadShare: units == 0 ? nil : Double(dead) / Double(units),
      mean: statistics.mean, deviation: statistics.deviation)
  }
}

extension Tensor {
  /// How many of an image's places are 0 in all images of the batch.
  fileprivate var deadUnits: Int {
    let size = shape.image.count
    var isAlive = [Bool](repeating: false, count: size)
    for (place, value) in elements.enumerated() where value != 0 { isAlive[place % size] = true }
    return isAlive.count { !$0 }
  }

  fileprivate func squaredDistance(to other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) {
      let distance = Double($1.0) - Double($1.1)
      return $0 + distance * distance
    }
  }
}
