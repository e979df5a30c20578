/// The most that a core can do: multiply-adds on registers alone, without any memory.
///
/// What a network reaches is measured against it on the same machine in the same run.
public enum RegisterLoop {
  /// Multiply-adds in one second on the calling thread: the best of some short trials.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func multiplyAddsPerSecond<S: Scalar>(in: S.Type) -> Double {
    let rounds = 200_000
    var best = 0.0
    for _ in 0..<20 {
      // which width is the machine's own is not known: the better one is
      best = max(
        best, rate(rounds, S(1), of: SIMD4<S>.self), rate(rounds, S(1), of: SIMD8<S>.self),
        rate(rounds, S(1), of: SIMD16<S>.self))
    }
    return best
  }

  @inline(__always)
  private static func rate<V: SIMD>(_ rounds: Int, _ one: V.Scalar, of: V.Type) -> Double
  where V.Scalar: Scalar {
    let start = ContinuousClock.now
    let sum = run(rounds, V(repeating: one), V(repeating: 1e-9))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    // a sum that nobody looked at would not be formed
    guard sum[0] > 0, seconds > 0 else { return 0 }
    return Double(rounds * 10 * V.scalarCount) / seconds
  }

  /// Ten chains of products, so that none has to wait for the one before it.
  @inline(__always)
  private static func run<V: SIMD>(_ rounds: Int, _ factor: V, _ summand: V) -> V
  where V.Scalar: Scalar {
    var (a, b, c, d, e) = (summand, summand, summand, summand, summand)
    var (f, g, h, i, j) = (summand, summand, summand, summand, summand)
    for _ in 0..<rounds {
      a.addProduct(factor, summand)
      b.addProduct(factor, summand)
      c.addProduct(factor, summand)
      d.addProduct(factor, summand)
      e.addProduct(factor, summand)
      f.addProduct(factor, summand)
      g.addProduct(factor, summand)
      h.addProduct(factor, summand)
      i.addProduct(factor, summand)
      j.addProduct(factor, summand)
    }
    return a + b + c + d + e + f + g + h + i + j
  }
}
