import Tensors

/// x · σ(x): nearly the rectifier, but smooth.
///
/// Ramachandran et al. 2017; EfficientNet uses it.
public struct Swish: Activation {
  public static let keyword = "swish"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "swish" }
  public var range: ClosedRange<Double> { -0.2785...(.infinity) }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { x * S.logistic(x) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S {
    let small = S.exponential(-abs(x))
    let part = 1 / (1 + small)
    return (x < 0 ? small * part : part) + x * small * part * part
  }
  public func piece(_ x: Double) -> Int { 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  public func formula(_ x: String) -> String { "\(x) \\cdot \(logistic(x))" }
  public func slopeFormula(_ x: String) -> String {
    "\\left( \(logistic(x)) + \(x) \\cdot \(logisticSlope(x)) \\right)"
  }
  public func pyTorch(_ x: String) -> String { "F.silu(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Large values pass and negative ones fade to 0 without a kink; a little below 0 still comes "
        + "through.", short: "Large values pass; negative ones fade to 0 without a kink."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by a smooth slope, from 0 far left to 1 far right: no unit is fully "
        + "silent.", short: "The gradient is multiplied by a smooth slope between 0 and 1.1."
    )
  }
}
