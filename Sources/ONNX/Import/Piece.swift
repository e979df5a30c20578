import Networks
import Tensors

/// A part of a series-parallel network as it is recovered from a model.
indirect enum Piece {
  /// A step of the flow.
  case step(Int)
  /// Branches and the step that ends them.
  case join(Int, [[Piece]])
  /// A block of the library, called with arguments, and what each of its operations is.
  case block(String, [Leaf])
  /// Equal parts in sequence, as many as there are.
  case rounds([[Piece]])

  /// Where an operation of the recovered network comes from.
  enum Leaf {
    case step(Int)
    /// A normalization that had been folded into a step.
    case restoredNorm(of: Int)
  }

  /// Its operations in the order of a graph's nodes.
  var leaves: [Leaf] {
    switch self {
    case .step(let step): [.step(step)]
    case .join(let step, let branches): branches.flatMap { $0.flatMap(\.leaves) } + [.step(step)]
    case .block(_, let leaves): leaves
    case .rounds(let rounds): rounds.flatMap { $0.flatMap(\.leaves) }
    }
  }

  /// The first step of it, if it has any.
  var firstStep: Int? {
    for leaf in leaves { if case .step(let step) = leaf { return step } }
    return nil
  }
}
