import Tensors

/// A tensor of a run under the name that files give it.
public struct NamedTensor<S: Scalar>: Sendable {
  public let name: String
  public let tensor: Tensor<S>
}

extension Trace {
  /// Every tensor of both passes: `x`, parameters and masks, outputs by node id, then `dy` and
  /// the gradients, each named `grad.` and what it is the gradient in.
  public var named: [NamedTensor<S>] {
    var tensors = [NamedTensor(name: "x", tensor: outputs[0])]
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

extension Graph {
  /// The names of all parameters and masks that a file may give.
  private var parameterNames: [(name: String, shape: Shape, isTrained: Bool)] {
    nodes.flatMap { node in
      node.parameters.map { ("\(node.id).\($0.name)", $0.shape, $0.isTrained) }
    }
  }

  /// What of a file's tensors are this network's parameters and masks.
  ///
  /// Throws a `Misfit` that names the first parameter which is missing or has another shape;
  /// running statistics may be missing in training, which does not read them.
  public func parameters<S: Scalar>(
    from file: [String: Tensor<S>], mode: Mode
  ) throws -> [String: Tensor<S>] {
    var given: [String: Tensor<S>] = [:]
    for (name, shape, isTrained) in parameterNames {
      guard let tensor = file[name] else {
        if !isTrained, mode == .training { continue }
        throw Misfit("the weights have no tensor ‘\(name)’, which is \(shape)")
      }
      guard tensor.shape == shape else {
        throw Misfit("\(name) is \(tensor.shape) in the weights but the network needs \(shape)")
      }
      given[name] = tensor
    }
    for node in nodes {
      let name = "\(node.id).mask"
      given[name] = file[name]
    }
    return given
  }
}
