import Networks
import Tensors

/// Adam (Kingma and Ba 2015, algorithm 1): running means of the gradient and of its square, both
/// corrected for their start at 0.
public struct Adam: Optimizer {
  public static let name = "adam"
  public static let standardRate = 1e-3
  public let rule: AdamRule

  public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8) {
    rule = AdamRule(beta1: beta1, beta2: beta2, epsilon: epsilon)
  }

  public var words: String { "\(name) with \(rule.words)" }
  public var moments: [Moment] { AdamRule.moments }

  public func move<S: Scalar>(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, _ memory: inout Memory<S>,
    at settings: UpdateSettings
  ) {
    rule.move(&weights, along: gradient, &memory, decoupledDecay: 0, at: settings)
  }
  public func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount {
    rule.account(of: weight, decoupledDecay: 0, at: settings)
  }
}
