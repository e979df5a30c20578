import Tensors

extension Scalar {
  /// The logistic function 1 / (1 + e^−x); the exponential of a negative number never overflows.
  @inline(__always)
  static func logistic(_ x: Self) -> Self {
    let small = exponential(-abs(x))
    return (x < 0 ? small : 1) / (1 + small)
  }
  /// Its slope.
  @inline(__always)
  static func logisticSlope(_ x: Self) -> Self {
    let small = exponential(-abs(x))
    return small / ((1 + small) * (1 + small))
  }
  /// The hyperbolic tangent.
  @inline(__always)
  static func hyperbolicTangent(_ x: Self) -> Self {
    let small = exponential(-2 * abs(x))
    let share = (1 - small) / (1 + small)
    return x < 0 ? -share : share
  }
  /// A number brought between 0 and 6; what is no number passes.
  @inline(__always)
  static func clippedToSix(_ x: Self) -> Self { x <= 0 ? 0 : x >= 6 ? 6 : x }
}

extension Activation {
  /// A number in words and formulas: `0.01`, `2`.
  func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
  /// The logistic function in formulas.
  func logistic(_ x: String) -> String { "\\sigma\\left(\(x)\\right)" }
  /// Its slope.
  func logisticSlope(_ x: String) -> String {
    "\(logistic(x)) \\cdot \\left(1 - \(logistic(x))\\right)"
  }
}
