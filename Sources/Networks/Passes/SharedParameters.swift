import Tensors

extension Trace {
  /// The parameters of this run that another network can use as its own, by their names there.
  ///
  /// Tensors of one name and shape are taken in order. Where the other network does in one
  /// operation what this one does in equal parallel paths, as in the three forms of ResNeXt
  /// (Xie et al. 2017, figure 3), the paths' tensors are laid side by side.
  ///
  ///     // between conv 3x3 4, relu and conv 3x3 4, norm, relu on the same input
  ///     trace.sharedParameters(with: other).keys  // ["conv1.weight"]
  public func sharedParameters(with other: Graph) -> [String: Tensor<S>] {
    var pool = ParameterPool(self)
    var shared: [String: Tensor<S>] = [:]
    for node in other.nodes {
      for parameter in node.parameters {
        if let tensor = pool.take(parameter) { shared["\(node.id).\(parameter.name)"] = tensor }
      }
    }
    return shared
  }
}

/// The parameters of a run that nobody has taken yet.
private struct ParameterPool<S: Scalar> {
  private var rest: [(name: String, tensor: Tensor<S>)]

  init(_ trace: Trace<S>) {
    rest = trace.graph.nodes.flatMap { node in
      zip(node.parameters, trace.parameters[node.index]).map { ($0.name, $1) }
    }
  }

  /// The next tensor of the same name and shape, else one made of those of parallel paths.
  mutating func take(_ parameter: Parameter) -> Tensor<S>? {
    if let place = rest.firstIndex(where: {
      $0.name == parameter.name && $0.tensor.shape == parameter.shape
    }) {
      return rest.remove(at: place).tensor
    }
    for axis in parameter.shape.extents.indices.reversed() {
      if let joined = joined(parameter, along: axis) { return joined }
    }
    return nil
  }

  /// As many equal tensors as fill an axis; those at the same place of each path belong together.
  private mutating func joined(_ parameter: Parameter, along axis: Int) -> Tensor<S>? {
    let extents = parameter.shape.extents
    let others = rest.indices.filter { index in
      let shape = rest[index].tensor.shape
      guard rest[index].name == parameter.name, shape.rank == extents.count,
        shape[axis] < extents[axis], extents[axis] % shape[axis] == 0
      else { return false }
      return extents.indices.allSatisfy { $0 == axis || shape[$0] == extents[$0] }
    }
    guard let first = others.first else { return nil }
    let part = rest[first].tensor.shape
    let alike = others.filter { rest[$0].tensor.shape == part }
    let count = extents[axis] / part[axis]
    guard count > 1, alike.count >= count, alike.count % count == 0 else { return nil }
    let stride = alike.count / count
    let chosen = (0..<count).map { alike[$0 * stride] }
    var whole = Tensor<S>(zeros: parameter.shape)
    for (path, index) in chosen.enumerated() {
      let tensor = rest[index].tensor
      for offset in 0..<tensor.shape.count {
        var place = tensor.shape.index(at: offset)
        place[axis] += path * part[axis]
        whole[place] = tensor.elements[offset]
      }
    }
    for index in chosen.sorted(by: >) { rest.remove(at: index) }
    return whole
  }
}
