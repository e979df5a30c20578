/// Probabilities along the last axis.
extension Tensor {
  /// The logarithm of the softmax over the channels, at every position.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func logProbabilities() -> Tensor {
    let channels = channels
    var result = self
    for start in stride(from: 0, to: elements.count, by: channels) {
      let logits = elements[start..<start + channels]
      // less the largest logit no exponential overflows
      guard let largest = logits.max() else { continue }
      let total = logits.reduce(0) { $0 + S.exponential($1 - largest) }
      let offset = largest + S.logarithm(total)
      for c in start..<start + channels { result.elements[c] = elements[c] - offset }
    }
    return result
  }

  /// The gradient in the logits of a softmax whose output this is.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func softmaxGradient(_ dy: Tensor) -> Tensor {
    let channels = channels
    var dx = self
    withPointers(self, dy, &dx) { y, dy, dx in
      for start in stride(from: 0, to: elements.count, by: channels) {
        var mean: S = 0
        for c in start..<start + channels { mean += dy[c] * y[c] }
        for c in start..<start + channels { dx[c] = y[c] * (dy[c] - mean) }
      }
    }
    return dx
  }
}
