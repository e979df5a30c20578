import Tensors

/// The logistic function 1 / (1 + e^−x): any number becomes one between 0 and 1, a gate.
public struct Sigmoid: Activation {
  public static let keyword = "sigmoid"
  public init(_ written: ActivationSettings) {}

  public var caption: String { "sigmoid" }
  public var range: ClosedRange<Double> { 0...1 }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { S.logistic(x) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S { S.logisticSlope(x) }
  public func piece(_ x: Double) -> Int { 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  public func formula(_ x: String) -> String { logistic(x) }
  public func slopeFormula(_ x: String) -> String { logisticSlope(x) }
  public func pyTorch(_ x: String) -> String { "torch.sigmoid(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Every number becomes a gate between 0 and 1 of its own; several may be open at once, unlike "
        + "with softmax.", short: "Every number becomes a gate between 0 and 1 of its own."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by y(1 − y), at most 1/4: a gate that is fully open or shut learns "
        + "slowly.", short: "The gradient is multiplied by y(1 − y), which is at most 1/4."
    )
  }
}
