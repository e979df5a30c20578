/// Sums and products element by element.
extension Tensor {
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "only tensors of one shape can be added")
    var sum = left
    withPointers(right, right, &sum) { right, _, sum in
      for offset in 0..<left.elements.count { sum[offset] += right[offset] }
    }
    return sum
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "only tensors of one shape can be multiplied")
    var product = left
    withPointers(right, right, &product) { right, _, product in
      for offset in 0..<left.elements.count { product[offset] *= right[offset] }
    }
    return product
  }

  /// This tensor times a mask and a factor; each number of the mask holds for as many neighbours
  /// as it has to, such as for all channels or for a whole image.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func masked(by mask: Tensor, times factor: S = 1) -> Tensor {
    let repeats = elements.count / mask.elements.count
    var result = self
    withPointers(mask, mask, &result) { mask, _, result in
      for offset in 0..<elements.count { result[offset] *= mask[offset / repeats] * factor }
    }
    return result
  }
}
