/// What all updates have: the learning rate, the decay and the factor that shrinks the gradient.
struct CommonUpdate<S: Scalar>: Sendable {
  let rate: S
  let decay: S
  let factor: S

  init(rate: Double, decay: Double, factor: Double) {
    self.rate = S(rate)
    self.decay = S(decay)
    self.factor = S(factor)
  }

  /// The gradient after clipping, with that of the decay: c·g + λ·w.
  @inline(__always)
  func gradient(_ gradient: S, at weight: S) -> S { factor * gradient + decay * weight }
}
