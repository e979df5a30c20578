import Networks
import Tensors

/// All that decides a run beside the network and the data.
///
/// As it stands it is the recipe of the lessons: momentum 0.9, a rate of 0.05 that falls along a
/// cosine, batches of 32 in shuffled order, 4 epochs.
public struct Recipe: Sendable {
  /// How long a run is.
  public enum Length: Hashable, Sendable {
    case epochs(Int)
    /// So many updates.
    case steps(Int)
  }
  /// What weight decay shrinks.
  public enum DecayScope: String, CaseIterable, Sendable {
    /// Every parameter, as an optimizer of PyTorch does that is given them all.
    case all
    /// Kernels of convolutions and dense layers alone: no bias, scale or shift.
    case kernels
  }
  public var optimizer: any Optimizer = SGD(momentum: 0.9)
  /// The learning rate that the schedule starts from.
  public var rate = 0.05
  public var schedule = Schedule(.cosine)
  /// The weight decay λ; whether it goes through the gradient is the optimizer's to say.
  public var decay = 0.0
  public var decayScope = DecayScope.all
  /// The largest norm of all gradients together; nothing where they are left alone.
  public var clip: Double?
  public var loss = LossKind.crossEntropy
  /// What of each target is spread over all classes alike: Szegedy and others 2016, section 7.
  public var labelSmoothing = 0.0
  public var start = Start()
  /// Examples of one update.
  public var batch = 32
  public var order = Order.shuffled
  public var augmentations: [Augmentation] = []
  public var length = Length.epochs(4)
  public var seed: UInt64 = 0

  public init() {}

  /// An optimizer with its rate and decay as PyTorch starts them, the rate constant.
  public init(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    rate = type(of: optimizer).standardRate
    decay = type(of: optimizer).standardDecay
    schedule = Schedule()
  }

  /// How many updates a run has.
  public func updates(perEpoch: Int) -> Int {
    switch length {
    case .epochs(let epochs): epochs * perEpoch
    case .steps(let steps): steps
    }
  }

  /// The decay of a tensor of weights.
  func decay(of shape: Shape) -> Double {
    decayScope == .all || shape.rank > 1 ? decay : 0
  }
}

/// A number of a recipe that can be changed while a run goes on.
public enum RecipeKnob: String, CaseIterable, Sendable {
  case rate, momentum, decay
}

/// A knob that was turned: from the update after `step` on it has this value.
public struct Turn: Hashable, Sendable {
  public let step: Int
  public let knob: RecipeKnob
  public let value: Double

  public init(step: Int, knob: RecipeKnob, value: Double) {
    self.step = step
    self.knob = knob
    self.value = value
  }
}

extension Recipe {
  /// What the recipe has where a knob stands; nothing where the optimizer has no momentum.
  public func value(of knob: RecipeKnob) -> Double? {
    switch knob {
    case .rate: rate
    case .momentum: optimizer.momentum
    case .decay: decay
    }
  }

  func turned(_ turns: [Turn]) -> Recipe {
    var recipe = self
    for turn in turns {
      switch turn.knob {
      case .rate: recipe.rate = turn.value
      case .momentum: recipe.optimizer = recipe.optimizer.turned(toMomentum: turn.value)
      case .decay: recipe.decay = turn.value
      }
    }
    return recipe
  }
}
