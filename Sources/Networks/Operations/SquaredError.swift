import Tensors

/// The square of the distance between output and target; the mean where there are several.
///
///     L = (x − g)²      dx = 2 (x − g)
struct SquaredError: LossOperation {
  static let loss = LossKind.squaredError

  init(_ arguments: Arguments) throws {}

  var caption: String { "squared error" }

  func target<S: Scalar>(_ shape: Shape, drawnBy rule: WeightRule) -> Tensor<S> {
    rule.tensor(shape, fanIn: 2)
  }

  func value(on shape: Shape) -> String {
    let place = shape.count == 1 ? "[0]" : Formulas.place(shape)
    return "L = \(Self.mean(over: shape))\\left( x\(place) - g\(place) \\right)^2"
  }
  func slope(_ upstream: String, at place: String, on shape: Shape) -> String {
    let factor = shape.count == 1 ? "2" : "\\frac{2}{\(shape.count)}"
    return "dx\(place) = \(upstream) \\cdot \(factor) \\cdot \\left( x\(place) - g\(place) \\right)"
  }
  func sentence(at site: Site) -> Sentence {
    let count = site.inputs[0].count
    return Sentence(
      count == 1
        ? "The distance between output and target is squared: twice the error costs four times."
        : "The squared distances between the \(count) outputs and their targets become their mean.",
      short: "The distance between output and target is squared.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      site.inputs[0].count == 1
        ? "The output gets twice its distance from the target, with its sign: 2(x − g)."
        : "Each output gets twice its distance from its target, shared among all that are averaged.",
      short: "The output gets twice its distance from the target.")
  }

  func parts<S: Scalar>(of image: Int, in scene: Scene<S>) -> [Explanation.Term] {
    cells(of: image, in: scene).map { x, target in
      let place = Formulas.place(image: x.index)
      let distance = scene.constant("x\(place) - g\(place)", x.value - target.value)
      return .init([distance, distance] + share(in: scene))
    }
  }
  func gradientParts<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Term] {
    let (dy, share) = (scene.upstream([element[0], 0]), share(in: scene))
    guard let target = scene.target(element) else { return [] }
    return [
      .init([dy, scene.constant("2", 2), scene.x(element)] + share),
      .init([dy, scene.constant("-2", -2), target] + share),
    ]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("((\(place.x) - target) ** 2).flatten(1).mean(1, keepdim=True)")
  }
}
