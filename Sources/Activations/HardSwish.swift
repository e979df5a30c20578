import Tensors

/// x · min(max(x + 3, 0), 6) / 6; its slope is 0 at −3 and 1 at 3.
///
/// MobileNetV3 (Howard et al. 2019) uses it in place of swish.
public struct HardSwish: Activation {
  public static let keyword = "hard_swish"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "hard-swish" }
  public var range: ClosedRange<Double> { -0.375...(.infinity) }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { x * (S.clippedToSix(x + 3) / 6) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x <= -3 ? 0 : x < 3 ? (2 * x + 3) / 6 : 1 }
  public func piece(_ x: Double) -> Int { x <= -3 ? -1 : x < 3 ? 0 : 1 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { false }

  public func formula(_ x: String) -> String { "\(x) \\cdot " + HardSigmoid.formula(x) }
  public func slopeFormula(_ x: String) -> String {
    "\\frac{2 \(x) + 3}{6} \\text{ between } -3 \\text{ and } 3"
  }
  public func pyTorch(_ x: String) -> String { "\(x) * (F.relu6(\(x) + 3) / 6)" }

  public var sentence: (long: String, short: String) {
    (
      "Above 3 a value passes, below −3 it becomes 0, and between them it bends: swish without an "
        + "exponential.", short: "Above 3 a value passes, below −3 it becomes 0."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by the slope: 0 below −3, 1 above 3, and (2x + 3)/6 between them.",
      short: "The slope is 0 below −3, 1 above 3, and (2x + 3)/6 between them."
    )
  }
}
