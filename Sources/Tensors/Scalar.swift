#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The numbers that tensors are made of: Double where a person looks, Float for whole networks.
public protocol Scalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// As many numbers as 64 bytes hold: a cache line, and two registers of AVX.
  associatedtype Lanes: SIMD where Lanes.Scalar == Self

  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  /// Adds the product of two rows of numbers to a third.
  static func add(_ left: Lanes, times right: Lanes, to sum: inout Lanes)
}

extension Double: Scalar {
  public typealias Lanes = SIMD8<Double>

  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
  /// Rounds product and sum each by itself, so that what a person sees is the same on every machine.
  @inline(__always)
  public static func add(_ left: Lanes, times right: Lanes, to sum: inout Lanes) {
    sum += left * right
  }
}

extension Float: Scalar {
  public typealias Lanes = SIMD16<Float>

  public static func exponential(_ x: Float) -> Float { expf(x) }
  public static func logarithm(_ x: Float) -> Float { logf(x) }
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
}
