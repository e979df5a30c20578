import Tensors

/// What an operation tells of one of its numbers; a trace makes an `Explanation` of it.
public struct Account: Sendable {
  let formula: String
  let instance: String
  let terms: [Explanation.Term]
  let definitions: [Explanation.Definition]
  let others: [Explanation.Factor]

  /// The formula with letters and with the element's indices, both in LaTeX, and its products.
  public init(
    _ formula: String, _ instance: String, terms: [Explanation.Term],
    definitions: [Explanation.Definition] = [], others: [Explanation.Factor] = []
  ) {
    self.formula = formula
    self.instance = instance
    self.terms = terms
    self.definitions = definitions
    self.others = others
  }
}

/// One node of a run, as it accounts for its numbers: its tensors by their names.
public struct Scene<S: Scalar>: Sendable {
  let node: Node
  /// The names of the tensors that enter.
  let inputs: [String]
  let call: Call<S>
  let y: Tensor<S>
  let dy: Tensor<S>

  typealias Factor = Explanation.Factor

  var images: Int { y.shape[0] }
  /// The shape of one image of an input.
  func input(_ input: Int = 0) -> Shape { call.inputs[input].shape.image }

  func x(_ index: [Int], of input: Int = 0, as symbol: String = "x") -> Factor {
    factor(symbol, inputs[input], call.inputs[input], index)
  }
  func upstream(_ index: [Int]) -> Factor { factor("G", "grad.\(node.id)", dy, index) }
  func output(_ index: [Int]) -> Factor { factor("y", node.id, y, index) }
  /// An element of a parameter by its place among the operation's.
  func parameter(_ place: Int, _ index: [Int], as symbol: String) -> Factor {
    factor(symbol, "\(node.id).\(node.parameters[place].name)", call.parameters[place], index)
  }
  func mask(_ index: [Int], as symbol: String = "M") -> Factor? {
    call.mask.map { factor(symbol, "\(node.id).mask", $0, index) }
  }
  func target(_ index: [Int]) -> Factor? {
    call.target.map { factor("g", "target", $0, index) }
  }
  /// A number that is no element of a tensor.
  func constant(_ symbol: String, _ value: Double) -> Factor {
    Factor(symbol: symbol, tensor: symbol, index: [], value: value)
  }

  private func factor(
    _ symbol: String, _ name: String, _ tensor: Tensor<S>, _ index: [Int]
  ) -> Factor {
    Factor(symbol: symbol, tensor: name, index: index, value: Double(tensor[index]))
  }
}
