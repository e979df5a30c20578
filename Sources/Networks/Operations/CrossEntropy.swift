import Tensors

/// The cross-entropy of a distribution over classes with the softmax of the logits.
///
///     L = −Σ k  g[k] · ln softmax(x)[k]      dx[k] = softmax(x)[k] − g[k], as Σ g = 1
struct CrossEntropy: LossOperation {
  static let loss = LossKind.crossEntropy

  init(_ arguments: Arguments) throws {}

  var caption: String { "softmax, cross-entropy" }
  var shortCaption: String { "cross-entropy" }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    let input = try onlyInput(inputs)
    guard input.rank == 1 else {
      throw Misfit(
        "cross_entropy needs a vector of logits, but a map of \(input) enters; put globalpool or "
          + "flatten and dense before it")
    }
    return Shape(1)
  }

  func target<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    let logits: Tensor<S> = rule.tensor(shape, fanIn: 1)
    return Tensor(shape, logits.logProbabilities().elements.map { S.exponential($0) })
  }
  func check<S: Scalar>(target: Tensor<S>) throws {
    for image in target.images {
      let sum = image.elements.reduce(0) { $0 + Double($1) }
      guard image.elements.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 1e-3 else {
        throw Misfit(
          "the target of cross_entropy is a distribution: numbers from 0 that add up to 1")
      }
    }
  }

  func value(on shape: Shape) -> String {
    "L = -\(sum(shape, "c")) g[c] \\cdot \\log o[c], \\quad o[c] = "
      + "\\frac{e^{x[c]}}{\(sum(shape, "k")) e^{x[k]}}"
  }
  func slope(_ upstream: String, at place: String, on shape: Shape) -> String {
    "dx\(place) = \(upstream) \\cdot \\left( o\(place) - g\(place) \\right)"
  }
  private func sum(_ shape: Shape, _ index: String) -> String {
    "\\sum_{\(index)=0}^{\(shape.count - 1)}"
  }
  func sentence(at site: Site) -> Sentence {
    let classes = Words.counted(site.inputs[0].count, "logit")
    return Sentence(
      "The \(classes) become probabilities o; the loss weighs −log o by the target g, and is least "
        + "at o = g.", short: "The loss weighs −log o, o = softmax(x), by the target.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Every logit gets its probability less its target, o − g: softmax and logarithm cancel to a "
        + "difference.", short: "Every logit gets its probability less its target, o − g.")
  }

  func parts<S: Scalar>(of image: Int, in scene: Scene<S>) -> [Explanation.Term] {
    let cells = cells(of: image, in: scene)
    return zip(cells, logarithms(of: image, in: scene)).enumerated().map { c, part in
      .init(part.0.target, scene.constant("-\\log o[\(c)]", -part.1))
    }
  }
  func gradientParts<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Term] {
    let (image, c) = (element[0], element[1])
    let dy = scene.upstream([image, 0])
    let probability = Double.exponential(logarithms(of: image, in: scene)[c])
    guard let target = scene.target(element) else { return [] }
    return [
      .init(dy, scene.constant("o[\(c)]", probability)),
      .init(dy, scene.constant("-1", -1), target),
    ]
  }
  private func logarithms<S: Scalar>(of image: Int, in scene: Scene<S>) -> [Double] {
    let logits = cells(of: image, in: scene).map(\.x.value)
    return Tensor<Double>(Shape(1, logits.count), logits).logProbabilities().elements
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("F.cross_entropy(\(place.x), target, reduction=\"none\")[:, None]")
  }
}
