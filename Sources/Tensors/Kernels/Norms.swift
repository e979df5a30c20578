/// How long a tensor is as a vector.
extension Tensor {
  /// The sum of the squares of all numbers, formed in Double, in an order that does not depend on
  /// the number of threads.
  public var sumOfSquares: Double {
    @_specialize(where S == Float)
    @_specialize(where S == Double)
    get {
      // eight sums side by side, so that one addition need not wait for the one before
      var sums = SIMD8<Double>()
      let whole = elements.count / 8 * 8
      return elements.withUnsafeBufferPointer { x in
        for start in stride(from: 0, to: whole, by: 8) {
          var row = SIMD8<Double>()
          for lane in 0..<8 { row[lane] = Double(x[start + lane]) }
          sums += row * row
        }
        var rest = 0.0
        for place in whole..<x.count { rest += Double(x[place]) * Double(x[place]) }
        return sums.sum() + rest
      }
    }
  }
}
