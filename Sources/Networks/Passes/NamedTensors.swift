import Tensors

/// A tensor of a run under the name that files give it.
public struct NamedTensor<S: Scalar>: Sendable {
  public let name: String
  public let tensor: Tensor<S>

  public init(name: String, tensor: Tensor<S>) {
    self.name = name
    self.tensor = tensor
  }
}

extension Trace {
  /// Every tensor of both passes: `x`, the `target` of a loss, parameters and masks, outputs by node id, then `dy` and
  /// the gradients, each named `grad.` and what it is the gradient in.
  public var named: [NamedTensor<S>] {
    var tensors = [NamedTensor(name: "x", tensor: outputs[0])]
    if let target { tensors.append(NamedTensor(name: "target", tensor: target)) }
    for node in graph.nodes.dropFirst() {
      for (parameter, tensor) in zip(node.parameters, parameters[node.index]) {
        tensors.append(NamedTensor(name: "\(node.id).\(parameter.name)", tensor: tensor))
      }
      if let mask = masks[node.index] {
        tensors.append(NamedTensor(name: "\(node.id).mask", tensor: mask))
      }
      tensors.append(NamedTensor(name: node.id, tensor: outputs[node.index]))
    }
    tensors.append(NamedTensor(name: "dy", tensor: gradients[graph.output.index]))
    for node in graph.nodes.reversed() {
      tensors.append(NamedTensor(name: "grad.\(node.id)", tensor: gradients[node.index]))
      for (parameter, gradient) in zip(node.parameters, parameterGradients[node.index]) {
        guard let gradient else { continue }
        tensors.append(
          NamedTensor(name: "grad.\(node.id).\(parameter.name)", tensor: gradient))
      }
    }
    return tensors
  }
}
