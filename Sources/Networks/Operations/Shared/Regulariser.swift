import Tensors

/// An operation that leaves something out by chance in training.
///
/// Its mask holds one where something is kept and zero where it is dropped; in inference there is
/// none.
protocol Regulariser: Operation {}

extension Regulariser {
  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  /// The probability of keeping, which errors insist on.
  static func keep(_ arguments: Arguments) throws -> Double {
    let keep = arguments.number("keep") ?? 1
    guard keep > 0, keep <= 1 else {
      throw Misfit(
        "keep is the probability of being kept, above 0 and at most 1, not \(Words.source(keep))")
    }
    return keep
  }
}
