import LibC

/// The numbers that tensors are made of: Double where a person looks, Float for whole networks.
public protocol Scalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// As many numbers as 64 bytes hold: a cache line, and two registers of AVX.
  associatedtype Lanes: SIMD where Lanes.Scalar == Self
  /// As many numbers as one register of AVX holds.
  associatedtype Register: SIMD where Register.Scalar == Self

  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  /// The share of the normal distribution with mean 0 and deviation 1 that lies below a number.
  static func normalShare(below x: Self) -> Self
  /// The loops of a function over such numbers.
  static func loops(of function: any ElementFunction) -> ElementLoops<Self>
  /// Adds the product of two rows of numbers to a third.
  static func add(_ left: Lanes, times right: Lanes, to sum: inout Lanes)
  static func add(_ left: Register, times right: Register, to sum: inout Register)
  /// Puts a number and its mark in the place of others where it is larger, or no number: what is
  /// none must not vanish.
  static func replace(
    _ best: inout Lanes, _ bestMark: inout Lanes, byLarger value: Lanes, _ mark: Lanes)
  /// Numbers below zero become zero, those above a largest become that; what is none passes.
  static func clipped(_ lanes: Lanes, to largest: Self) -> Lanes
  /// Numbers where their marks equal others, zero elsewhere.
  static func lanes(_ lanes: Lanes, where marks: Lanes, equals others: Lanes) -> Lanes
}

extension Double: Scalar {
  public typealias Lanes = SIMD8<Double>
  public typealias Register = SIMD4<Double>

  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
  public static func normalShare(below x: Double) -> Double { erfc(-x * 0.5.squareRoot()) / 2 }
  public static func loops(of function: any ElementFunction) -> ElementLoops<Double> {
    function.doubleLoops
  }
  /// Rounds product and sum each by itself, so that what a person sees is the same on every machine.
  @inline(__always)
  public static func add(_ left: Lanes, times right: Lanes, to sum: inout Lanes) {
    sum += left * right
  }
  @inline(__always)
  public static func add(_ left: Register, times right: Register, to sum: inout Register) {
    sum += left * right
  }
  @inline(__always)
  public static func replace(
    _ best: inout Lanes, _ bestMark: inout Lanes, byLarger value: Lanes, _ mark: Lanes
  ) {
    let isBetter = (value .> best) .| (value .!= value)
    best.replace(with: value, where: isBetter)
    bestMark.replace(with: mark, where: isBetter)
  }
  @inline(__always)
  public static func clipped(_ lanes: Lanes, to largest: Self) -> Lanes {
    lanes.replacing(with: 0, where: lanes .<= 0)
      .replacing(with: largest, where: lanes .>= largest)
  }
  @inline(__always)
  public static func lanes(_ lanes: Lanes, where marks: Lanes, equals others: Lanes) -> Lanes {
    Lanes().replacing(with: lanes, where: marks .== others)
  }
}

extension Float: Scalar {
  public typealias Lanes = SIMD16<Float>
  public typealias Register = SIMD8<Float>

  /// Within two units in the last place, in instructions that a compiler can do for many numbers
  /// at once: 2 to a whole power by its bits, times a polynomial in what is left of the exponent.
  @inlinable @inline(__always)
  public static func exponential(_ x: Float) -> Float {
    let within: Float = x < -87.3 ? -87.3 : x > 88.7 ? 88.7 : x
    // added to so large a number a number is rounded to a whole one
    let large: Float = 12_582_912
    let shifted = product(within, 1.442_695_04, plus: large)
    let whole = shifted - large
    let rest = product(
      whole, 2.121_944_4e-4, plus: product(whole, -0.693_359_375, plus: within))
    // the coefficients are those of Cephes (Moshier 1992)
    var sum: Float = 1.987_569_1e-4
    sum = product(sum, rest, plus: 1.398_199_9e-3)
    sum = product(sum, rest, plus: 8.333_452e-3)
    sum = product(sum, rest, plus: 4.166_579_6e-2)
    sum = product(sum, rest, plus: 1.666_666_5e-1)
    sum = product(sum, rest, plus: 5.000_000_1e-1)
    let fraction = product(sum * rest, rest, plus: rest) + 1
    let power = Float(bitPattern: fraction.bitPattern &+ shifted.bitPattern &<< 23)
    return x < -87.3 ? 0 : x > 88.7 ? .infinity : x == x ? power : x
  }
  @inlinable @inline(__always)
  static func product(_ left: Float, _ right: Float, plus sum: Float) -> Float {
    #if FUSED || arch(arm64)
      return sum.addingProduct(left, right)
    #else
      return sum + left * right
    #endif
  }
  public static func logarithm(_ x: Float) -> Float { logf(x) }
  public static func normalShare(below x: Float) -> Float {
    erfcf(-x * (0.5 as Float).squareRoot()) / 2
  }
  public static func loops(of function: any ElementFunction) -> ElementLoops<Float> {
    function.singleLoops
  }
  /// One fused instruction where the build is told that the machine has it; the library function
  /// that stands in for it elsewhere would be a hundred times slower than two roundings.
  @inline(__always)
  public static func add(_ left: Lanes, times right: Lanes, to sum: inout Lanes) {
    #if FUSED || arch(arm64)
      sum.addProduct(left, right)
    #else
      sum += left * right
    #endif
  }
  @inline(__always)
  public static func add(_ left: Register, times right: Register, to sum: inout Register) {
    #if FUSED || arch(arm64)
      sum.addProduct(left, right)
    #else
      sum += left * right
    #endif
  }
  @inline(__always)
  public static func replace(
    _ best: inout Lanes, _ bestMark: inout Lanes, byLarger value: Lanes, _ mark: Lanes
  ) {
    let isBetter = (value .> best) .| (value .!= value)
    best.replace(with: value, where: isBetter)
    bestMark.replace(with: mark, where: isBetter)
  }
  @inline(__always)
  public static func clipped(_ lanes: Lanes, to largest: Self) -> Lanes {
    lanes.replacing(with: 0, where: lanes .<= 0)
      .replacing(with: largest, where: lanes .>= largest)
  }
  @inline(__always)
  public static func lanes(_ lanes: Lanes, where marks: Lanes, equals others: Lanes) -> Lanes {
    Lanes().replacing(with: lanes, where: marks .== others)
  }
}
