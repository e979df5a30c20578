import Tensors

/// The gate of a residual branch: in training it leaves out the whole branch by chance.
///
/// Huang et al. 2016: one draw for each mini-batch, and at inference the branch is multiplied by
/// the probability of keeping. `per_example` draws for each image, `scale_training` divides in
/// training instead, as common code does. The mask holds one number, or one for each image.
struct StochasticDepth: Regulariser {
  static let keyword = "stochastic_depth"
  var kind: OperationKind { .regulariser }
  static let spelling = Spelling(
    labelled: [.init("keep", .number, isRequired: true)],
    flags: ["per_example", "scale_training"])
  let keep: Double
  let isPerExample: Bool
  let scalesTraining: Bool

  init(_ arguments: Arguments) throws {
    keep = try Self.keep(arguments)
    isPerExample = arguments.has("per_example")
    scalesTraining = arguments.has("scale_training")
  }

  var arguments: String {
    "keep: \(Words.source(keep))" + (isPerExample ? " per_example" : "")
      + (scalesTraining ? " scale_training" : "")
  }
  var caption: String { "stochastic depth, keep \(Words.source(keep))" }
  var shortCaption: String { "keep \(Words.source(keep))" }

  func factor(in mode: Mode, at place: String) -> String {
    switch (mode, scalesTraining) {
    case (.training, false): "b \\cdot "
    case (.training, true): "\\frac{b}{\(Words.source(keep))} \\cdot "
    case (.inference, false): "\(Words.source(keep)) \\cdot "
    case (.inference, true): ""
    }
  }
  func factors<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Factor] {
    let gate = scene.mask([isPerExample ? element[0] : 0], as: "b")
    guard let gate else {
      return scalesTraining ? [] : [scene.constant(Words.source(keep), keep)]
    }
    return scalesTraining ? [gate, scene.constant("1/\(Words.source(keep))", 1 / keep)] : [gate]
  }
  func sentence(at site: Site) -> Sentence {
    if site.mode == .inference {
      return scalesTraining
        ? Sentence(
          "All branches are there and unchanged: training was divided by \(Words.source(keep)).")
        : Sentence(
          "All branches are there; this one is multiplied by \(Words.source(keep)), how often it was "
            + "there in training.", short: "This branch is multiplied by \(Words.source(keep)).")
    }
    let unit = isPerExample ? "each image" : "the whole mini-batch"
    return Sentence(
      "With probability \(Words.source(keep)) the branch is kept for \(unit); else only the shortcut "
        + "remains.", short: "The branch is kept with probability \(Words.source(keep)).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    site.mode == .inference
      ? Sentence("The gradient of the branch is multiplied by the same 1 number.")
      : Sentence(
        "A branch that was left out gets gradient 0, so its parameters learn nothing in this step.",
        short: "A branch that was left out gets gradient 0.")
  }

  func maskShape(_ inputs: [Shape], images: Int) -> Shape? { Shape(isPerExample ? images : 1) }
  func mask<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    rule.gates(shape, open: keep)
  }
  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let (x, part) = (place.x, Words.source(keep))
    let ones = place.site.output.rank == 3 ? ", 1, 1, 1" : ", 1"
    let count = isPerExample ? "len(\(x))" : "1"
    let mask = place.mask("torch.bernoulli(\(x).new_full((\(count)\(ones)), \(part)))")
    let training = "\(x) * \(mask)" + (scalesTraining ? " / \(part)" : "")
    return PyTorch(
      "\(training) if self.training else \(x)" + (scalesTraining ? "" : " * \(part)"))
  }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { gated(call.inputs[0], call.mask) }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [gated(dy, call.mask)])
  }
  private func gated<S: Scalar>(_ x: Tensor<S>, _ mask: Tensor<S>?) -> Tensor<S> {
    if let mask { return x.masked(by: mask, times: scalesTraining ? 1 / S(keep) : 1) }
    return scalesTraining ? x : x.masked(by: Tensor(repeating: S(keep), Shape(1)))
  }
}
