import Tensors

/// Multiplies each channel by a factor that is learnt and begins small, so that a residual branch
/// begins near 0.
///
///     y[i,j,c] = scale[c] · x[i,j,c]
///
/// Touvron et al. 2021, “Going deeper with Image Transformers”, section 2; ConvNeXt begins at 1e-6
/// (Liu et al. 2022, appendix A).
struct LayerScale: Operation {
  static let keyword = "layer_scale"
  static let spelling = Spelling(labelled: [.init("initial", .number)])
  let initial: Double

  init(_ arguments: Arguments) throws {
    initial = arguments.number("initial") ?? 1e-6
    guard initial.isFinite else { throw Misfit("the factors have to begin at some number") }
  }

  var kind: OperationKind { .channelScale }
  var arguments: String { initial == 1e-6 ? "" : "initial: " + Words.source(initial) }
  var caption: String { "layer scale" }
  var isGathered: Bool { true }

  func outputShape(_ inputs: [Shape]) throws -> Shape { try onlyInput(inputs) }
  func parameters(_ inputs: [Shape]) -> [Parameter] {
    [Parameter("scale", Shape(inputs[0][inputs[0].rank - 1]), start: .constant(initial))]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    let image = place.site.inputs[0]
    let sides = image.rank == 3 ? ", 1, 1" : ""
    return PyTorch(
      "\(place.module) * \(place.x)",
      module:
        "nn.Parameter(torch.full((\(image[image.rank - 1])\(sides.isEmpty ? "," : sides)), "
        + "\(Words.source(initial))))")
  }
  var recalls: Recall { .inputs }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let factors = call.parameters[0].elements
    var y = call.inputs[0]
    for place in y.elements.indices { y.elements[place] *= factors[place % factors.count] }
    return y
  }
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let (x, factors) = (call.inputs[0].elements, call.parameters[0].elements)
    var sums = [Double](repeating: 0, count: factors.count)
    var input = dy
    for place in x.indices {
      let channel = place % factors.count
      sums[channel] += Double(x[place]) * Double(dy.elements[place])
      input.elements[place] *= factors[channel]
    }
    return Gradients(inputs: [input], parameters: [Tensor(sums)])
  }

  func sentence(at site: Site) -> Sentence {
    Sentence(
      "Each channel is multiplied by a learnt factor, \(Words.source(initial)) at first: what it "
        + "belongs to begins almost as if it were not there.",
      short: "Each channel is multiplied by a learnt factor, \(Words.source(initial)) at first.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The gradient of x is multiplied by the factors; that of a factor is the sum of G · x over its "
        + "channel.", short: "The gradient is multiplied by the same factors.")
  }

  func equation(at site: Site) -> String { output(Formulas.place(site.output), "c") }
  func gradientEquation(at site: Site) -> String {
    inputGradient("G", Formulas.place(site.output), "c")
  }
  private func output(_ place: String, _ channel: String) -> String {
    "y\(place) = \\text{scale}[\(channel)] \\cdot x\(place)"
  }
  private func inputGradient(_ upstream: String, _ place: String, _ channel: String) -> String {
    "dx\(place) = \\text{scale}[\(channel)] \\cdot \(upstream)\(place)"
  }

  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let channel = element[element.count - 1]
    let factor = scene.parameter(0, [channel], as: "\\text{scale}")
    let (any, place) = (Formulas.place(scene.input()), Formulas.place(image: element))
    switch quantity {
    case .parameterGradient:
      func formula(_ channel: String) -> String {
        let letters =
          (scene.images == 1 ? [] : ["n"]) + (scene.input().rank == 3 ? ["i", "j"] : [])
        let sum = letters.isEmpty ? "" : "\\sum_{\(letters.joined(separator: ","))} "
        let place = Formulas.place(scene.input(), channel: channel)
        return "d\\text{scale}[\(channel)] = \(sum)G\(place) \\cdot x\(place)"
      }
      return Account(
        formula("c"), formula("\(channel)"),
        terms: scene.channel(channel).map { .init(scene.upstream($0), scene.x($0)) })
    case .inputGradient:
      return Account(
        inputGradient("G", any, "c"), inputGradient("G", place, "\(channel)"),
        terms: [.init(factor, scene.upstream(element))])
    default:
      return Account(
        output(any, "c"), output(place, "\(channel)"), terms: [.init(factor, scene.x(element))])
    }
  }
}
