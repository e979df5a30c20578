extension Tensor {
  /// The same numbers with their axes in another order: axis `k` of the result is `axes[k]` here.
  public func permuted(_ axes: [Int]) -> Tensor {
    precondition(axes.sorted() == Array(0..<shape.rank), "every axis stands in the order once")
    var strides = [Int](repeating: 1, count: shape.rank)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let target = Shape(axes.map { shape[$0] })
    return Tensor(target, Self.gathered(elements, target.extents, axes.map { strides[$0] }))
  }

  /// Elements read row by row of a box, where each axis has a distance of its own.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private static func gathered(_ elements: [S], _ extents: [Int], _ strides: [Int]) -> [S] {
    guard let last = extents.last, let step = strides.last else { return elements }
    var result: [S] = []
    result.reserveCapacity(elements.count)
    var index = extents.map { _ in 0 }
    var start = 0
    while result.count < elements.count {
      for place in 0..<last { result.append(elements[start + place * step]) }
      // the next line: count up the axes before the last
      var axis = extents.count - 2
      while axis >= 0 {
        index[axis] += 1
        start += strides[axis]
        if index[axis] < extents[axis] { break }
        start -= index[axis] * strides[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { break }
    }
    return result
  }
}
