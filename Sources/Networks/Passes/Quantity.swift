import Tensors

/// What can be asked of one node of a run: its output, or the gradient in something.
public enum Quantity: Hashable, Sendable {
  case output
  /// The gradient of the loss in the output, complete where it forks.
  case outputGradient
  /// The share that the node sends to its k-th input, counted from 0.
  case inputGradient(Int)
  /// The gradient in a parameter: `weight`, `bias`, `scale` or `shift`.
  case parameterGradient(String)
  /// The mean of each channel that a normalization uses.
  case mean
  /// The biased variance of each channel that a normalization uses.
  case variance

  /// Reads a name of the command line: `output`, `input-gradient:1`, `weight-gradient`; nothing
  /// where it is none.
  ///
  ///     Quantity("input-gradient:1")  // .inputGradient(1)
  public init?(_ name: String) {
    switch name {
    case "output": self = .output
    case "output-gradient": self = .outputGradient
    case "mean": self = .mean
    case "variance": self = .variance
    case "input-gradient": self = .inputGradient(0)
    default:
      if let input = name.split(separator: ":").last.flatMap({ Int($0) }), input >= 0,
        name == "input-gradient:\(input)"
      {
        self = .inputGradient(input)
      } else if name.hasSuffix("-gradient"), let parameter = name.split(separator: "-").first {
        self = .parameterGradient(String(parameter))
      } else {
        return nil
      }
    }
  }

  /// Whether it is a gradient of the loss.
  public var isGradient: Bool {
    switch self {
    case .outputGradient, .inputGradient, .parameterGradient: true
    case .output, .mean, .variance: false
    }
  }

  /// The name that the command line knows it by.
  public var name: String {
    switch self {
    case .output: "output"
    case .outputGradient: "output-gradient"
    case .inputGradient(0): "input-gradient"
    case .inputGradient(let input): "input-gradient:\(input)"
    case .parameterGradient(let parameter): "\(parameter)-gradient"
    case .mean: "mean"
    case .variance: "variance"
    }
  }
}

extension Graph {
  /// All that can be asked of a node; the input has neither inputs nor parameters, and its
  /// gradient is that in `x`.
  ///
  ///     // of conv 3x3 1
  ///     graph.quantities(of: conv).map(\.name)  // ["output", "input-gradient", "weight-gradient"]
  public func quantities(of node: Node) -> [Quantity] {
    let inputs =
      node.inputs.isEmpty ? [.inputGradient(0)] : node.inputs.indices.map(Quantity.inputGradient)
    let statistics: [Quantity] =
      node.parameters.contains { !$0.isTrained } ? [.mean, .variance] : []
    return [.output] + inputs
      + node.parameters.filter(\.isTrained).map { .parameterGradient($0.name) } + statistics
  }
}

extension Trace {
  /// The tensor of a quantity; throws a `Misfit` where the node has none.
  ///
  ///     // of conv 3x3 1 on one channel
  ///     try trace.tensor(.parameterGradient("weight"), of: conv).shape  // 3×3×1×1
  public func tensor(_ quantity: Quantity, of node: Node) throws -> Tensor<S> {
    switch quantity {
    case .output: return outputs[node.index]
    case .outputGradient: return gradients[node.index]
    case .inputGradient(let input):
      // what reaches x is the sum of all that return to it
      if node.index == 0, input == 0 { return gradients[0] }
      guard node.inputs.indices.contains(input) else {
        throw Misfit(
          "\(node.id) has \(Words.counted(node.inputs.count, "input")), counted from 0; there is no "
            + "input-gradient:\(input)")
      }
      return shares[node.index][input]
    case .parameterGradient(let name):
      guard let place = node.parameters.firstIndex(where: { $0.name == name && $0.isTrained }),
        let gradient = parameterGradients[node.index][place]
      else { throw unknown(quantity, of: node) }
      return gradient
    case .mean, .variance:
      let x = call(of: node).inputs.first
      guard let place = node.parameters.firstIndex(where: { $0.name == quantity.name }), let x
      else {
        throw unknown(quantity, of: node)
      }
      if mode == .inference { return parameters[node.index][place] }
      let moments = x.channelMoments()
      return Tensor(quantity == .mean ? moments.mean : moments.variance)
    }
  }

  private func unknown(_ quantity: Quantity, of node: Node) -> Misfit {
    let known = graph.quantities(of: node).map(\.name).joined(separator: ", ")
    return Misfit("\(node.id) has no \(quantity.name); it has \(known)")
  }
}
