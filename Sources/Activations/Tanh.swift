import Tensors

/// The hyperbolic tangent: any number becomes one between −1 and 1, and 0 stays.
public struct Tanh: Activation {
  public static let keyword = "tanh"

  public init(_ written: ActivationSettings) {}

  public var caption: String { "tanh" }
  public var range: ClosedRange<Double> { -1...1 }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S { S.hyperbolicTangent(x) }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S {
    // 4 / (eˣ + e^−x)² does not cancel where the tangent is near 1
    let small = S.exponential(-2 * abs(x))
    return 4 * small / ((1 + small) * (1 + small))
  }
  public func piece(_ x: Double) -> Int { 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  public func formula(_ x: String) -> String { "\\tanh\\left(\(x)\\right)" }
  public func slopeFormula(_ x: String) -> String {
    "\\left( 1 - \\tanh\\left(\(x)\\right)^2 \\right)"
  }
  public func pyTorch(_ x: String) -> String { "torch.tanh(\(x))" }

  public var sentence: (long: String, short: String) {
    (
      "Every number becomes one between −1 and 1 and keeps its sign: a sigmoid, stretched and "
        + "shifted.", short: "Every number becomes one between −1 and 1 and keeps its sign."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by 1 − y²: 1 at 0, and next to nothing where y is near −1 or 1.",
      short: "The gradient is multiplied by 1 − y², which is at most 1."
    )
  }
}
