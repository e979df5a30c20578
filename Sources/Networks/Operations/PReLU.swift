import Tensors

/// A leaky rectifier whose slope below 0 is learnt, one for each channel.
///
///     y = max(x, 0) + a[c] · min(x, 0)
///
/// He et al. 2015, “Delving deep into rectifiers”. The slopes begin at 0.25; the slope at 0 is a[c].
struct PReLU: Operation {
  static let keyword = "prelu"

  init(_ arguments: Arguments) throws {}

  // a learnt slope may be anything, so anything may leave
  var kind: OperationKind {
    .activation(.init(range: -.infinity...(.infinity), unchanged: 0...(.infinity)))
  }
  var caption: String { "PReLU" }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }
  func parameters(_ inputs: [Shape]) -> [Parameter] {
    [Parameter("weight", Shape(inputs[0][inputs[0].rank - 1]), start: .constant(0.25))]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let channels = place.site.inputs[0].extents.last ?? 1
    return PyTorch("\(place.module)(\(place.x))", module: "nn.PReLU(\(channels))")
  }
  func pieces<S: Scalar>(_ call: Call<S>) -> [Int] {
    call.inputs[0].elements.map { $0 > 0 ? 1 : 0 }
  }

  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let (x, slopes) = (call.inputs[0], call.parameters[0].elements)
    return Tensor(
      x.shape,
      x.elements.enumerated().map { place, x in x > 0 ? x : slopes[place % slopes.count] * x })
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let (x, slopes) = (call.inputs[0].elements, call.parameters[0].elements)
    var sums = [Double](repeating: 0, count: slopes.count)
    var input = dy
    for place in x.indices where !(x[place] > 0) {
      let channel = place % slopes.count
      input.elements[place] = slopes[channel] * dy.elements[place]
      sums[channel] += Double(x[place] * dy.elements[place])
    }
    return Gradients(inputs: [input], parameters: [Tensor(sums)])
  }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Positive values pass; negative ones are multiplied by the learnt slope of their channel, 0.25 "
        + "at first.", short: "Positive values pass; negative ones get a learnt slope.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient passes above 0 and is multiplied by the slope elsewhere, where it also tells the "
        + "slope what to learn.", short: "The gradient passes above 0; elsewhere it is multiplied.")
  }

  func equation(at site: Site) -> String { output(Formulas.place(site.output), "c") }
  func gradientEquation(at site: Site) -> String {
    inputGradient("G", Formulas.place(site.output), "c")
  }
  private func output(_ place: String, _ channel: String) -> String {
    "y\(place) = \\max\\left(x\(place), 0\\right) + a[\(channel)] \\cdot "
      + "\\min\\left(x\(place), 0\\right)"
  }
  private func inputGradient(_ upstream: String, _ place: String, _ channel: String) -> String {
    "dx\(place) = \(upstream)\(place) \\cdot \\left( \\left(x\(place) > 0\\right) + a[\(channel)] "
      + "\\cdot \\left(x\(place) \\le 0\\right) \\right)"
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let channel = element[element.count - 1]
    let slope = scene.parameter(0, [channel], as: "a")
    let (any, place) = (Formulas.place(scene.input()), Formulas.place(image: element))
    switch quantity {
    case .parameterGradient:
      let every = Formulas.place(scene.input(), channel: "\(channel)")
      let terms = scene.channel(channel).filter { !(scene.x($0).value > 0) }.map {
        Explanation.Term(scene.upstream($0), scene.x($0))
      }
      func formula(_ channel: String, _ place: String) -> String {
        "da[\(channel)] = \\sum_{x \\le 0} G\(place) \\cdot x\(place)"
      }
      return Account(
        formula("c", any), formula("\(channel)", every), terms: terms,
        others: scene.channel(channel).map { scene.x($0) })
    case .inputGradient:
      let x = scene.x(element)
      let upstream = scene.upstream(element)
      return Account(
        inputGradient("G", any, "c"), inputGradient("G", place, "\(channel)"),
        terms: [x.value > 0 ? .init(upstream) : .init(upstream, slope)], others: [x])
    default:
      let x = scene.x(element)
      return Account(
        output(any, "c"), output(place, "\(channel)"),
        terms: [x.value > 0 ? .init(x) : .init(x, slope)])
    }
  }
}
