import Tensors

/// The rectifier max(x, 0) (Nair and Hinton 2010); its slope at 0 is 0.
public struct ReLU: Activation {
  public static let keyword = "relu"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "ReLU" }
  public var range: ClosedRange<Double> { 0...(.infinity) }
  public var unchanged: ClosedRange<Double>? { 0...(.infinity) }

  // a comparison with what is no number is false: it passes
  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { x <= 0 ? 0 : x }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { x > 0 ? 1 : 0 }
  public func piece(_ x: Double) -> Int { x > 0 ? 1 : 0 }
  public var hasSlopeOfItsValue: Bool { true }
  public var isCostly: Bool { false }

  public func formula(_ x: String) -> String { "\\max\\left(\(x), 0\\right)" }
  public func slopeFormula(_ x: String) -> String { "\\left(\(x) > 0\\right)" }
  public func pyTorch(_ x: String) -> String { "F.relu(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Negative values become 0 and positive ones pass, so two convolutions do not melt into one "
        + "linear map.", short: "Negative values become 0; positive ones pass unchanged."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient passes where the input was above 0 and is 0 elsewhere: a silent unit learns "
        + "nothing.", short: "The gradient passes where the input was above 0; elsewhere it is 0."
    )
  }
}
