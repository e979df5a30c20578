import Tensors

/// The rectifier that stops at 6; its slope is 0 at both kinks.
///
/// min(max(x, 0), 6): MobileNetV2 uses it because it survives low precision (Sandler et al. 2018).
public struct ReLU6: Activation {
  public static let keyword = "relu6"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "ReLU6" }
  public var range: ClosedRange<Double> { 0...6 }
  public var unchanged: ClosedRange<Double>? { 0...6 }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { S.clippedToSix(x) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x > 0 && x < 6 ? 1 : 0 }
  public func piece(_ x: Double) -> Int { x <= 0 ? -1 : x < 6 ? 0 : 1 }
  public var hasSlopeOfItsValue: Bool { true }
  public var isCostly: Bool { false }

  public func formula(_ x: String) -> String {
    "\\min\\left(\\max\\left(\(x), 0\\right), 6\\right)"
  }
  public func slopeFormula(_ x: String) -> String { "\\left(0 < \(x) < 6\\right)" }
  public func pyTorch(_ x: String) -> String { "F.relu6(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Negative values become 0 and none grows beyond 6, so that few bits are enough to keep them.",
      short: "Negative values become 0 and none grows beyond 6."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient passes where the input was between 0 and 6; elsewhere it is 0.",
      short: "The gradient passes only where the input was between 0 and 6."
    )
  }
}
