import Networks
import Tensors

/// RMSProp (Hinton 2012, lecture 6e): as AdaGrad, with a running mean of the squares in place of
/// their sum, without a correction for its start at 0.
public struct RMSProp: Optimizer {
  public static let name = "rmsprop"
  public static let standardRate = 0.01
  /// What is kept of the mean of the squares.
  public let rho: Double
  public let epsilon: Double
  /// 0 for none.
  public let velocityKept: Double

  public init(rho: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0) {
    self.rho = rho
    self.epsilon = epsilon
    velocityKept = momentum
  }

  public var words: String {
    "\(name) with ρ \(rho), ε \(epsilon)" + (velocityKept > 0 ? ", momentum \(velocityKept)" : "")
  }
  public var moments: [Moment] { velocityKept == 0 ? [.second] : [.second, .momentum] }
  public var momentum: Double? { velocityKept }
  public func turned(toMomentum momentum: Double) -> any Optimizer {
    RMSProp(rho: rho, epsilon: epsilon, momentum: momentum)
  }

  public func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    at settings: UpdateSettings
  ) {
    let update = ScaledUpdate<S>(
      rate: settings.rate, decay: settings.decay, factor: settings.factor, kept: rho,
      added: 1 - rho, epsilon: epsilon, momentum: velocityKept)
    if velocityKept == 0 {
      update.move(&weights, along: gradient, squares: &memory.second)
    } else {
      update.move(
        &weights, along: gradient, squares: &memory.second, velocity: &memory.momentum)
    }
  }

  public func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount {
    var account = UpdateAccount(weight, settings, decaysGradient: true)
    let slope = account.slope
    let squares = rho * weight.second + (1 - rho) * (slope.value * slope.value)
    let pace = 1 / (squares.squareRoot() + epsilon)
    account.define("\\rho", meaning: "what is kept of the squares", rho)
    account.define(
      "r'", as: "‹\\rho› \\cdot ‹r› + (1 - ‹\\rho›) \\cdot ‹\(slope.symbol)›^2", squares,
      moment: .second)
    account.define("\\epsilon", meaning: "against a division by 0", epsilon)
    let scaled = "\\frac{‹\(slope.symbol)›}{\\sqrt{‹r'›} + ‹\\epsilon›}"
    guard velocityKept != 0 else {
      account.finish(
        "‹w› - ‹\\alpha› \\cdot \(scaled)",
        along: [(-settings.rate * pace, nil)])
      return account
    }
    account.define("\\mu", meaning: "the momentum", velocityKept)
    account.define(
      "v'", as: "‹\\mu› \\cdot ‹v› + \(scaled)",
      velocityKept * weight.momentum + slope.value * pace, moment: .momentum)
    account.finish(
      "‹w› - ‹\\alpha› \\cdot ‹v'›",
      along: [
        (-settings.rate * pace, nil), (-settings.rate * velocityKept, .momentum),
      ])
    return account
  }
}
