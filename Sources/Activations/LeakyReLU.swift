import Tensors

/// x above 0, a small part of it elsewhere; its slope at 0 is the small one.
///
/// Maas et al. 2013.
public struct LeakyReLU: Activation {
  public static let keyword = "leaky_relu"
  public static let options: [ActivationOption] = [
    .number(
      "slope", standard: 0.01, within: 0...1,
      why: "slope is what values below 0 are multiplied by, between 0 and 1")
  ]
  /// What values below 0 are multiplied by.
  let small: Double

  public init(_ written: ActivationSettings) { small = written["slope"] ?? 0.01 }

  public var caption: String { "leaky ReLU" }
  public var range: ClosedRange<Double> { (small == 0 ? 0 : -.infinity)...(.infinity) }
  public var unchanged: ClosedRange<Double>? { 0...(.infinity) }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { x > 0 ? x : S(small) * x }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x > 0 ? 1 : S(small) }
  public func piece(_ x: Double) -> Int { x > 0 ? 1 : 0 }
  public var hasSlopeOfItsValue: Bool { true }
  public var isCostly: Bool { false }

  public func formula(_ x: String) -> String {
    "\\max\\left(\(x), 0\\right) + \(text(small)) \\cdot \\min\\left(\(x), 0\\right)"
  }
  public func slopeFormula(_ x: String) -> String {
    "\\left( \\left(\(x) > 0\\right) + \(text(small)) \\cdot \\left(\(x) \\le 0\\right) \\right)"
  }
  public func pyTorch(_ x: String) -> String { "F.leaky_relu(\(x), \(text(small)))" }

  public var sentence: (long: String, short: String) {
    (
      "Positive values pass; negative ones are multiplied by \(text(small)), so that no unit falls silent.",
      short: "Positive values pass; negative ones are multiplied by \(text(small))."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient passes where the input was above 0; elsewhere it is multiplied by \(text(small)).",
      short: "The gradient passes above 0; elsewhere it is multiplied by \(text(small))."
    )
  }
}
