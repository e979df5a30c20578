import Tensors

extension Tensor {
  /// The square root of the sum of its squares.
  var norm: Double {
    elements.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
