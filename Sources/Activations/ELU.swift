import Tensors

/// x above 0, alpha · (eˣ − 1) elsewhere; its slope at 0 is alpha.
///
/// Clevert et al. 2016.
public struct ELU: Activation {
  public static let keyword = "elu"
  public static let options: [ActivationOption] = [
    .number(
      "alpha", standard: 1, within: 0...1000,
      why: "alpha is how far below 0 the values end, between 0 and 1000")
  ]
  let alpha: Double

  public init(_ written: ActivationSettings) { alpha = written["alpha"] ?? 1 }

  public var caption: String { "ELU" }
  public var range: ClosedRange<Double> { -alpha...(.infinity) }
  public var unchanged: ClosedRange<Double>? { 0...(.infinity) }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { x > 0 ? x : S(alpha) * (S.exponential(x) - 1) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x > 0 ? 1 : S(alpha) * S.exponential(x) }
  public func piece(_ x: Double) -> Int { x > 0 ? 1 : 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  private var factorInWords: String { alpha == 1 ? "" : "\(text(alpha)) times " }
  private var factor: String { alpha == 1 ? "" : "\(text(alpha)) \\cdot " }
  public func formula(_ x: String) -> String {
    "\\max\\left(\(x), 0\\right) + \(factor)\\left( e^{\\min\\left(\(x), 0\\right)} - 1 \\right)"
  }
  public func slopeFormula(_ x: String) -> String {
    "\\left( \\left(\(x) > 0\\right) + \\left(\(x) \\le 0\\right) \\cdot \(factor)e^{\(x)} \\right)"
  }
  public func pyTorch(_ x: String) -> String {
    alpha == 1 ? "F.elu(\(x))" : "F.elu(\(x), alpha=\(alpha))"
  }

  public var sentence: (long: String, short: String) {
    (
      "Positive values pass; negative ones bend towards −\(text(alpha)), so that the mean stays near 0.",
      short: "Positive values pass; negative ones bend towards −\(text(alpha))."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient passes where the input was above 0; elsewhere it is multiplied by \(factorInWords)e^x, "
        + "never quite 0.",
      short: "The gradient passes above 0; elsewhere it fades, never quite to 0."
    )
  }
}
