import Tensors

/// The tensor that enters a network; as a step of the notation it states its size.
struct Input: Operation {
  static let keyword = "input"
  var kind: OperationKind { .input }
  let shape: Shape

  init(_ shape: Shape) { self.shape = shape }
  init(_ arguments: Arguments) throws {
    throw Misfit("‘input’ states the size of the input; it can only be the first step")
  }

  var arguments: String { shape.source }
  var caption: String { "x" }
  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch("x") }
  func equation(at site: Site) -> String { "x" }
  func gradientEquation(at site: Site) -> String { "dx" }
  func sentence(at site: Site) -> Sentence {
    Sentence("The input x enters the block: one image of \(site.output).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence("The gradient has arrived at the input: this is ∂L/∂x.")
  }
  func outputShape(_ inputs: [Shape]) throws -> Shape { shape }
  var recalls: Recall { [] }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { call.inputs[0] }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [dy])
  }
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let place = Formulas.place(image: element)
    return Account("x", "x\(place)", terms: [.init(scene.output(element))])
  }
}
