import Tensors

/// Leaves out single numbers in training; the others are divided by the probability of keeping.
///
/// Srivastava et al. 2014, in the inverted form. The mask has the shape of the batch.
struct Dropout: Regulariser {
  static let keyword = "dropout"
  var kind: OperationKind { .regulariser }
  static let spelling = Spelling(labelled: [.init("keep", .number, isRequired: true)])
  let keep: Double

  init(_ arguments: Arguments) throws { keep = try Self.keep(arguments) }

  var arguments: String { "keep: \(Words.source(keep))" }
  var caption: String { "dropout, keep \(Words.source(keep))" }

  func factor(in mode: Mode, at place: String) -> String {
    mode == .inference ? "" : "\\frac{M\(place)}{\(Words.source(keep))} \\cdot "
  }
  func factors<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Factor] {
    guard let mask = scene.mask(element) else { return [] }
    return [mask, scene.constant("1/\(Words.source(keep))", 1 / keep)]
  }
  func sentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return Sentence("In inference all \(site.output.count) numbers stay as they are.")
    }
    return Sentence(
      "Each number is kept with probability \(Words.source(keep)) and then divided by it, so that "
        + "its mean stays.", short: "Each number is kept with probability \(Words.source(keep)).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    if site.mode == .inference { return Sentence("The gradient passes unchanged: 1 times G.") }
    return Sentence(
      "The same mask stops the gradient of every number that was left out; the others are divided "
        + "by \(Words.source(keep)).", short: "The same mask stops what was left out forward.")
  }

  func maskShape(_ inputs: [Shape], images: Int) -> Shape? { inputs[0].batched(images) }
  func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    rule.gates(shape, open: keep)
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let part = Words.source(keep)
    let mask = place.mask("torch.bernoulli(torch.full_like(\(place.x), \(part)))")
    return PyTorch("\(place.x) * \(mask) / \(part) if self.training else \(place.x)")
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { dropped(call.inputs[0], call.mask) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [dropped(dy, call.mask)])
  }
  private func dropped<S: Scalar>(_ x: Tensor<S>, _ mask: Tensor<S>?) -> Tensor<S> {
    mask.map { x.masked(by: $0, times: 1 / S(keep)) } ?? x
  }
}
