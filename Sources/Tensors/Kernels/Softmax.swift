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
}
