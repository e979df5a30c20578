import Networks
import Tensors

/// Where a run stands after so many updates: all that the next one starts from.
public struct RunState<S: Scalar>: Sendable, Equatable {
  /// How many updates have been made.
  public internal(set) var step = 0
  /// The parameters of each node, in its operation's order, statistics included.
  public internal(set) var parameters: [[Tensor<S>]]
  /// What the optimizer remembers of each of them.
  public internal(set) var memories: [[Memory<S>]]
  /// What this epoch has come to so far.
  public internal(set) var epoch = EpochSums()

  init(_ parameters: [[Tensor<S>]]) {
    self.parameters = parameters
    memories = parameters.map { $0.map { Memory($0.shape) } }
  }

  /// The bytes of its tensors.
  var bytes: Int {
    var count = 0
    for tensor in parameters.joined() { count += tensor.elements.count }
    for memory in memories.joined() { count += memory.count }
    return count * MemoryLayout<S>.size
  }
}

/// Sums over the updates of an epoch.
public struct EpochSums: Hashable, Sendable {
  public internal(set) var updates = 0
  public internal(set) var loss = 0.0
  /// Examples that were told right, as far as that can be said.
  public internal(set) var right = 0
  public internal(set) var examples = 0

  /// The mean training loss.
  public var meanLoss: Double { loss / Double(updates) }
  /// The share of examples told right.
  public var accuracy: Double { Double(right) / Double(examples) }
}

/// What one update was like.
public struct Record: Hashable, Sendable {
  /// The number of the update, counted from 1.
  public let step: Int
  /// Counted from 1.
  public let epoch: Int
  /// The learning rate.
  public let rate: Double
  /// What is optimised, before the update: with label smoothing, without decay.
  public let loss: Double
  /// The share of the batch told right; nothing where the answers are no classes.
  public let accuracy: Double?
  /// The norm of all gradients together, before clipping.
  public let gradientNorm: Double
  /// After the last update of an epoch, where examples are held back for it.
  public internal(set) var validation: Score?
}

/// How a network does on examples that it does not learn from.
public struct Score: Hashable, Sendable {
  /// Mean over the examples, without label smoothing.
  public let loss: Double
  /// Nothing where the answers are no classes.
  public let accuracy: Double?
}
