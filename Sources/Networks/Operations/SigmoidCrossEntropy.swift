import Tensors

/// The cross-entropy of a probability with the sigmoid of the logit; the mean where there are several.
///
///     L = −g · ln σ(x) − (1 − g) · ln(1 − σ(x))      dx = σ(x) − g
struct SigmoidCrossEntropy: LossOperation {
  static let loss = LossKind.sigmoidCrossEntropy

  init(_ arguments: Arguments) throws {}

  var caption: String { "sigmoid, cross-entropy" }
  var shortCaption: String { "σ, cross-entropy" }

  func target<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    // a probability, rounded to Float so that both precisions agree
    Tensor(shape, (0..<shape.count).map { S(Float(rule.fraction(UInt64($0)))) })
  }
  func check<S: Scalar>(target: Tensor<S>) throws {
    guard target.elements.allSatisfy({ 0...1 ~= $0 }) else {
      throw Misfit("the target of sigmoid_cross_entropy has probabilities, from 0 to 1")
    }
  }

  func value(on shape: Shape) -> String {
    let place = Self.place(shape)
    let loss = "-g\(place) \\cdot \\log o\(place) - (1 - g\(place)) \\cdot \\log (1 - o\(place))"
    let mean = Self.mean(over: shape)
    return "L = " + (mean.isEmpty ? loss : mean + "\\left( \(loss) \\right)")
      + ", \\quad o\(place) = \\sigma\\left( x\(place) \\right)"
  }
  func slope(_ upstream: String, at place: String, on shape: Shape) -> String {
    let share = shape.count == 1 ? "" : "\\frac{1}{\(shape.count)} \\cdot "
    return "dx\(place) = \(upstream) \\cdot \(share)\\left( o\(place) - g\(place) \\right)"
  }
  private static func place(_ shape: Shape) -> String {
    shape.count == 1 ? "[0]" : Formulas.place(shape)
  }
  func sentence(at site: Site) -> Sentence {
    let mean = site.inputs[0].count == 1 ? "" : ", on average over all \(site.inputs[0].count)"
    return Sentence(
      "The logit becomes a probability o; the loss is −log o as far as g is 1 and −log(1 − o) as far "
        + "as it is 0\(mean).", short: "The loss is −log o where g is 1, −log(1 − o) where it is 0."
    )
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The logit gets its probability less its target, o − g: the slope of the sigmoid cancels.",
      short: "The logit gets its probability less its target, o − g.")
  }

  func parts<S: Scalar>(of image: Int, in scene: Scene<S>) -> [Explanation.Term] {
    let share = share(in: scene)
    return cells(of: image, in: scene).flatMap { x, target -> [Explanation.Term] in
      let (z, place) = (x.value, Formulas.place(image: x.index))
      return [
        .init([target, scene.constant("-\\log o\(place)", Self.loss(z, 1))] + share),
        .init(
          [
            scene.constant("1 - g\(place)", 1 - target.value),
            scene.constant("-\\log(1 - o\(place))", Self.loss(z, 0)),
          ] + share),
      ]
    }
  }
  private static func loss(_ z: Double, _ target: Double) -> Double {
    LossKind.sigmoidLoss(z, target)
  }
  func gradientParts<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Term] {
    let (dy, share) = (scene.upstream([element[0], 0]), share(in: scene))
    guard let target = scene.target(element) else { return [] }
    let o = LossKind.logistic(scene.x(element).value)
    let place = Formulas.place(image: element)
    return [
      .init([dy, scene.constant("o\(place)", o)] + share),
      .init([dy, scene.constant("-1", -1), target] + share),
    ]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch(
      "F.binary_cross_entropy_with_logits(\(place.x), target, reduction=\"none\")"
        + ".flatten(1).mean(1, keepdim=True)")
  }
}
