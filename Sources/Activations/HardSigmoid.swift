import Tensors

/// A gate of straight lines: min(max(x + 3, 0), 6) / 6; its slope is 0 at both kinks.
///
/// MobileNetV3 (Howard et al. 2019) uses it in place of the logistic function.
public struct HardSigmoid: Activation {
  public static let keyword = "hard_sigmoid"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "hard-sigmoid" }
  public var range: ClosedRange<Double> { 0...1 }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { S.clippedToSix(x + 3) / 6 }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x > -3 && x < 3 ? 1 / S(6) : 0 }
  public func piece(_ x: Double) -> Int { x <= -3 ? -1 : x < 3 ? 0 : 1 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { false }

  public func formula(_ x: String) -> String { Self.formula(x) }
  /// The gate, which a hard swish multiplies its element with.
  static func formula(_ x: String) -> String {
    "\\frac{1}{6} \\cdot \\min\\left(\\max\\left(\(x) + 3, 0\\right), 6\\right)"
  }
  public func slopeFormula(_ x: String) -> String {
    "\\frac{1}{6} \\cdot \\left(-3 < \(x) < 3\\right)"
  }
  public func pyTorch(_ x: String) -> String { "F.relu6(\(x) + 3) / 6" }

  public var sentence: (long: String, short: String) {
    (
      "Every number becomes a gate between 0 and 1, with straight lines in place of an exponential.",
      short: "Every number becomes a gate between 0 and 1, in straight lines."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "Between −3 and 3 a sixth of the gradient passes; a gate that is shut or full learns nothing.",
      short: "Between −3 and 3 a sixth of the gradient passes; elsewhere it is 0."
    )
  }
}
