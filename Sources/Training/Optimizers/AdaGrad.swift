import Networks
import Tensors

/// AdaGrad (Duchi, Hazan and Singer 2011): every weight has its own rate, which falls with the sum
/// of its squared gradients.
public struct AdaGrad: Optimizer {
  public static let name = "adagrad"
  public static let standardRate = 0.01
  public let epsilon: Double

  public init(epsilon: Double = 1e-10) { self.epsilon = epsilon }

  public var words: String { "\(name) with ε \(epsilon)" }
  public var moments: [Moment] { [.second] }

  public func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    at settings: UpdateSettings
  ) {
    let update = ScaledUpdate<S>(
      rate: settings.rate, decay: settings.decay, factor: settings.factor, kept: 1, added: 1,
      epsilon: epsilon)
    update.move(&weights, along: gradient, squares: &memory.second)
  }

  public func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount {
    var account = UpdateAccount(weight, settings, decaysGradient: true)
    let slope = account.slope
    let squares = weight.second + slope.value * slope.value
    account.define(
      "r'", as: "‹r› + ‹\(slope.symbol)›^2", squares, moment: .second)
    account.define("\\epsilon", meaning: "against a division by 0", epsilon)
    account.finish(
      "‹w› - ‹\\alpha› \\cdot \\frac{‹\(slope.symbol)›}{\\sqrt{‹r'›} + ‹\\epsilon›}",
      along: [(-settings.rate / (squares.squareRoot() + epsilon), nil)])
    return account
  }
}
