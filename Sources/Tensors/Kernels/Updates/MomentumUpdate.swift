/// How gradient descent with momentum moves a tensor of weights.
///
///     g ← c·g + λ·w      v ← μ·v + g      w ← w − a·v, or with Nesterov's look-ahead w − a·(g + μ·v)
public struct MomentumUpdate<S: Scalar>: Sendable {
  let common: CommonUpdate<S>
  let momentum: S
  let looksAhead: Bool

  /// The factor c shrinks the gradient, λ is the decay, μ the momentum.
  public init(
    rate: Double, decay: Double, factor: Double, momentum: Double, looksAhead: Bool
  ) {
    common = CommonUpdate(rate: rate, decay: decay, factor: factor)
    self.momentum = S(momentum)
    self.looksAhead = looksAhead
  }

  /// Moves weights that have no velocity: the momentum is 0.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func move(_ weights: inout Tensor<S>, along gradient: Tensor<S>) {
    let count = weights.elements.count
    withPointers(gradient, gradient, &weights) { g, _, w in
      for k in 0..<count { w[k] -= common.rate * common.gradient(g[k], at: w[k]) }
    }
  }

  /// Moves weights and their velocity.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func move(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, velocity: inout Tensor<S>
  ) {
    let count = weights.elements.count
    let looksAhead = looksAhead
    withPointers(gradient, gradient, &weights) { g, _, w in
      withPointers(gradient, gradient, &velocity) { _, _, v in
        for k in 0..<count {
          let slope = common.gradient(g[k], at: w[k])
          let speed = momentum * v[k] + slope
          v[k] = speed
          w[k] -= common.rate * (looksAhead ? slope + momentum * speed : speed)
        }
      }
    }
  }
}
