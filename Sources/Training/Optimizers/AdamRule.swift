import Networks
import Tensors

/// What Adam and AdamW share: two moments and their corrections.
public struct AdamRule: Hashable, Sendable {
  /// What is kept of the mean of the gradient.
  public let beta1: Double
  /// What is kept of the mean of its square.
  public let beta2: Double
  public let epsilon: Double

  var words: String { "β₁ \(beta1), β₂ \(beta2), ε \(epsilon)" }

  static let moments: [Moment] = [.first, .second]

  func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    decoupledDecay: Double, at settings: UpdateSettings
  ) {
    let update = AdamUpdate<S>(
      rate: settings.rate, decay: settings.decay, decoupledDecay: decoupledDecay,
      factor: settings.factor, first: beta1, second: beta2, epsilon: epsilon,
      step: settings.step)
    update.move(&weights, along: gradient, first: &memory.first, second: &memory.second)
  }

  func account(
    of weight: WeightBefore, decoupledDecay: Double, at settings: UpdateSettings
  ) -> UpdateAccount {
    var account = UpdateAccount(weight, settings, decaysGradient: decoupledDecay == 0)
    let slope = account.slope
    let mean = weight.first + (1 - beta1) * (slope.value - weight.first)
    let square = beta2 * weight.second + (1 - beta2) * (slope.value * slope.value)
    let pace = settings.rate / (1 - beta1.power(settings.step))
    let correction = (1 - beta2.power(settings.step)).squareRoot()
    let deviation = square.squareRoot() / correction + epsilon

    account.define("\\beta_1", meaning: "what is kept of the mean", beta1)
    account.define("\\beta_2", meaning: "what is kept of the squares", beta2)
    account.define("\\epsilon", meaning: "against a division by 0", epsilon)
    account.define("t", meaning: "the number of the update", Double(settings.step))
    account.define(
      "s'", as: "‹\\beta_1› \\cdot ‹s› + (1 - ‹\\beta_1›) \\cdot ‹\(slope.symbol)›", mean,
      moment: .first)
    account.define(
      "r'", as: "‹\\beta_2› \\cdot ‹r› + (1 - ‹\\beta_2›) \\cdot ‹\(slope.symbol)›^2", square,
      moment: .second)
    account.define(
      "\\hat{s}", as: "\\frac{‹s'›}{1 - ‹\\beta_1›^{‹t›}}",
      mean / (1 - beta1.power(settings.step)))
    account.define(
      "\\hat{r}", as: "\\frac{‹r'›}{1 - ‹\\beta_2›^{‹t›}}",
      square / (1 - beta2.power(settings.step)))
    let move = "‹\\alpha› \\cdot \\frac{‹\\hat{s}›}{\\sqrt{‹\\hat{r}›} + ‹\\epsilon›}"
    let along: [(Double, Moment?)] = [
      (-pace * (1 - beta1) / deviation, nil), (-pace * beta1 / deviation, .first),
    ]
    if decoupledDecay == 0 {
      account.finish(
        "‹w› - \(move)", along: along)
    } else {
      account.finish(
        "‹w› - ‹\\alpha› \\cdot ‹\\lambda› \\cdot ‹w› - \(move)", along: along,
        decoupledDecay: decoupledDecay)
    }
    return account
  }
}
