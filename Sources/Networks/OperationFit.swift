import Tensors

extension Operation {
  /// The output's shape, once all numbers of the operation are known to be within the limits.
  ///
  /// Later sums over sizes, parameters and multiply-adds cannot overflow then. Throws a `Misfit`.
  func fittingShape(_ inputs: [Shape]) throws -> Shape {
    let shape = try outputShape(inputs)
    guard let count = shape.checkedCount, count <= Limits.elements else {
      throw Misfit("the output of \(Self.keyword) is \(shape), more numbers than a tensor may have")
    }
    for parameter in parameters(inputs) {
      guard let count = parameter.shape.checkedCount, count <= Limits.elements else {
        throw Misfit(
          "the \(parameter.name) of \(Self.keyword) is \(parameter.shape), more numbers than a "
            + "tensor may have")
      }
    }
    guard multiplyAdds(inputs, shape) <= Limits.multiplyAdds else {
      throw Misfit("\(Self.keyword) on \(shape) takes too many multiply-adds to wait for")
    }
    return shape
  }
}
