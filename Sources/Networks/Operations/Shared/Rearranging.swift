import Tensors

/// An operation that computes nothing: each number that leaves is one that enters, put elsewhere,
/// and none leaves twice.
protocol Rearranging: Operation {
  /// For each number of an image that leaves, in the order of its cells, the place of the one that
  /// enters; `image` is the shape that enters.
  func places(on image: Shape) -> [Int]
  /// The index of the number that enters, for letters of an index that leaves: `x[i,j,⌊c/2⌋]`.
  func origin(of image: Shape) -> String
}

extension Rearranging {
  var kind: OperationKind { .rearrangement }
  var recalls: Recall { [] }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    let places = places(on: x.shape.image)
    let count = x.shape.image.count
    var y: [S] = []
    y.reserveCapacity(x.shape[0] * places.count)
    for image in 0..<x.shape[0] {
      for place in places { y.append(x.elements[image * count + place]) }
    }
    let left = (try? outputShape([x.shape.image])) ?? x.shape.image
    return Tensor(Shape([x.shape[0]] + left.extents), y)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let shape = call.inputs[0].shape
    let places = places(on: shape.image)
    var dx = Tensor<S>(zeros: shape)
    for image in 0..<shape[0] {
      for (left, place) in places.enumerated() {
        dx.elements[image * shape.image.count + place] = dy.elements[image * places.count + left]
      }
    }
    return Gradients(inputs: [dx])
  }

  func equation(at site: Site) -> String {
    "y[i,j,c] = x\(origin(of: site.inputs[0]))"
  }
  func gradientEquation(at site: Site) -> String {
    "dx\(origin(of: site.inputs[0])) = dy[i,j,c]"
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "Each gradient returns to the place that its number came from; nothing is added up.",
      short: "Each gradient returns to where its number came from.")
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let (image, entered) = (Array(element.dropFirst()), scene.input())
    let left = (try? outputShape([entered])) ?? entered
    let places = places(on: entered)
    let place = Formulas.place(image)
    if case .inputGradient = quantity {
      let formula = "dx\(origin(of: entered)) = G[i,j,c]"
      guard let reader = places.firstIndex(of: entered.offset(of: image) ?? 0) else {
        return Account(formula, "dx\(place) = 0", terms: [])
      }
      let index = left.index(at: reader)
      return Account(
        formula, "dx\(place) = G\(Formulas.place(index))",
        terms: [.init(scene.upstream([element[0]] + index))])
    }
    let index = entered.index(at: places[left.offset(of: image) ?? 0])
    return Account(
      "y[i,j,c] = x\(origin(of: entered))", "y\(place) = x\(Formulas.place(index))",
      terms: [.init(scene.x([element[0]] + index))])
  }
}
