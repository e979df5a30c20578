import Tensors

/// A loss as the last step of a network: each image's output becomes one number to minimise.
///
/// What it compares with is the tensor `target` of the run. The backward pass begins with the
/// share that each image has in the mean over the batch.
protocol LossOperation: Operation {
  static var loss: LossKind { get }
  /// What the loss is made of: the products of one image, and numbers that they share.
  func parts<S: Scalar>(of image: Int, in scene: Scene<S>) -> [Explanation.Term]
  /// The products of one number of the gradient.
  func gradientParts<S: Scalar>(at element: [Int], in scene: Scene<S>) -> [Explanation.Term]
  /// The loss of an image of a shape, in LaTeX.
  func value(on shape: Shape) -> String
  /// The gradient in it, with what arrives written as `upstream`.
  func slope(_ upstream: String, at place: String, on shape: Shape) -> String
}

extension LossOperation {
  static var keyword: String { loss.rawValue }
  var kind: OperationKind { .loss(Self.loss) }

  func outputShape(_ inputs: [Shape]) throws -> Shape {
    _ = try onlyInput(inputs)
    return Shape(1)
  }
  func targetShape(_ inputs: [Shape]) -> Shape? { inputs.first }

  func equation(at site: Site) -> String { value(on: site.inputs[0]) }
  func gradientEquation(at site: Site) -> String {
    slope("dy[0]", at: Formulas.place(site.inputs[0]), on: site.inputs[0])
  }

  var recalls: Recall { .inputs }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    let values = Self.loss.values(of: x, call.target ?? Tensor(zeros: x.shape))
    return Tensor(Shape(x.shape[0], 1), values.map { S($0) })
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    var slopes = Self.loss.slopes(at: x, call.target ?? Tensor(zeros: x.shape))
    let size = x.shape.image.count
    for place in slopes.elements.indices { slopes.elements[place] *= dy.elements[place / size] }
    return Gradients(inputs: [slopes])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let shape = scene.input()
    if case .inputGradient = quantity {
      return Account(
        slope("G[0]", at: Formulas.place(shape), on: shape),
        slope("G[0]", at: Formulas.place(image: element), on: shape),
        terms: gradientParts(at: element, in: scene))
    }
    let cells = shape.indices.map { scene.x([element[0]] + $0) }
    return Account(
      value(on: shape), value(on: shape), terms: parts(of: element[0], in: scene), others: cells)
  }

  /// Every number with its target, image by image.
  func cells<S: Scalar>(
    of image: Int, in scene: Scene<S>
  ) -> [(x: Explanation.Factor, target: Explanation.Factor)] {
    scene.input().indices.compactMap { index in
      scene.target([image] + index).map { (scene.x([image] + index), $0) }
    }
  }
  /// One over how many numbers an image has, where it has several.
  func share<S: Scalar>(in scene: Scene<S>) -> [Explanation.Factor] {
    let count = scene.input().count
    return count == 1 ? [] : [scene.constant("1/\(count)", 1 / Double(count))]
  }
  /// The sums over all numbers of an image, with one over their count before them.
  static func mean(over shape: Shape) -> String {
    guard shape.count > 1 else { return "" }
    let names = shape.rank == 3 ? ["i", "j", "c"] : ["c"]
    return "\\frac{1}{\(shape.count)} "
      + zip(names, shape.extents).map { Formulas.sum($0, below: $1) }.joined()
  }
}

extension Shape {
  /// Every index, the last axis fastest.
  fileprivate var indices: [[Int]] { (0..<count).map { index(at: $0) } }
}
