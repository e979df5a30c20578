import Networks
import Tensors

/// Gradient descent on batches, with momentum if asked for.
///
/// Momentum adds up velocity, v ← μ·v + g, w ← w − a·v (Polyak 1964). Nesterov's form moves by
/// g + μ·v with the new v, as PyTorch writes Sutskever et al. 2013: the weights that it reports are
/// those of the point looked ahead to.
public struct SGD: Optimizer {
  public static let name = "sgd"
  public static let standardRate = 1e-3
  /// 0 for none.
  public let velocityKept: Double
  public let isNesterov: Bool

  public init(momentum: Double = 0, isNesterov: Bool = false) {
    velocityKept = momentum
    self.isNesterov = isNesterov
  }

  public var words: String {
    guard velocityKept > 0 else { return name }
    return "\(name) with \(isNesterov ? "Nesterov momentum" : "momentum") \(velocityKept)"
  }
  public var moments: [Moment] { velocityKept == 0 ? [] : [.momentum] }
  public var momentum: Double? { velocityKept }
  public func turned(toMomentum momentum: Double) -> any Optimizer {
    SGD(momentum: momentum, isNesterov: isNesterov && momentum > 0)
  }

  public func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    at settings: UpdateSettings
  ) {
    let update = MomentumUpdate<S>(
      rate: settings.rate, decay: settings.decay, factor: settings.factor, momentum: velocityKept,
      looksAhead: isNesterov)
    if velocityKept == 0 {
      update.move(&weights, along: gradient)
    } else {
      update.move(&weights, along: gradient, velocity: &memory.momentum)
    }
  }

  public func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount {
    var account = UpdateAccount(weight, settings, decaysGradient: true)
    let slope = account.slope
    guard velocityKept != 0 else {
      account.finish(
        "‹w› - ‹\\alpha› \\cdot ‹\(slope.symbol)›",
        along: [(-settings.rate, nil)])
      return account
    }
    let velocity = velocityKept * weight.momentum + slope.value
    account.define("\\mu", meaning: "the momentum", velocityKept)
    account.define(
      "v'", as: "‹\\mu› \\cdot ‹v› + ‹\(slope.symbol)›", velocity,
      moment: .momentum)
    let (rate, mu) = (settings.rate, velocityKept)
    if isNesterov {
      account.finish(
        "‹w› - ‹\\alpha› \\cdot (‹\(slope.symbol)› + ‹\\mu› \\cdot ‹v'›)",
        along: [(-rate * (1 + mu), nil), (-rate * mu * mu, .momentum)])
    } else {
      account.finish(
        "‹w› - ‹\\alpha› \\cdot ‹v'›",
        along: [(-rate, nil), (-rate * mu, .momentum)])
    }
    return account
  }
}
