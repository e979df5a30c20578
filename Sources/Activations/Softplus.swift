import Tensors

/// log(1 + eˣ): a smooth rectifier that is always above 0; its slope is the logistic function.
///
/// Dugas et al. 2001.
public struct Softplus: Activation {
  public static let keyword = "softplus"

  public init(_ written: ActivationSettings) {}

  public var caption: String { "softplus" }
  public var range: ClosedRange<Double> { 0...(.infinity) }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S {
    // the exponential of a negative number never overflows
    (x < 0 ? 0 : x) + S.logarithm(1 + S.exponential(-abs(x)))
  }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { S.logistic(x) }
  public func piece(_ x: Double) -> Int { 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  public func formula(_ x: String) -> String { "\\log\\left(1 + e^{\(x)}\\right)" }
  public func slopeFormula(_ x: String) -> String { logistic(x) }
  public func pyTorch(_ x: String) -> String { "F.softplus(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Large values pass almost unchanged and negative ones fade to 0: ReLU without its kink.",
      short: "Large values pass; negative ones fade to 0 without a kink."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by σ(x): ½ at 0, nearly 1 far to the right, and never quite 0.",
      short: "The gradient is multiplied by σ(x), which is never quite 0."
    )
  }
}
