import Tensors

/// Probabilities of the channels at each position: positive, with sum 1 (Bridle 1990).
struct Softmax: Operation {
  static let keyword = "softmax"

  init(_ arguments: Arguments) throws {}

  var caption: String { "softmax" }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }

  func equation(at site: Site) -> String {
    let (y, other) = (Formulas.place(site.output), Formulas.place(site.output, channel: "k"))
    return "y\(y) = \\frac{e^{x\(y)}}{\(sum(site)) e^{x\(other)}}"
  }
  func gradientEquation(at site: Site) -> String {
    let (y, other) = (Formulas.place(site.output), Formulas.place(site.output, channel: "k"))
    return
      "dx\(y) = y\(y) \\cdot \\left( dy\(y) - \(sum(site)) dy\(other) \\cdot y\(other) \\right)"
  }
  private func sum(_ site: Site) -> String {
    "\\sum_{k=0}^{\(site.output[site.output.rank - 1] - 1)}"
  }
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

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let logarithms = call.inputs[0].logProbabilities()
    return Tensor(logarithms.shape, logarithms.elements.map { S.exponential($0) })
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [output.softmaxGradient(dy)])
  }
}
