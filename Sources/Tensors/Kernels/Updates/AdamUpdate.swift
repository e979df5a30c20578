/// How Adam moves a tensor of weights (Kingma and Ba 2015, algorithm 1, in the order of PyTorch).
///
///     g ← c·g + λ·w      s ← s + (1 − β1)·(g − s)      r ← β2·r + (1 − β2)·g²
///     w ← (1 − a·δ)·w − a/(1 − β1^t) · s / (√r/√(1 − β2^t) + ε)
///
/// The decay λ goes through the moments, δ does not (Loshchilov and Hutter 2019).
public struct AdamUpdate<S: Scalar>: Sendable {
  let common: CommonUpdate<S>
  let kept: S
  let first: S
  let second: S
  let secondKept: S
  let epsilon: S
  let pace: S
  let correction: S

  /// The update number `step`, counted from 1, with the decays λ and δ.
  public init(
    rate: Double, decay: Double, decoupledDecay: Double, factor: Double, first: Double,
    second: Double, epsilon: Double, step: Int
  ) {
    common = CommonUpdate(rate: rate, decay: decay, factor: factor)
    kept = S(1 - rate * decoupledDecay)
    self.first = S(1 - first)
    self.second = S(1 - second)
    secondKept = S(second)
    self.epsilon = S(epsilon)
    pace = S(rate / (1 - first.power(step)))
    correction = S((1 - second.power(step)).squareRoot())
  }

  /// Moves weights and both moments.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func move(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, first s: inout Tensor<S>,
    second r: inout Tensor<S>
  ) {
    let count = weights.elements.count
    withPointers(gradient, gradient, &weights) { g, _, w in
      withPointers(gradient, gradient, &s) { _, _, s in
        withPointers(gradient, gradient, &r) { _, _, r in
          for k in 0..<count {
            let slope = common.gradient(g[k], at: w[k])
            let mean = s[k] + first * (slope - s[k])
            let square = secondKept * r[k] + second * (slope * slope)
            s[k] = mean
            r[k] = square
            w[k] = kept * w[k] - pace * mean / (square.squareRoot() / correction + epsilon)
          }
        }
      }
    }
  }
}

extension Double {
  /// This number multiplied with itself so many times, the same on every machine.
  public func power(_ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
