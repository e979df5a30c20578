import Networks
import Tensors

/// In which order examples enter.
public enum Order: String, CaseIterable, Sendable {
  /// As the data has them, each epoch alike.
  case given
  /// Each epoch in an order of its own, which follows from the seed and the epoch alone.
  case shuffled
}

/// The examples of one update.
public struct Batch<S: Scalar>: Sendable {
  /// Their places in the data.
  public let indices: [Int]
  /// The images that really enter, augmented.
  public internal(set) var x: Tensor<S>
  /// What should come out of each: label smoothing and mixed labels included.
  public internal(set) var targets: Tensor<S>
}

/// Which examples enter in which update: a function of seed and update.
///
/// The order of an epoch e, counted from 1, is that of the numbers `bits(seed, 2^33 + e, index)`;
/// what does not fill a batch at its end is left out.
public struct Batches: Sendable {
  /// The stream before that of the first epoch.
  static let stream: UInt64 = 1 << 33

  /// How many examples there are to learn from.
  public let examples: Int
  /// How many make a batch.
  public let size: Int
  public let order: Order
  public let seed: UInt64
  /// The order of the epoch that was asked for last.
  private var known: (epoch: Int, order: [Int])?

  /// Throws a `Misfit` where there is not one whole batch.
  public init(of examples: Int, size: Int, order: Order, seed: UInt64) throws {
    guard 1...examples ~= size else {
      throw Misfit("a batch of \(size) cannot be filled from \(examples) training examples")
    }
    self.examples = examples
    self.size = size
    self.order = order
    self.seed = seed
  }

  /// How many updates make an epoch.
  public var perEpoch: Int { examples / size }
  /// The epoch of an update, counted from 1; updates count from 0.
  public func epoch(of update: Int) -> Int { update / perEpoch + 1 }
  /// Whether an update is the last of its epoch.
  public func endsEpoch(_ update: Int) -> Bool { (update + 1) % perEpoch == 0 }

  /// The examples of an update, counted from 0.
  public mutating func indices(of update: Int) -> [Int] {
    let epoch = epoch(of: update)
    let start = update % perEpoch * size
    guard order == .shuffled else { return Array(start..<start + size) }
    if known?.epoch != epoch { known = (epoch, shuffled(epoch)) }
    return known.map { Array($0.order[start..<start + size]) } ?? []
  }

  private func shuffled(_ epoch: Int) -> [Int] {
    let source = WeightRule(seed: seed, tensor: Self.stream + UInt64(epoch))
    let keyed = (0..<examples).map { (key: source.bits(UInt64($0)), index: $0) }
    return keyed.sorted { $0.key < $1.key }.map(\.index)
  }
}
