import Networks

/// One product as both passes have it: a cell of the input, the weight on its way, and the cell of
/// the output, y = … + x·K + … forward and dx = … + G·K + … backward.
struct SharedProduct {
  /// Which input of the node it is, and the cell there.
  let input: (place: Int, cell: [Int])
  /// The weight's place; nothing where the operation has none.
  let weight: [Int]?
  let output: [Int]

  /// The running product of an element; nothing where it does not lead from one cell to another.
  init?(_ element: Element) {
    // a stamp is no single product: its weight stays open
    let products = element.way == .scatter ? [] : element.sum.products
    self.init(
      products.indices.contains(element.running) ? products[element.running] : nil, of: element)
  }

  private init?(_ product: Explanation.Term?, of element: Element) {
    let graph = element.walk.graph
    let inputs = element.node.inputs.map { graph.nodes[$0].id }
    let factors = product?.factors ?? []
    let weights = factors.filter { $0.isOfParameter && $0.tensor.hasSuffix(".weight") }
    func input(in factors: [Explanation.Factor]) -> (place: Int, cell: [Int])? {
      factors.lazy.compactMap { factor in
        inputs.firstIndex(of: factor.tensor).map { ($0, factor.index) }
      }.first
    }
    func output(in factors: [Explanation.Factor]) -> [Int]? {
      factors.first { $0.tensor == "grad.\(element.node.id)" }?.index
    }
    switch element.quantity {
    case .output:
      guard let read = input(in: factors) else { return nil }
      (self.input, weight, self.output) = (read, weights.first?.index, element.cell)
    case .inputGradient(let place):
      let given = GivenCell(element).map { [element.cell[0], $0.row, $0.column, $0.channel ?? 0] }
      guard let cell = output(in: factors) ?? given else { return nil }
      (self.input, weight, self.output) = ((place, element.cell), weights.first?.index, cell)
    case .parameterGradient("weight"):
      guard let read = input(in: factors), let cell = output(in: factors) else { return nil }
      (self.input, weight, self.output) = (read, element.cell, cell)
    case .outputGradient, .parameterGradient, .mean, .variance: return nil
    }
  }

  /// The same product at the number of the other pass that it is a part of.
  func element(isBackward: Bool, in walk: Walk, of node: Node) -> Element? {
    let step = isBackward ? Step.backward(node.index) : .forward(node.index)
    let quantity = isBackward ? Quantity.inputGradient(input.place) : .output
    guard var element = Element(step, of: walk) else { return nil }
    guard element.go(to: quantity, at: isBackward ? input.cell : output) else { return nil }
    let place = element.sum.products.firstIndex { product in
      guard let other = SharedProduct(product, of: element) else { return false }
      return other.input.cell == input.cell && other.output == output
        && (weight == nil || other.weight == weight)
    }
    element.run(to: place ?? 0)
    return element
  }
}
