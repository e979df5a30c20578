import Networks
import Tensors

/// AdamW (Loshchilov and Hutter 2019): Adam whose weight decay shrinks the weights themselves and
/// does not go through the moments.
public struct AdamW: Optimizer {
  public static let name = "adamw"
  public static let standardRate = 1e-3
  public static let standardDecay = 0.01
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
    var plain = settings
    plain.decay = 0
    rule.move(&weights, along: gradient, &memory, decoupledDecay: settings.decay, at: plain)
  }
  public func account(of weight: WeightBefore, at settings: UpdateSettings) -> UpdateAccount {
    rule.account(of: weight, decoupledDecay: settings.decay, at: settings)
  }
}
