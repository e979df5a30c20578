import Diagrams
import Networks
import Screens
import Tensors

/// What is read below an opened element: its formula, and a sentence on the running product.
struct ElementWords {
  let element: Element
  let sum: ElementSum

  private var isTransposed: Bool { element.node.operation.kind == .convolution(.transposed) }
  private var spreads: Bool {
    element.walk.trace.inputGradient(element.quantity, of: element.node) != nil
  }

  /// In LaTeX.
  var equation: String {
    guard spreads || element.way == .scatter else { return sum.explanation.formula }
    let (wanted, given) = isTransposed ? ("y", "x") : ("dx", "G")
    switch element.way {
    case .gather: return sum.explanation.formula
    case .scatter where element.isKernel:
      return "dK[m,n] \\leftarrow dK[m,n] + x[\\ldots] \\cdot G[i,j]"
    case .scatter:
      let plan = element.walk.trace.inputGradient(element.quantity, of: element.node)?.plan
      let row = plan.map { Self.place($0.window.rows, "i", "m") } ?? ""
      let column = plan.map { Self.place($0.window.columns, "j", "n") } ?? ""
      return "\\text{add } \(given)[i',j'] \\cdot K[m,n] \\text{ to } \(wanted)[\(row), \(column)]"
    case .insertion:
      return "\(wanted)[i,j] = \\sum_{a,b} Z[i+a, j+b] \\cdot R[a,b] \\text{ with } "
        + "R[a,b] = K[N-1-a, N-1-b]"
    case .matrix:
      let forward = isTransposed ? "vec(y) = A^T \\cdot vec(x)" : "vec(dx) = A^T \\cdot vec(G)"
      return isTransposed ? forward : "vec(y) = A \\cdot vec(x), \\text{ so } " + forward
    }
  }

  /// `2i'+m-1`.
  private static func place(_ axis: Window.Axis, _ index: String, _ tap: String) -> String {
    let output = axis.stride == 1 ? "\(index)'" : "\(axis.stride)\(index)'"
    let through = axis.dilation == 1 ? tap : "\(axis.dilation)\(tap)"
    let before = axis.before == 0 ? "" : "-\(axis.before)"
    return "\(output)+\(through)\(before)"
  }

  var sentence: Sentence {
    switch element.way {
    case .scatter where element.isKernel:
      return Sentence(
        "Every output gradient adds the patch that its window saw, times itself.")
    case .scatter:
      let given = isTransposed ? "input" : "output gradient"
      return Sentence(
        "Every \(given) stamps the whole kernel, a stride apart; where stamps overlap they add.",
        short: "Every \(given) stamps the kernel; where stamps overlap they add.")
    case .insertion:
      return Sentence(
        "Spread \(isTransposed ? "x" : "G") by the stride, pad it, turn the kernel by 180°: an "
          + "ordinary convolution with stride 1.",
        short:
          "Spread \(isTransposed ? "x" : "G"), pad it, turn the kernel: an ordinary convolution.")
    case .matrix:
      return Sentence(
        "A row of A is one output with its weights; a column of A is one input with the outputs "
          + "that read it.",
        short: "A row of A is one output; a column is one input with those who read it.")
    case .gather: return gathered
    }
  }

  private var gathered: Sentence {
    if case .parameterGradient(let name) = element.quantity { return learnt(name) }
    guard spreads, let running, running.factors.count == 2 else {
      return element.walk.sentence(of: element.step)
    }
    let (given, weight) = (place(running.factors[0]), place(running.factors[1]))
    let cell = Self.list(
      ElementNames.index(element.cell, in: element.wanted.shape, isParameter: false))
    if isTransposed {
      return Sentence("Input (\(given)) stamps y[\(cell)] through the weight K[\(weight)].")
    }
    return Sentence(
      "Output (\(given)) read x[\(cell)] through the weight K[\(weight)]; its gradient comes back "
        + "through the same weight.",
      short: "Output (\(given)) read x[\(cell)] through the weight K[\(weight)].")
  }
  /// What changes a number that is learnt: every place in which it took part.
  private func learnt(_ name: String) -> Sentence {
    let symbol = element.label(element.quantity).dropFirst()
    let place = Self.list(
      ElementNames.index(element.cell, in: element.wanted.shape, isParameter: true))
    guard name == "weight", let running, running.factors.count == 2 else {
      return Sentence(
        "\(symbol)[\(place)] takes part in every position of its channel, so its gradient is a sum "
          + "over all of them.", short: "Its gradient is a sum over all positions of its channel.")
    }
    let factors = running.factors.map { "\($0.symbol)[\(self.place($0))]" }
    return Sentence(
      "\(symbol)[\(place)] was multiplied by \(factors[0]); what that output sends back is "
        + "\(factors[1]), and the products of all positions add up.",
      short: "\(symbol)[\(place)] met \(factors[0]); \(factors[1]) comes back there.")
  }
  private var running: Explanation.Term? {
    sum.products.indices.contains(element.running) ? sum.products[element.running] : nil
  }
  /// The indices of a factor that say something.
  private func place(_ factor: Explanation.Factor) -> String {
    guard let found = ElementPanels.tensor(factor.tensor, in: element.walk.trace) else {
      return Self.list(factor.index)
    }
    return Self.list(
      ElementNames.index(
        factor.index, in: found.tensor.shape, isParameter: found.isParameter))
  }
  private static func list(_ index: [Int]) -> String {
    index.map(String.init).joined(separator: ",")
  }
}
