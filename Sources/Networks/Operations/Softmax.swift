import Tensors

/// Probabilities of the channels at each position: positive, with sum 1 (Bridle 1990).
struct Softmax: Operation {
  static let keyword = "softmax"
  var kind: OperationKind { .probabilities }

  init(_ arguments: Arguments) throws {}

  var caption: String { "softmax" }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  func equation(at site: Site) -> String {
    output(Formulas.place(site.output), Formulas.place(site.output, channel: "k"), site.output)
  }
  func gradientEquation(at site: Site) -> String {
    inputGradient(
      "G", Formulas.place(site.output), Formulas.place(site.output, channel: "k"), site.output)
  }
  private func output(_ place: String, _ other: String, _ shape: Shape) -> String {
    "y\(place) = \\frac{e^{x\(place)}}{\(sum(shape)) e^{x\(other)}}"
  }
  private func inputGradient(
    _ upstream: String, _ place: String, _ other: String, _ shape: Shape
  ) -> String {
    "dx\(place) = y\(place) \\cdot \\left( \(upstream)\(place) - \(sum(shape)) "
      + "\(upstream)\(other) \\cdot y\(other) \\right)"
  }
  private func sum(_ shape: Shape) -> String { "\\sum_{k=0}^{\(shape[shape.rank - 1] - 1)}" }
  func sentence(at site: Site) -> Sentence {
    let channels = site.output[site.output.rank - 1]
    return Sentence(
      "The \(Words.counted(channels, "score")) become probabilities with sum 1: to raise one is to "
        + "lower the others.", short: "The \(channels) scores become probabilities with sum 1.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "A score is judged against the mean over all \(site.output[site.output.rank - 1]): the "
        + "gradients of one position add up to 0.",
      short: "The gradients of one position add up to 0: scores only compete.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch("torch.softmax(\(place.x), dim=1)") }
  var recalls: Recall { .output }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let logarithms = call.inputs[0].logProbabilities()
    return Tensor(logarithms.shape, logarithms.elements.map { S.exponential($0) })
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [output.softmaxGradient(dy)])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let shape = scene.input()
    let position = Array(element.dropLast())
    let (any, place) = (Formulas.place(shape), Formulas.place(image: element))
    let anyOther = Formulas.place(shape, channel: "k")
    let other = "[" + (position.dropFirst().map(String.init) + ["k"]).joined(separator: ",") + "]"
    let scores = (0..<shape[shape.rank - 1]).map { scene.x(position + [$0]) }
    // less the largest score no exponential overflows, and the quotient is the same
    let largest = scores.reduce(-Double.infinity) { max($0, $1.value) }
    let powers = scores.map { Double.exponential($0.value - largest) }
    let total = powers.reduce(0, +)
    let own = element[element.count - 1]
    if case .inputGradient = quantity {
      let y = scene.constant("y\(place)", powers[own] / total)
      return Account(
        inputGradient("G", any, anyOther, shape), inputGradient("G", place, other, shape),
        terms: powers.indices.map { k in
          let part = (k == own ? 1 : 0) - powers[k] / total
          return .init(
            scene.upstream(position + [k]), y,
            scene.constant(k == own ? "1 - y[\(k)]" : "-y[\(k)]", part))
        }, others: scores)
    }
    return Account(
      output(any, anyOther, shape), output(place, other, shape),
      terms: [
        .init(
          scene.constant("e^{x - \\text{largest}}", powers[own]),
          scene.constant("1 / \\text{sum}", 1 / total))
      ],
      definitions: [
        .init(symbol: "\\text{largest}", formula: "\\max_k x\(other)", value: largest),
        .init(
          symbol: "\\text{sum}", formula: "\(sum(shape)) e^{x\(other) - \\text{largest}}",
          value: total),
      ], others: scores)
  }
}
