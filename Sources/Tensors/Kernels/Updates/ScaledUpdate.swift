/// How AdaGrad and RMSProp move a tensor of weights: each by its own rate, smaller the larger its
/// gradients have been.
///
///     g ← c·g + λ·w      r ← ρ·r + σ·g²      w ← w − a·g / (√r + ε)
///
/// AdaGrad adds up all squares, ρ = σ = 1; RMSProp forgets old ones, σ = 1 − ρ. With momentum
/// v ← μ·v + g / (√r + ε) and w ← w − a·v.
public struct ScaledUpdate<S: Scalar>: Sendable {
  let common: CommonUpdate<S>
  let kept: S
  let added: S
  let epsilon: S
  let momentum: S

  /// The shares ρ that is kept of the squares and σ that is added of the new one.
  public init(
    rate: Double, decay: Double, factor: Double, kept: Double, added: Double, epsilon: Double,
    momentum: Double = 0
  ) {
    common = CommonUpdate(rate: rate, decay: decay, factor: factor)
    self.kept = S(kept)
    self.added = S(added)
    self.epsilon = S(epsilon)
    self.momentum = S(momentum)
  }

  /// Moves weights and their squares.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func move(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, squares: inout Tensor<S>
  ) {
    let count = weights.elements.count
    withPointers(gradient, gradient, &weights) { g, _, w in
      withPointers(gradient, gradient, &squares) { _, _, r in
        for k in 0..<count {
          let slope = common.gradient(g[k], at: w[k])
          let square = kept * r[k] + added * (slope * slope)
          r[k] = square
          w[k] -= common.rate * slope / (square.squareRoot() + epsilon)
        }
      }
    }
  }

  /// Moves weights, their squares and their velocity.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func move(
    _ weights: inout Tensor<S>, along gradient: Tensor<S>, squares: inout Tensor<S>,
    velocity: inout Tensor<S>
  ) {
    let count = weights.elements.count
    withPointers(gradient, gradient, &weights) { g, _, w in
      withPointers(gradient, gradient, &squares) { _, _, r in
        withPointers(gradient, gradient, &velocity) { _, _, v in
          for k in 0..<count {
            let slope = common.gradient(g[k], at: w[k])
            let square = kept * r[k] + added * (slope * slope)
            r[k] = square
            let speed = momentum * v[k] + slope / (square.squareRoot() + epsilon)
            v[k] = speed
            w[k] -= common.rate * speed
          }
        }
      }
    }
  }
}
