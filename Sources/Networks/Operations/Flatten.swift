import Tensors

/// A map as one vector: row by row, column by column, its channels together.
struct Flatten: Operation {
  static let keyword = "flatten"
  var kind: OperationKind { .flattening }

  init(_ arguments: Arguments) throws {}

  var caption: String { "flatten" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { Shape(try onlyMap(inputs).count) }

  func equation(at site: Site) -> String { "y[\(Self.place(site.inputs[0]))] = x[i,j,c]" }
  func gradientEquation(at site: Site) -> String {
    "dx[i,j,c] = G[\(Self.place(site.inputs[0]))]"
  }
  private static func place(_ map: Shape) -> Affine {
    map[1] * map[2] * "i" + map[2] * "j" + "c"
  }
  func sentence(at site: Site) -> Sentence {
    let numbers = Words.counted(site.output.count, "number")
    return Sentence(
      "The map of \(site.inputs[0]) is read row by row into 1 vector of \(numbers); nothing is "
        + "computed.", short: "The map is read row by row into 1 vector of \(numbers).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The \(Words.counted(site.output.count, "gradient")) go back to the cells that they came from."
    )
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("\(place.x).permute(0, 2, 3, 1).flatten(1)")
  }
  var recalls: Recall { [] }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return x.reshaped(Shape(x.shape[0], x.shape.image.count))
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [dy.reshaped(call.inputs[0].shape)])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let map = scene.input()
    if case .inputGradient = quantity {
      let place = (element[1] * map[1] + element[2]) * map[2] + element[3]
      return Account(
        "dx[i,j,c] = G[\(Self.place(map))]", "dx\(Formulas.place(image: element)) = G[\(place)]",
        terms: [.init(scene.upstream([element[0], place]))])
    }
    let cell = map.index(at: element[1])
    return Account(
      "y[\(Self.place(map))] = x[i,j,c]", "y[\(element[1])] = x\(Formulas.place(cell))",
      terms: [.init(scene.x([element[0]] + cell))])
  }
}
