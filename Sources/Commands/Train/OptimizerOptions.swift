import ArgumentParser
import Training

/// The optimizer and its numbers.
struct OptimizerOptions: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case sgd, adagrad, rmsprop, adam, adamw

    var isAdam: Bool { self == .adam || self == .adamw }
    /// With PyTorch's numbers.
    var standard: any Optimizer {
      switch self {
      case .sgd: SGD()
      case .adagrad: AdaGrad()
      case .rmsprop: RMSProp()
      case .adam: Adam()
      case .adamw: AdamW()
      }
    }
  }

  @Option(name: .customLong("optimizer"), help: "Optimizer.")
  var kind: Kind?
  @Option(help: "Learning rate.") var rate: Double?
  @Option(help: "Momentum of sgd or rmsprop.") var momentum: Double?
  @Flag(help: "Use Nesterov momentum; needs sgd with --momentum.") var nesterov = false
  @Option(help: "Weight decay.") var weightDecay: Double?
  @Option(help: "Parameters that weight decay applies to.") var decay = Recipe.DecayScope.all
  @Option(help: "Decay rate of adam's mean of gradients.") var beta1: Double?
  @Option(help: "Decay rate of adam's mean of squares.") var beta2: Double?
  @Option(help: "Decay rate of rmsprop's mean of squares.") var rho: Double?
  @Option(help: "Term that keeps adagrad, rmsprop and adam from dividing by 0.") var epsilon:
    Double?
  @Option(help: "Clip the norm of all gradients together to this value.")
  var clip: Double?

  private var chosen: Kind { kind ?? .sgd }
  /// Whether nothing keeps the recipe of the lessons from being meant.
  private func isRecipe(isScheduled: Bool) -> Bool {
    kind == nil && rate == nil && momentum == nil && !isScheduled
  }

  func validate() throws {
    func check(_ option: String, _ value: Double?, _ isAllowed: Bool, _ owner: String) throws {
      guard value == nil || isAllowed else {
        throw ValidationError("--\(option) belongs to \(owner), not to \(chosen.rawValue).")
      }
    }
    try check("momentum", momentum, chosen == .sgd || chosen == .rmsprop, "sgd and rmsprop")
    try check("beta1", beta1, chosen.isAdam, "adam and adamw")
    try check("beta2", beta2, chosen.isAdam, "adam and adamw")
    try check("rho", rho, chosen == .rmsprop, "rmsprop")
    try check("epsilon", epsilon, chosen != .sgd, "adagrad, rmsprop, adam and adamw")
    let shares = [("momentum", momentum), ("beta1", beta1), ("beta2", beta2), ("rho", rho)]
    for (option, value) in shares {
      if let value, !(0..<1 ~= value) {
        throw ValidationError("--\(option) takes a number from 0 to less than 1.")
      }
    }
    for (option, value) in [("rate", rate), ("weight-decay", weightDecay)] {
      if let value, !(value >= 0 && value.isFinite) {
        throw ValidationError("--\(option) takes a number from 0.")
      }
    }
    for (option, value) in [("epsilon", epsilon), ("clip", clip)] {
      if let value, !(value > 0 && value.isFinite) {
        throw ValidationError("--\(option) takes a number above 0.")
      }
    }
  }

  /// The recipe as far as these options go; the rest is the recipe's own.
  func recipe(isScheduled: Bool) -> Recipe {
    let isRecipe = isRecipe(isScheduled: isScheduled)
    var recipe = isRecipe ? Recipe() : Recipe(optimizer(momentum ?? 0))
    if isRecipe { recipe.optimizer = optimizer(0.9) }
    if let rate { recipe.rate = rate }
    if let weightDecay { recipe.decay = weightDecay }
    recipe.decayScope = decay
    recipe.clip = clip
    return recipe
  }

  /// Whether look-ahead has a momentum to look along.
  func hasMomentum(isScheduled: Bool) -> Bool {
    chosen == .sgd && (isRecipe(isScheduled: isScheduled) || (momentum ?? 0) > 0)
  }

  private func optimizer(_ momentum: Double) -> any Optimizer {
    switch chosen {
    case .sgd: SGD(momentum: momentum, isNesterov: nesterov)
    case .adagrad: AdaGrad(epsilon: epsilon ?? 1e-10)
    case .rmsprop: RMSProp(rho: rho ?? 0.99, epsilon: epsilon ?? 1e-8, momentum: momentum)
    case .adam:
      Adam(beta1: beta1 ?? 0.9, beta2: beta2 ?? 0.999, epsilon: epsilon ?? 1e-8)
    case .adamw:
      AdamW(beta1: beta1 ?? 0.9, beta2: beta2 ?? 0.999, epsilon: epsilon ?? 1e-8)
    }
  }
}
