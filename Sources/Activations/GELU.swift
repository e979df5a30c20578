import Tensors

/// x · Φ(x): each number times the share of the normal distribution that lies below it
/// (Hendrycks and Gimpel 2016).
///
/// With `approximate` Φ is taken from a hyperbolic tangent, as in the paper's equation 2:
/// ½x(1 + tanh u) with u = √(2/π) · (x + 0.044715x³), which differs by less than 5e-4.
public struct GELU: Activation {
  public static let keyword = "gelu"
  public static let options: [ActivationOption] = [.flag("approximate")]
  /// Whether Φ is taken from a hyperbolic tangent.
  let isApproximate: Bool

  public init(_ written: ActivationSettings) { isApproximate = written.has("approximate") }

  public var caption: String { isApproximate ? "GELU, tanh" : "GELU" }
  public var range: ClosedRange<Double> { -0.171...(.infinity) }
  public var unchanged: ClosedRange<Double>? { nil }

  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S {
    isApproximate ? x / 2 * (1 + Self.tangent(x)) : x * S.normalShare(below: x)
  }
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S {
    guard isApproximate else {
      // the density of the normal distribution is the slope of its share
      let density = S.exponential(-x * x / 2) * S(0.398_942_280_401_432_7)
      return S.normalShare(below: x) + x * density
    }
    let t = Self.tangent(x)
    // the slope of u
    let rise: S = S(Self.root) * (1 + 3 * S(Self.cubic) * x * x)
    return (1 + t) / 2 + x / 2 * (1 - t * t) * rise
  }
  /// √(2/π) and the weight of the cube.
  private static var root: Double { 0.797_884_560_802_865_4 }
  private static var cubic: Double { 0.044_715 }
  /// tanh u.
  @inline(__always)
  private static func tangent<S: Scalar>(_ x: S) -> S {
    S.hyperbolicTangent(S(Self.root) * (x + S(Self.cubic) * x * x * x))
  }
  public func piece(_ x: Double) -> Int { 0 }
  public var hasSlopeOfItsValue: Bool { false }
  public var isCostly: Bool { true }

  public func formula(_ x: String) -> String {
    isApproximate
      ? "\\frac{\(x)}{2} \\cdot \\left( 1 + \\tanh\\left(u\\right) \\right) \\text{ with } "
        + "u = \\sqrt{\\frac{2}{\\pi}} \\left( \(x) + 0.044715 \(x)^3 \\right)"
      : "\(x) \\cdot \\Phi\\left(\(x)\\right)"
  }
  public func slopeFormula(_ x: String) -> String {
    isApproximate
      ? "\\left( \\frac{1 + t}{2} + \\frac{\(x)}{2} \\cdot \\left(1 - t^2\\right) \\cdot u' \\right)"
        + " \\text{ with } t = \\tanh\\left(u\\right)"
      : "\\left( \\Phi\\left(\(x)\\right) + \(x) \\cdot \\varphi\\left(\(x)\\right) \\right)"
  }
  public func pyTorch(_ x: String) -> String {
    isApproximate ? "F.gelu(\(x), approximate=\"tanh\")" : "F.gelu(\(x))"
  }

  public var sentence: (long: String, short: String) {
    (
      "Every number is multiplied by the share of a normal distribution below it: a smooth gate of "
        + "its own.", short: "Every number is weighted by the share of a normal curve below it."
    )
  }
  public var gradientSentence: (long: String, short: String) {
    (
      "The gradient is multiplied by a smooth slope, from −0.13 to 1.13: ½ at 0, and 1 far to the "
        + "right.", short: "The gradient is multiplied by a smooth slope from −0.13 to 1.13."
    )
  }
}
