import Tensors

/// The work of one instruction, as it is found in a graph.
struct Part {
  let computation: any Computation
  /// The nodes whose work it is, in order; only what leaves the last is seen from outside.
  let nodes: [Int]
  /// The nodes whose tensors enter.
  let inputs: [Int]
}

extension Graph {
  /// The nodes by the instructions that do their work: one for each, but for what goes together.
  ///
  /// In inference a convolution takes along the norm behind it, what a residual connection adds to
  /// that, and the activation; in training, where a norm has to see all of its map first, a norm
  /// takes its activation along.
  func parts(mode: Mode, passes: Passes) -> [Part] {
    var parts: [Part] = []
    var done: Set<Int> = []
    for node in nodes where !done.contains(node.index) {
      var part = Part(computation: node.computation, nodes: [node.index], inputs: node.inputs)
      if mode == .inference, passes == .forward, let longer = normalizedConvolution(from: node) {
        part = longer
      } else if let longer = normalizedActivation(from: node) {
        part = longer
      }
      done.formUnion(part.nodes)
      parts.append(part)
    }
    return parts
  }

  private func normalizedActivation(from node: Node) -> Part? {
    guard let norm = node.operation as? Normalization, let (next, function) = activation(of: node)
    else { return nil }
    return Part(
      computation: NormalizedActivation(norm: norm, function: function),
      nodes: [node.index, next.index], inputs: node.inputs)
  }

  private func normalizedConvolution(from node: Node) -> Part? {
    guard let convolved = node.computation as? Convolved, !convolved.hasBias,
      let behind = onlyConsumer(of: node), let norm = behind.operation as? Normalization
    else { return nil }
    var (chain, inputs) = ([node, behind], node.inputs)
    // what is added must have been computed before
    if let sum = onlyConsumer(of: behind), sum.operation.kind == .join(.sum), sum.inputs.count == 2,
      let other = sum.inputs.first(where: { $0 != behind.index }), other < node.index
    {
      chain.append(sum)
      inputs.append(other)
    }
    let last = activation(of: chain[chain.count - 1])
    if let last { chain.append(last.node) }
    return Part(
      computation: NormalizedConvolution(
        plan: convolved.plan, norm: norm, function: last?.function),
      nodes: chain.map(\.index), inputs: inputs)
  }

  /// The activation that alone reads what leaves a node.
  private func activation(of node: Node) -> (node: Node, function: any ElementFunction)? {
    guard let next = onlyConsumer(of: node), let activated = next.computation as? Activated
    else { return nil }
    return (next, activated.function)
  }
  /// The node that alone reads what leaves another.
  private func onlyConsumer(of node: Node) -> Node? {
    consumers[node.index].count == 1 ? nodes[consumers[node.index][0]] : nil
  }
}
