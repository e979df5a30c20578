import Tensors

/// How far a tensor is from what others computed in its place.
public struct TensorDifference: Sendable {
  /// The largest difference of two numbers, as a part of the largest number that is expected; of the
  /// difference itself where all of those are zero.
  public let error: Double
  /// Where it is, in the layout of here.
  public let index: [Int]
  public let own: Double
  public let expected: Double
  /// Whether channels stood before rows in what is expected.
  public let isTurned: Bool

  /// Holds a tensor against another; nothing where their shapes have nothing to do with each other.
  ///
  /// `expected` may have its channels before its rows, as most frameworks do, or sides of 1 where
  /// here there are none.
  ///
  ///     let difference = TensorDifference(Tensor<Double>([1, 2, 3]), Tensor<Double>([1, 2, 4]))
  ///     difference?.error  // 0.25, which is |3 − 4| / 4
  ///     difference?.index  // [2]
  public init?<S: Scalar>(_ own: Tensor<S>, _ expected: Tensor<S>) {
    var theirs = expected
    if theirs.shape != own.shape, own.shape.rank == 4, theirs.shape.rank == 4 {
      theirs = theirs.permuted([0, 2, 3, 1])
      isTurned = true
    } else {
      isTurned = false
    }
    if theirs.shape != own.shape {
      let essence = { (shape: Shape) in shape.extents.filter { $0 != 1 } }
      guard !isTurned, essence(theirs.shape) == essence(own.shape) else { return nil }
      theirs = theirs.reshaped(own.shape)
    }
    var (worst, place) = (-1.0, 0)
    for index in own.elements.indices {
      let (left, right) = (Double(own.elements[index]), Double(theirs.elements[index]))
      // two that are no number agree, and equal infinities do
      let isEqual = left == right || left.isNaN && right.isNaN
      let distance = isEqual ? 0 : abs(left - right)
      if !(distance <= worst) { (worst, place) = (distance.isNaN ? .infinity : distance, index) }
    }
    let largest = theirs.elements.reduce(0.0) { largest, element in
      element.isFinite ? max(largest, abs(Double(element))) : largest
    }
    error = largest > 0 ? max(worst, 0) / largest : max(worst, 0)
    index = own.elements.isEmpty ? [] : own.shape.index(at: place)
    self.own = own.elements.isEmpty ? 0 : Double(own.elements[place])
    self.expected = own.elements.isEmpty ? 0 : Double(theirs.elements[place])
  }
}
