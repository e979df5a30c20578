import Networks
import Tensors

/// A training run as a value that can go anywhere: a step forward, back to any earlier one exactly.
///
/// What a run does follows from network, data, recipe and turns alone: same seed, same bits,
/// whatever the number of threads. A step is one update.
public struct TrainingRun<S: Scalar>: Sendable {
  public let network: Network
  public let data: Dataset<S>
  /// The recipe as it was at the start; for the one in force see `recipe`.
  public let base: Recipe
  /// How many updates the run has in all.
  public let length: Int
  /// Where it stands.
  public internal(set) var state: RunState<S>
  /// The updates made so far and those beyond, where the run has gone back; in order, and without
  /// those before a run that was resumed.
  public internal(set) var records: [Record] = []
  /// Knobs that were turned, in order.
  public internal(set) var turns: [Turn] = []
  /// The number of updates before the first that is recorded: more than 0 after a resumption.
  public internal(set) var first = 0
  /// Whether an epoch ends with a look at the examples held back.
  public var validatesEpochs = true
  var batches: Batches
  var snapshots: Snapshots<S>
  /// The tensors that it started from in place of those of its rule.
  let given: [String: Tensor<S>]
  let program: Program
  let validation: Program

  /// A run before its first update; parameters that are given by name win over the start's rule.
  ///
  /// Throws a `Misfit` where network, data and recipe do not go together.
  public init(
    _ network: Network, on data: Dataset<S>, _ recipe: Recipe, given: [String: Tensor<S>] = [:]
  ) throws {
    let graph = network.graph
    guard network.input == data.input else {
      throw Misfit(
        "\(data.name) has examples of \(data.input), but the network takes \(network.input)")
    }
    self.data = try data.fitted(to: graph.output.shape, recipe.loss)
    guard graph.nodes.contains(where: { $0.parameterCount > 0 }) else {
      throw Misfit("the network has no parameters, so that there is nothing to learn")
    }
    guard recipe.labelSmoothing == 0 || recipe.loss == .crossEntropy else {
      throw Misfit("label smoothing spreads probabilities; it needs the loss cross_entropy")
    }
    for augmentation in recipe.augmentations { try augmentation.check(data.input) }
    batches = try Batches(
      of: data.training.count, size: recipe.batch, order: recipe.order, seed: recipe.seed)
    program = Program(graph, mode: .training, passes: .both)
    validation = Program(graph, mode: .inference, passes: .forward)
    try MemoryPlan(program, images: recipe.batch, scalar: S.self).check()
    self.network = network
    self.given = given
    base = recipe
    length = recipe.updates(perEpoch: batches.perEpoch)
    state = RunState(try recipe.start.parameters(of: graph, seed: recipe.seed, given: given))
    snapshots = Snapshots()
    snapshots.keep(state)
  }

  public var graph: Graph { network.graph }
  /// How many updates have been made.
  public var step: Int { state.step }
  /// How many updates were ever made; beyond `step` where the run has gone back.
  public var furthest: Int { max(records.last?.step ?? 0, state.step) }
  public var isFinished: Bool { state.step >= length }
  /// Updates of one epoch.
  public var updatesPerEpoch: Int { batches.perEpoch }
  /// The recipe in force for the next update.
  public var recipe: Recipe { recipe(of: state.step) }
  /// The learning rate of the next update.
  public var rate: Double { rate(of: state.step) }
  /// The record of an update, counted from 1, if it has been made.
  public func record(of step: Int) -> Record? {
    records.indices.contains(step - first - 1) ? records[step - first - 1] : nil
  }

  func recipe(of update: Int) -> Recipe { base.turned(turns.filter { $0.step <= update }) }
  func rate(of update: Int) -> Double {
    base.schedule.rate(at: update, of: length, base: recipe(of: update).rate)
  }

  /// Makes the next update and tells what it was like.
  ///
  /// Throws a `Divergence` where the loss or a gradient is no number or beyond all measure; the run
  /// then stays where it was.
  @discardableResult
  public mutating func advance() throws -> Record {
    let update = state.step
    if let known = record(of: update + 1) {
      try replay(to: update + 1)
      return known
    }
    var record = try makeUpdate()
    if validatesEpochs, batches.endsEpoch(update), !data.validation.isEmpty {
      record.validation = try evaluation().score
    }
    records.append(record)
    snapshots.keep(state)
    return record
  }

  /// One update of the state, the same whether it is made for the first time or again.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  mutating func makeUpdate() throws -> Record {
    let update = state.step
    let batch = batch(of: update)
    let loss = Loss(base.loss, target: batch.targets)
    let pass = try pass(batch, loss)
    guard pass.isSound, abs(pass.loss) < Divergence.largestLoss else {
      throw divergence(at: update, batch, loss)
    }
    let recipe = recipe(of: update)
    let rate = base.schedule.rate(at: update, of: length, base: recipe.rate)
    var settings = UpdateSettings(
      step: update + 1, rate: rate, factor: recipe.factor(of: pass.gradientNorm))
    for node in graph.nodes where !node.parameters.isEmpty {
      for place in node.parameters.indices {
        if let moved = pass.statistics[node.index].element(at: place) {
          state.parameters[node.index][place] = moved
        }
        guard let gradient = pass.gradients[node.index].element(at: place) else { continue }
        settings.decay = recipe.decay(of: node.parameters[place].shape)
        state.memories[node.index][place].fit(recipe.optimizer.moments)
        recipe.optimizer.move(
          &state.parameters[node.index][place], along: gradient,
          &state.memories[node.index][place], at: settings)
      }
    }
    if update % batches.perEpoch == 0 { state.epoch = EpochSums() }
    state.epoch.updates += 1
    state.epoch.loss += pass.loss
    state.epoch.right += pass.right ?? 0
    state.epoch.examples += batch.indices.count
    state.step = update + 1
    return Record(
      step: update + 1, epoch: batches.epoch(of: update), rate: rate, loss: pass.loss,
      accuracy: pass.right.map { Double($0) / Double(batch.indices.count) },
      gradientNorm: pass.gradientNorm)
  }
}

extension Recipe {
  /// What clipping by norm multiplies all gradients with, as PyTorch does it: c / (norm + 1e-6),
  /// and at most 1.
  func factor(of norm: Double) -> Double {
    clip.map { min(1, $0 / (norm + 1e-6)) } ?? 1
  }
}

extension Array {
  /// What stands at a place, flattened; nothing where the array ends before it.
  fileprivate func element<Wrapped>(at index: Int) -> Wrapped? where Element == Wrapped? {
    indices.contains(index) ? self[index] : nil
  }
}
