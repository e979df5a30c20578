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

  init(_ run: Run<S>) throws {
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

extension Run {
  /// The next update, looked at; throws a `Divergence` where it cannot be made.
  public func inspection() throws -> Inspection<S> { try Inspection(self) }
}

/// What an update is like at one node.
public struct LayerFigures: Hashable, Sendable {
  /// The node's id.
  public let node: String
  /// The norm of the gradients in its parameters; nothing where it has none.
  public let gradientNorm: Double?
  /// The norm of what the update changes over that of the parameters; nothing where these are 0.
  public let updateRatio: Double?
  /// The norm of the gradient in what leaves it.
  public let outputGradientNorm: Double
  /// The share of a ReLU's units that are 0 for all images of the batch; nothing elsewhere.
  public let deadShare: Double?
  /// Mean and deviation of what leaves it.
  public let mean: Double
  public let deviation: Double
}

extension Inspection {
  /// The figures of every node but the input, in order.
  public var layers: [LayerFigures] {
    trace.graph.nodes.dropFirst().map { node in
      let trained = node.parameters.indices.filter { node.parameters[$0].isTrained }
      let (old, new) = (before.parameters[node.index], after.parameters[node.index])
      let size = trained.reduce(0) { $0 + old[$1].sumOfSquares }.squareRoot()
      let change = trained.reduce(0) { $0 + new[$1].squaredDistance(to: old[$1]) }.squareRoot()
      let slope = trained.reduce(0) { $0 + (gradients[node.index][$1]?.sumOfSquares ?? 0) }
      let output = trace.outputs[node.index]
      let statistics = Statistics(output)
      return LayerFigures(
        node: node.id, gradientNorm: trained.isEmpty ? nil : slope.squareRoot(),
        updateRatio: size == 0 ? nil : change / size,
        outputGradientNorm: trace.gradients[node.index].sumOfSquares.squareRoot(),
        deadShare: type(of: node.operation).keyword == "relu" ? output.deadShare : nil,
        mean: statistics.mean, deviation: statistics.deviation)
    }
  }
}

extension Tensor {
  /// The share of an image's places that are 0 in all images of the batch.
  fileprivate var deadShare: Double {
    let size = shape.image.count
    var isAlive = [Bool](repeating: false, count: size)
    for (place, value) in elements.enumerated() where value != 0 { isAlive[place % size] = true }
    return Double(isAlive.count { !$0 }) / Double(size)
  }

  fileprivate func squaredDistance(to other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) {
      let distance = Double($1.0) - Double($1.1)
      return $0 + distance * distance
    }
  }
}
