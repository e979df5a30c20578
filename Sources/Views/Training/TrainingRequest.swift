import Networks
import Tensors
import Training

/// What is to be trained: a net, perhaps another on the same batches, by the recipe of the
/// lessons.
public struct TrainingRequest: Hashable, Sendable {
  public var notation: String
  /// The net beside it.
  public var compared: String?
  /// The size that enters; without it that of the examples.
  public var input: Shape?
  public var data = Digits.name
  public var seed: UInt64 = 0
  /// The question whose lesson this belongs to, for its definitions.
  public var lesson: Int?

  public init(_ notation: String, with compared: String? = nil, on input: Shape? = nil) {
    self.notation = notation
    self.compared = compared
    self.input = input
  }

  /// The size of the digits.
  static let digits = Shape(8, 8, 1)

  /// A residual net of 20 layers, deep enough that the same layers without shortcuts learn
  /// visibly worse.
  public static let first = TrainingRequest(
    "conv 3x3 8, norm, relu, repeat 9 { basic 8 }, globalpool, dense 10")
}

/// Runs before their first update, or where they were left.
public struct TrainingStart: Sendable {
  let pair: RunPair
  let library: Library
  let keeper: RunKeeper?
  let address: Address?

  /// `address` is the command line that makes these runs ready, where there is one; `keeper` is called after each update that is made for the first time.
  public init(
    _ run: any ObservedRun, beside other: (any ObservedRun)? = nil, library: Library,
    address: Address? = nil, keeper: RunKeeper? = nil
  ) {
    pair = RunPair(run, beside: other)
    self.library = library
    self.keeper = keeper
    self.address = address
  }
}
