import Diagrams
import Networks
import Screens
import Tensors
import Training

/// One tensor of a step: the part it plays, its name, and its numbers.
struct Panel: Sendable {
  /// What kind of picture suits it.
  enum Content: Sendable {
    /// An image rows × columns × channels, or a vector of channels.
    case image(Tensor<Double>)
    /// A kernel rows × columns × in × out.
    case kernel(Tensor<Double>)
    /// A number a channel, or in × out.
    case table(Tensor<Double>)
  }

  /// `in`, `K`, `out`, `G`, `dx`; `G` is what files call `dy`.
  let part: String
  let name: String
  let content: Content
  /// Panels that share a scale, because they are compared.
  let isOnCommonScale: Bool
  /// Whether it follows from an update, so that nobody sets it.
  var isOfUpdate = false

  var tensor: Tensor<Double> {
    switch content {
    case .image(let tensor), .kernel(let tensor), .table(let tensor): tensor
    }
  }
  /// Whether it belongs to an operation and not to an image.
  var isParameter: Bool {
    if case .image = content { false } else { true }
  }
  /// The name in files of a tensor that a run is given: the input, a parameter, the upstream
  /// gradient.
  var fileName: String? {
    if part == "out", name == "x" { return "x" }
    if part == "in", name == "x" { return "x" }
    if part == "g", name == "target" { return name }
    return isParameter && !isOfUpdate && !name.hasPrefix("∂") ? name : nil
  }
  /// How many slices `[` and `]` walk through: channels, or output channels of a kernel.
  var channelCount: Int { tensor.shape.extents.last ?? 1 }

  /// The largest magnitude that a common scale must reach.
  static func largest(_ panels: [Panel]) -> Double {
    panels.filter(\.isOnCommonScale).reduce(0) { largest, panel in
      panel.tensor.elements.reduce(largest) { $1.isFinite ? max($0, abs($1)) : $0 }
    }
  }
}

extension Panel {
  /// The tensors of a step, what is given first, what is wanted last; of a batch one image.
  static func of(_ step: Step, in walk: Walk, image place: Int = 0) -> [Panel] {
    let (trace, graph) = (walk.trace, walk.graph)
    func image(_ part: String, _ name: String, _ batch: Tensor<Double>) -> Panel {
      Panel(part: part, name: name, content: .image(batch.image(place)), isOnCommonScale: true)
    }
    switch step {
    case .forward(0):
      return [image("out", "x", trace.outputs[0])]
    case .forward(let index):
      let node = graph.nodes[index]
      return node.inputs.map { image("in", graph.nodes[$0].id, trace.outputs[$0]) }
        + target(of: node, in: trace, image: place) + parameters(of: node, trace.parameters[index])
        + [image("out", node.id, trace.outputs[index])]
    case .loss:
      let output = graph.output.index
      return [
        image("y", graph.output.id, trace.outputs[output]),
        image("G", "∂L/∂y", trace.gradients[output]),
      ]
    case .backward(let index):
      let node = graph.nodes[index]
      return [image("G", "∂L/∂\(node.id)", trace.gradients[index])]
        + target(of: node, in: trace, image: place) + parameters(of: node, trace.parameters[index])
        + zip(node.inputs, trace.shares[index]).map { input, share in
          image("dx", dxName(input, from: node, in: graph), share)
        }
        + parameters(of: node, trace.parameterGradients[index], isGradient: true)
    case .gather(let index):
      return zip(graph.readers(of: index), trace.shares(returningTo: index)).map { reader, share in
        image("from", graph.nodes[reader.node].id, share)
      } + [image("sum", "∂L/∂\(graph.nodes[index].id)", trace.gradients[index])]
    case .update(let index, let place):
      return walk.update?.item(of: index, place).map { update($0) } ?? []
    }
  }

  /// What a loss compares its input with.
  private static func target(of node: Node, in trace: Trace<Double>, image place: Int) -> [Panel] {
    guard node.operation.kind.isLoss, let target = trace.target else { return [] }
    return [
      Panel(
        part: "g", name: "target", content: .image(target.image(place)), isOnCommonScale: true)
    ]
  }

  /// The weights, what moves them, and the weights after it.
  private static func update(_ item: UpdatePass.Item) -> [Panel] {
    func panel(_ part: String, _ name: String, _ tensor: Tensor<Double>) -> Panel {
      let isWeight = part.hasPrefix("w")
      return Panel(
        part: part, name: name,
        content: tensor.shape.rank == 4 ? .kernel(tensor) : .table(tensor),
        isOnCommonScale: isWeight, isOfUpdate: part != "w")
    }
    let memory = item.moments.flatMap { moment, before, after in
      [
        panel(moment.symbol, "\(moment.rawValue) before", before),
        panel(moment.symbol + "'", "\(moment.rawValue) after", after),
      ]
    }
    return [panel("w", item.name, item.before), panel("g", "∂L/∂\(item.name)", item.gradient)]
      + memory + [panel("w'", "\(item.name) after", item.after)]
  }

  private static func dxName(_ input: Int, from node: Node, in graph: Graph) -> String {
    let name = "∂L/∂\(graph.nodes[input].id)"
    return graph.isFork(input) ? name + " by \(node.id)" : name
  }

  /// The parameters that training adjusts; the running statistics stay out of the way.
  private static func parameters(
    of node: Node, _ tensors: [Tensor<Double>?], isGradient: Bool = false
  ) -> [Panel] {
    zip(node.parameters, tensors).compactMap { parameter, tensor in
      guard let tensor, parameter.isTrained else { return nil }
      let name = "\(node.id).\(parameter.name)"
      return Panel(
        part: (isGradient ? "d" : "") + symbol(parameter),
        name: isGradient ? "∂L/∂\(name)" : name,
        content: parameter.shape.rank == 4 ? .kernel(tensor) : .table(tensor),
        isOnCommonScale: false)
    }
  }

  private static func symbol(_ parameter: Parameter) -> String {
    switch (parameter.name, parameter.shape.rank) {
    case ("weight", 4): "K"
    case ("weight", _): "W"
    default: parameter.name
    }
  }
}

extension Tensor {
  /// One image of a batch, from 0; the last one where there are fewer.
  func image(_ place: Int) -> Tensor {
    let shape = shape.image
    let first = max(0, min(place, elements.count / max(shape.count, 1) - 1)) * shape.count
    return Tensor(shape, Array(elements[first..<first + shape.count]))
  }
}
