import Tensors

/// The mean of each channel over all positions: a map becomes a vector.
///
/// Lin et al. 2014, “Network in network”.
struct GlobalPool: Operation {
  static let keyword = "globalpool"
  var kind: OperationKind { .pooling(.global) }

  init(_ arguments: Arguments) throws {}

  var caption: String { "globalpool" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { Shape(try onlyMap(inputs)[2]) }

  func equation(at site: Site) -> String { output(of: site.inputs[0], "c") }
  func gradientEquation(at site: Site) -> String {
    inputGradient("G", in: site.inputs[0], "[i,j,c]", "c")
  }
  private func output(of map: Shape, _ c: Affine) -> String {
    let (i, j) = (Affine("i", below: map[0]), Affine("j", below: map[1]))
    return "y[\(c)] = \\frac{1}{\(map[0]) \\cdot \(map[1])} " + Formulas.sum("i", below: map[0])
      + Formulas.sum("j", below: map[1]) + "x[\(i),\(j),\(c)]"
  }
  private func inputGradient(
    _ upstream: String, in map: Shape, _ place: String, _ c: Affine
  ) -> String {
    "dx\(place) = \\frac{1}{\(map[0]) \\cdot \(map[1])} \\cdot \(upstream)[\(c)]"
  }
  func sentence(at site: Site) -> Sentence {
    let positions = Words.counted(site.inputs[0][0] * site.inputs[0][1], "position")
    return Sentence(
      "Each channel's \(positions) become their mean: 1 number, which knows what was seen but not "
        + "where.", short: "Each channel's \(positions) become 1 number, their mean.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    let positions = site.inputs[0][0] * site.inputs[0][1]
    return Sentence(
      "Every position of a channel gets the same gradient, 1/\(positions) of what arrived: none is "
        + "preferred.", short: "Every position of a channel gets 1/\(positions) of its gradient.")
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch("\(place.x).mean(dim=(2, 3))") }
  var recalls: Recall { [] }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return x.positionSums(times: 1 / S(x.shape[1] * x.shape[2]))
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let map = call.inputs[0].shape.image
    return Gradients(inputs: [dy.spread(over: map, times: 1 / S(map[0] * map[1]))])
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let map = scene.input()
    let (image, c) = (element[0], element[element.count - 1])
    let part = scene.constant("1/\(map[0] * map[1])", 1 / Double(map[0] * map[1]))
    if case .inputGradient = quantity {
      return Account(
        inputGradient("G", in: map, "[i,j,c]", "c"),
        inputGradient("G", in: map, Formulas.place(image: element), Affine(c)),
        terms: [.init(scene.upstream([image, c]), part)])
    }
    let cells = (0..<map[0]).flatMap { i in (0..<map[1]).map { [image, i, $0, c] } }
    return Account(
      output(of: map, "c"), output(of: map, Affine(c)),
      terms: cells.map { .init(scene.x($0), part) })
  }
}
