import Tensors

/// A normalization over numbers of one image: what layer, group and instance normalization share.
///
///     y = (x − mean) / √(variance + ε) · scale + shift
///
/// Mean and biased variance are those of a set, some channels at all positions; training and
/// inference do the same.
protocol GroupNormalizing: Operation {
  var epsilon: Double { get }
  /// How many sets the channels of an image are parted into.
  func groups(of channels: Int) -> Int
  /// Whether each position of a map has sets of its own, instead of all together.
  var isPerPosition: Bool { get }
  /// What one set is: `the whole image`, `each group of 4 channels`.
  func set(in image: Shape) -> String
  /// What holds its parameters in PyTorch, for images of this shape.
  func pyTorchModule(_ image: Shape) -> String
}

extension GroupNormalizing {
  static var epsilonArgument: Spelling.Argument { .init("eps", .number) }
  /// The epsilon that was written, else 1e-5.
  static func epsilon(_ arguments: Arguments) throws -> Double {
    let epsilon = arguments.number("eps") ?? 1e-5
    guard (1e-12...1).contains(epsilon) else {
      throw Misfit(
        "eps keeps a variance of 0 from dividing by 0 and lies between 1e-12 and 1, not at "
          + Words.source(epsilon))
    }
    return epsilon
  }
  var optionOfEpsilon: String { epsilon == 1e-5 ? "" : "eps: " + Words.source(epsilon) }
  var isGathered: Bool { true }
  var isPerPosition: Bool { false }

  /// How many numbers share a mean.
  fileprivate func count(in image: Shape) -> Int {
    let channels = image[image.rank - 1]
    return (isPerPosition ? channels : image.count) / groups(of: channels)
  }
  /// Positions as images of their own where each has its sets.
  private func parted<S: Scalar>(_ x: Tensor<S>) -> Tensor<S> {
    isPerPosition ? x.reshaped(Shape(x.shape.count / x.channels, x.channels)) : x
  }

  func parameters(_ inputs: [Shape]) -> [Parameter] {
    let channels = Shape(inputs[0][inputs[0].rank - 1])
    return [
      Parameter("scale", channels, start: .ones), Parameter("shift", channels, start: .zeros),
    ]
  }

  func pyTorch(_ place: PyTorchSite) -> PyTorch {
    PyTorch("\(place.module)(\(place.x))", module: pyTorchModule(place.site.inputs[0]))
  }
  var recalls: Recall { .inputs }
  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return norm(x.channels).forward(
      parted(x), scale: call.parameters[0], shift: call.parameters[1]
    ).reshaped(x.shape)
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    let x = call.inputs[0]
    let gradients = norm(x.channels).backward(parted(x), parted(dy), scale: call.parameters[0])
    return Gradients(
      inputs: [gradients.input.reshaped(x.shape)], parameters: [gradients.scale, gradients.shift])
  }
  private func norm(_ channels: Int) -> GroupNorm {
    GroupNorm(groups: groups(of: channels), epsilon: epsilon)
  }

  func sentence(at site: Site) -> Sentence {
    let image = site.output
    let count = count(in: image)
    if count == 1 { return Sentence("One value has no variance: every output is the shift.") }
    let set = set(in: image)
    return Sentence(
      "In each image \(set) is brought to mean 0 and deviation 1 over its "
        + "\(Words.counted(count, "value")), whatever the batch.",
      short: "\(set.capitalizedFirst) gets mean 0, deviation 1 over \(count) values.")
  }
  func gradientSentence(at site: Site) -> Sentence {
    let image = site.output
    let count = count(in: image)
    if count == 1 {
      return Sentence("One value has no variance: the output is the shift, so x gets gradient 0.")
    }
    return Sentence(
      "The gradient is first multiplied by the scales, which differ within the \(Words.grouped(count)) values, "
        + "then loses mean and output.",
      short: "The gradient times the scales loses its mean and its part along n.")
  }

  func equation(at site: Site) -> String { Self.output(Formulas.place(site.output), "c") }
  func gradientEquation(at site: Site) -> String {
    Self.inputGradient("G", Formulas.place(site.output), "c")
  }
  private static func output(_ place: String, _ c: String) -> String {
    "y\(place) = \\frac{x\(place) - \\text{mean}}{\(deviation)} \\cdot \\text{scale}[\(c)]"
      + " + \\text{shift}[\(c)]"
  }
  /// With the normalised value called n.
  private static func inputGradient(_ upstream: String, _ place: String, _ c: String) -> String {
    "dx\(place) = \\frac{1}{\(deviation)} \\cdot \\left( g\(place) - \\text{mean}(g) - n\(place) "
      + "\\cdot \\text{mean}(g \\cdot n) \\right) \\text{ with } g = \\text{scale} \\cdot "
      + upstream
  }
  private static var deviation: String { "\\sqrt{\\text{variance} + \\epsilon}" }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// Where the numbers of such a normalization come from.
extension GroupNormalizing {
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let channel = element[element.count - 1]
    switch quantity {
    case .parameterGradient(let name):
      return parameterGradient(isScale: name == "scale", channel, scene)
    case .inputGradient:
      return inputGradient(element, SetOfValues(self, around: element, in: scene), scene)
    default:
      let values = SetOfValues(self, around: element, in: scene)
      let place = Formulas.place(image: element)
      return Account(
        Self.output(Formulas.place(scene.input()), "c"), Self.output(place, "\(channel)"),
        terms: [
          .init(values.normalized(element), scene.parameter(0, [channel], as: "\\text{scale}")),
          .init(scene.parameter(1, [channel], as: "\\text{shift}")),
        ],
        definitions: values.moments + [values.normalizedDefinition(element)],
        others: values.indices.map { scene.x($0) })
    }
  }

  private func parameterGradient<S: Scalar>(
    isScale: Bool, _ channel: Int, _ scene: Scene<S>
  ) -> Account {
    func formula(_ c: String) -> String {
      let letters = (scene.images == 1 ? [] : ["n"]) + (scene.input().rank == 3 ? ["i", "j"] : [])
      let sum = letters.isEmpty ? "" : "\\sum_{\(letters.joined(separator: ","))} "
      let place = Formulas.place(scene.input(), channel: c)
      return isScale
        ? "d\\text{scale}[\(c)] = \(sum)G\(place) \\cdot n\(place)"
        : "d\\text{shift}[\(c)] = \(sum)G\(place)"
    }
    var sets: [[Int]: SetOfValues<S>] = [:]
    let terms = scene.channel(channel).map { index in
      guard isScale else { return Explanation.Term(scene.upstream(index)) }
      let place = isPerPosition ? Array(index.dropLast()) : [index[0]]
      let values = sets[place] ?? SetOfValues(self, around: index, in: scene)
      sets[place] = values
      return Explanation.Term(scene.upstream(index), values.normalized(index))
    }
    return Account(formula("c"), formula("\(channel)"), terms: terms)
  }

  private func inputGradient<S: Scalar>(
    _ element: [Int], _ values: SetOfValues<S>, _ scene: Scene<S>
  ) -> Account {
    let factor = scene.constant("\\frac{1}{\\text{deviation}}", 1 / values.deviation)
    func scale(_ index: [Int]) -> Explanation.Factor {
      scene.parameter(0, [index[index.count - 1]], as: "\\text{scale}")
    }
    let count = Double(values.indices.count)
    let inside = values.indices.map { scene.upstream($0).value * scale($0).value }
    let mean = inside.reduce(0, +) / count
    let along =
      zip(inside, values.indices).reduce(0) { $0 + $1.0 * values.normalized($1.1).value } / count
    let place = Formulas.place(image: element)
    return Account(
      Self.inputGradient("G", Formulas.place(scene.input()), "c"),
      Self.inputGradient("G", place, "\(element[element.count - 1])"),
      terms: [
        .init(factor, scale(element), scene.upstream(element)),
        .init(factor, scene.constant("-\\text{mean}(g)", -mean)),
        .init(
          factor, values.normalized(element), scene.constant("-\\text{mean}(g \\cdot n)", -along)),
      ],
      definitions: values.moments + [
        values.normalizedDefinition(element),
        .init(
          symbol: "\\text{mean}(g)",
          formula: "\\frac{1}{\(values.indices.count)} \\sum \\text{scale} \\cdot G", value: mean),
        .init(
          symbol: "\\text{mean}(g \\cdot n)",
          formula: "\\frac{1}{\(values.indices.count)} \\sum \\text{scale} \\cdot G \\cdot n",
          value: along),
      ],
      others: values.indices.flatMap { [scene.upstream($0), scene.x($0)] })
  }
}

/// The numbers that share a mean with one of them, summed up here and not by a kernel.
private struct SetOfValues<S: Scalar> {
  private let scene: Scene<S>
  let indices: [[Int]]
  private let mean: Double
  private let variance: Double
  private let epsilon: Double

  init(_ operation: some GroupNormalizing, around element: [Int], in scene: Scene<S>) {
    self.scene = scene
    epsilon = operation.epsilon
    let image = scene.input()
    let channels = image[image.rank - 1]
    let width = channels / operation.groups(of: channels)
    let first = element[element.count - 1] / width * width
    let position = element.dropFirst().dropLast()
    indices = (0..<image.count).map { image.index(at: $0) }
      .filter { first..<first + width ~= $0[$0.count - 1] }
      .filter { !operation.isPerPosition || $0.dropLast() == position }
      .map { [element[0]] + $0 }
    let values = indices.map { scene.x($0).value }
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  var deviation: Double { (variance + epsilon).squareRoot() }

  func normalized(_ index: [Int]) -> Explanation.Factor {
    Explanation.Factor(
      symbol: "n", tensor: "\(scene.node.id) normalised", index: index,
      value: (scene.x(index).value - mean) / deviation)
  }
  func normalizedDefinition(_ element: [Int]) -> Explanation.Definition {
    let place = Formulas.place(image: element)
    return Explanation.Definition(
      symbol: "n\(place)",
      formula: "\\frac{x\(place) - \\text{mean}}{\\sqrt{\\text{variance} + \\epsilon}}",
      value: normalized(element).value)
  }
  var moments: [Explanation.Definition] {
    let part = "\\frac{1}{\(indices.count)} \\sum"
    return [
      .init(symbol: "\\text{mean}", formula: "\(part) x", value: mean),
      .init(
        symbol: "\\text{variance}", formula: "\(part) \\left( x - \\text{mean} \\right)^2",
        value: variance),
    ]
  }
}
