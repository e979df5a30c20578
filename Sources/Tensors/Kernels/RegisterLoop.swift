/// The most that the threads can do: multiply-adds on registers alone, without any memory.
///
/// What a network reaches is measured against it on the same machine in the same run.
public enum RegisterLoop {
  /// Multiply-adds in one second on all of `Workers.count` threads: the best of some short trials.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func multiplyAddsPerSecond<S: Scalar>(in: S.Type) -> Double {
    let rounds = 200_000
    let threads = Workers.count
    var best = 0.0
    for _ in 0..<20 {
      let start = ContinuousClock.now
      Workers.perform(threads, memory: MemoryLayout<S.Lanes>.stride) { _, memory in
        // sums that nobody looked at would not be formed
        memory.storeBytes(of: sums(of: rounds, as: S.self), as: S.Lanes.self)
      }
      let seconds = max((ContinuousClock.now - start) / .seconds(1), 1e-9)
      best = max(best, Double(threads * rounds * 6 * S.Lanes.scalarCount) / seconds)
    }
    return best
  }

  /// As many chains of products as a tile of a matrix product has, so that none has to wait for the
  /// one before it.
  @inline(never)
  private static func sums<S: Scalar>(of rounds: Int, as: S.Type) -> S.Lanes {
    // both factors are one, so that sums and factors have room in sixteen registers
    let factor = S.Lanes(repeating: 1e-9)
    var (a, b, c, d, e, f) = (factor, factor, factor, factor, factor, factor)
    for _ in 0..<rounds {
      S.add(factor, times: factor, to: &a)
      S.add(factor, times: factor, to: &b)
      S.add(factor, times: factor, to: &c)
      S.add(factor, times: factor, to: &d)
      S.add(factor, times: factor, to: &e)
      S.add(factor, times: factor, to: &f)
    }
    return a + b + c + d + e + f
  }
}
