import Networks
import Tensors

/// A rule by which gradients move weights.
///
/// It is a value without state: what it remembers of a tensor of weights comes in as a `Memory`.
public protocol Optimizer: Sendable {
  /// The word that names it on the command line: `sgd`.
  static var name: String { get }
  /// The learning rate that PyTorch starts from.
  static var standardRate: Double { get }
  /// The weight decay that PyTorch starts from.
  static var standardDecay: Double { get }
  /// Its name and its numbers: `sgd with momentum 0.9`.
  var words: String { get }
  /// What it remembers of each weight.
  var moments: [Moment] { get }
  /// Its momentum, where it has one that can be turned.
  var momentum: Double? { get }
  /// The same rule with another momentum; itself where it has none.
  func turned(toMomentum momentum: Double) -> any Optimizer

  /// Moves a tensor of weights by one update, and what is remembered of them.
  func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    at settings: UpdateSettings)
  /// What the same update computes for one weight.
  func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount
}

extension Optimizer {
  public static var standardDecay: Double { 0 }
  public var momentum: Double? { nil }
  public func turned(toMomentum momentum: Double) -> any Optimizer { self }
  public var name: String { Self.name }
}

/// A number that an optimizer remembers of each weight; files name it so.
public enum Moment: String, CaseIterable, Sendable {
  /// The velocity of momentum.
  case momentum
  /// The running mean of the gradient.
  case first
  /// The sum or the running mean of its square.
  case second

  /// What it is, in words.
  var meaning: String {
    switch self {
    case .momentum: "the velocity"
    case .first: "the mean of the gradient"
    case .second: "what its squares have come to"
    }
  }
  /// How formulas write it.
  public var symbol: String {
    switch self {
    case .momentum: "v"
    case .first: "s"
    case .second: "r"
    }
  }
}

/// What one update is to know beside the gradient.
public struct UpdateSettings: Hashable, Sendable {
  /// The number of the update, counted from 1.
  public var step: Int
  /// The learning rate of this update.
  public var rate: Double
  /// The weight decay λ of this tensor; 0 where it has none.
  public var decay: Double
  /// What clipping multiplies the gradient with; 1 where it leaves it alone.
  public var factor: Double

  public init(step: Int, rate: Double, decay: Double = 0, factor: Double = 1) {
    self.step = step
    self.rate = rate
    self.decay = decay
    self.factor = factor
  }
}

/// What an optimizer remembers of one tensor of weights; what it does not use has no elements.
public struct Memory<S: Scalar>: Sendable, Equatable {
  public var momentum: Tensor<S>
  public var first: Tensor<S>
  public var second: Tensor<S>

  /// Nothing remembered yet of weights of a shape.
  public init(_ shape: Shape) {
    let nothing = Tensor<S>(shapeAlone: shape)
    (momentum, first, second) = (nothing, nothing, nothing)
  }

  public subscript(moment: Moment) -> Tensor<S> {
    get {
      switch moment {
      case .momentum: momentum
      case .first: first
      case .second: second
      }
    }
    set {
      switch moment {
      case .momentum: momentum = newValue
      case .first: first = newValue
      case .second: second = newValue
      }
    }
  }

  /// Starts what an optimizer needs and has not, from zero, and forgets the rest.
  public mutating func fit(_ moments: [Moment]) {
    for moment in Moment.allCases {
      let isKept = !self[moment].elements.isEmpty
      if moments.contains(moment) {
        if !isKept { self[moment] = Tensor(zeros: self[moment].shape) }
      } else if isKept {
        self[moment] = Tensor(shapeAlone: self[moment].shape)
      }
    }
  }

  /// How many numbers are remembered.
  var count: Int { momentum.elements.count + first.elements.count + second.elements.count }
}
