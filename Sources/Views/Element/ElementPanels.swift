import Diagrams
import Networks
import Tensors

/// The tensors of an opened element: what is wanted, then what takes part, with their marks.
struct ElementPanels {
  let all: [ElementPanel]

  init(_ element: Element, _ sum: ElementSum) {
    let trace = element.walk.trace
    let running =
      sum.products.indices.contains(element.running) ? sum.products[element.running] : nil
    var panels = [
      ElementPanel(
        symbol: "", name: Self.wantedName(element), element.wanted, role: "wanted",
        isParameter: element.quantity.isOfParameter, kernel: Self.kernelAxis(element),
        chosen: element.cell)
    ]
    let factors = sum.explanation.terms.flatMap(\.factors)
    for participant in sum.explanation.participants {
      guard let found = Self.tensor(participant.tensor, in: trace) else { continue }
      let product = running?.factors.filter { $0.tensor == participant.tensor }.map(\.index) ?? []
      let symbol = factors.first { $0.tensor == participant.tensor }?.symbol ?? "x"
      panels.append(
        ElementPanel(
          symbol: Self.line(symbol), name: participant.tensor.spelled, found.tensor, role: "",
          isParameter: found.isParameter, kernel: Self.kernelAxis(element),
          participants: participant.indices, product: product,
          toldApart: sum.toldApart(in: participant.tensor, running: element.running)))
    }
    all = panels
  }

  private static func wantedName(_ element: Element) -> String {
    let id = element.node.id
    return switch element.quantity {
    case .output: id
    case .outputGradient: "∂L/∂\(id)"
    case .inputGradient(let input):
      element.node.inputs.isEmpty
        ? "∂L/∂x" : "∂L/∂\(element.walk.graph.nodes[element.node.inputs[input]].id)"
    case .parameterGradient(let name): "∂L/∂\(id).\(name)"
    case .mean, .variance: "\(id).\(element.quantity.name)"
    }
  }

  /// Which channel of a kernel stays the same over a sum, and what its axes are called.
  private static func kernelAxis(_ element: Element) -> ElementPanel.Kernel {
    let isTransposed = element.node.operation.kind == .convolution(.transposed)
    let isInputGradient = if case .inputGradient = element.quantity { true } else { false }
    return ElementPanel.Kernel(
      // the third axis of a transposed kernel is that of its outputs
      fixesThird: isTransposed != isInputGradient, isTransposed: isTransposed)
  }

  /// A tensor by the name that explanations give it; nothing for numbers that no tensor holds.
  static func tensor(
    _ name: String, in trace: Trace<Double>
  ) -> (tensor: Tensor<Double>, isParameter: Bool)? {
    let graph = trace.graph
    if name.hasPrefix("grad."), let node = graph.node(String(name.dropFirst(5))) {
      return (trace.gradients[node.index], false)
    }
    if let node = graph.node(name) { return (trace.outputs[node.index], false) }
    if name == "x" { return (trace.outputs[0], false) }
    if name == "target" { return trace.target.map { ($0, false) } }
    // a share of a fork: `conv1 input-gradient`
    let words = name.split(separator: " ")
    if words.count == 2, let node = graph.node(String(words[0])),
      let quantity = Quantity(String(words[1]))
    {
      return (try? trace.tensor(quantity, of: node)).map { ($0, false) }
    }
    guard let dot = name.lastIndex(of: "."), let node = graph.node(String(name[..<dot])) else {
      return nil
    }
    let part = name[name.index(after: dot)...]
    if part == "mask" { return trace.masks[node.index].map { ($0, false) } }
    return zip(node.parameters, trace.parameters[node.index])
      .first { $0.0.name == part }.map { ($0.1, true) }
  }

  private static func line(_ latex: String) -> String {
    (try? Formula(latex).line().text.trimming) ?? latex
  }
}

extension String {
  /// The name of a tensor in files as screens write it: `∂L/∂conv2` for `grad.conv2`.
  fileprivate var spelled: String {
    hasPrefix("grad.") ? "∂L/∂" + dropFirst(5) : self
  }
}
