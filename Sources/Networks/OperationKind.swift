/// What an operation is, as pictures, grading, predictions and panes ask for it.
///
/// Whoever has to tell operations apart asks this and never a keyword: a new operation says what it
/// is in its own file, and everything that speaks of its kind speaks of it.
public enum OperationKind: Hashable, Sendable {
  /// Where a network begins.
  case input
  /// Products of windows with a kernel.
  case convolution(Convolution)
  /// Products of a whole vector with weights.
  case dense
  /// Brings sets of numbers to mean 0 and deviation 1.
  case normalization(Normalization)
  /// A function of each element by itself.
  case activation(Response)
  /// The channels of a position become shares of 1.
  case probabilities
  /// One number of many, window by window or of a whole map.
  case pooling(Pooling)
  /// Ends branches.
  case join(Join)
  /// Leaves something out by chance in training, or puts something else there.
  case regulariser
  /// A map becomes a vector.
  case flattening
  /// Channels of zeros are added.
  case channelPadding
  /// A map grows.
  case upsampling
  /// Numbers change places and nothing else.
  case rearrangement
  /// Each channel is multiplied by a learnt factor.
  case channelScale
  /// Compares with a target what a network gives, as its last step.
  case loss(LossKind)
  /// Only drawn: it has no part in a computation.
  case drawing

  /// Which products of windows.
  public enum Convolution: Hashable, Sendable {
    case regular, depthwise
    /// Computes what the backward pass of a regular one does.
    case transposed
  }
  /// Over what mean and deviation are taken.
  public enum Normalization: Hashable, Sendable {
    /// Each channel over images and positions; running statistics in inference.
    case batch
    /// All numbers of one image.
    case layer
    /// Neighbouring channels of one image.
    case group
    /// Each channel of one image.
    case instance
  }
  /// Which number stands for many.
  public enum Pooling: Hashable, Sendable {
    case maximum, average
    /// The mean of a whole map, which becomes a vector.
    case global
  }
  /// How branches meet.
  public enum Join: Hashable, Sendable {
    case sum, concatenation, product
  }
  /// What an activation does to the number line.
  public struct Response: Hashable, Sendable {
    /// What may leave it, from the least to the largest.
    public let range: ClosedRange<Double>
    /// The numbers that pass unchanged; nothing where there is no such stretch.
    public let unchanged: ClosedRange<Double>?

    public init(range: ClosedRange<Double>, unchanged: ClosedRange<Double>? = nil) {
      self.range = range
      self.unchanged = unchanged
    }

    /// Whether all that leaves lies between 0 and 1, to be multiplied with something.
    public var isGate: Bool { 0 <= range.lowerBound && range.upperBound <= 1 }
    /// Whether it is max(x, 0).
    public var isRectifier: Bool { range == 0...(.infinity) && unchanged == range }
  }
}

extension OperationKind {
  public var isNormalization: Bool { if case .normalization = self { true } else { false } }
  public var isConvolution: Bool { if case .convolution = self { true } else { false } }
  /// Whether it is an activation between layers, and not a gate.
  public var isHiddenActivation: Bool {
    if case .activation(let response) = self { !response.isGate } else { false }
  }
  /// Whether it is max(x, 0).
  public var isRectifier: Bool {
    if case .activation(let response) = self { response.isRectifier } else { false }
  }
  public var isLoss: Bool { if case .loss = self { true } else { false } }

  /// Whether it finds its work done where another operation stands before it, as ReLU does after
  /// ReLU6: `relu.changesNothing(after: relu6)` → `true`, the other way round `false`.
  public func changesNothing(after last: OperationKind) -> Bool {
    guard case .activation(let response) = self, let unchanged = response.unchanged else {
      return false
    }
    return switch last {
    case .activation(let before): unchanged.contains(before.range)
    case .probabilities: unchanged.contains(0...1)
    default: false
    }
  }
}
