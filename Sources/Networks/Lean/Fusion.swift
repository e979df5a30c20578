import Tensors

/// The work of one instruction, as it is found in a graph.
struct Part {
  let computation: any Computation
  /// The nodes whose work it is, in order; only what leaves the last is seen from outside.
  let nodes: [Int]
  /// The nodes whose tensors enter.
  let inputs: [Int]
}

/// A norm and the activation behind it, of which only what leaves the activation is kept.
///
/// The way back makes what was between them again, which costs less than to read it from memory.
struct NormalizedActivation: Computation {
  let norm: Normalization
  let function: Activation

  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func moments<S: Scalar>(_ call: Call<S>) -> (mean: [Double], variance: [Double])? {
    norm.moments(call)
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { norm.forward(call, through: function) }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    norm.backward(call, through: function, dy: dy)
  }
}

extension Graph {
  /// The nodes by the instructions that do their work: one for each, but for what goes together.
  var parts: [Part] {
    var parts: [Part] = []
    var done: Set<Int> = []
    for node in nodes where !done.contains(node.index) {
      guard let norm = node.operation as? Normalization, let next = onlyConsumer(of: node.index),
        let activation = next.operation as? any Elementwise
      else {
        parts.append(Part(computation: node.computation, nodes: [node.index], inputs: node.inputs))
        continue
      }
      done.insert(next.index)
      parts.append(
        Part(
          computation: NormalizedActivation(norm: norm, function: type(of: activation).function),
          nodes: [node.index, next.index], inputs: node.inputs))
    }
    return parts
  }

  /// The node that alone reads what leaves another.
  private func onlyConsumer(of index: Int) -> Node? {
    consumers[index].count == 1 ? nodes[consumers[index][0]] : nil
  }
}
