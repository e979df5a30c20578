import Tensors

/// Where the numbers of batch normalization come from: mean, variance, the normalised value and
/// the three terms of its gradient.
extension Normalization {
  func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    let channel = element[element.count - 1]
    let values = Values(self, channel: channel, in: scene)
    switch quantity {
    case .mean, .variance: return values.statistic(quantity)
    case .inputGradient: return inputGradient(element, values, scene)
    case .parameterGradient("scale"):
      return Account(
        "d\\text{scale}[c] = \(values.sum) G\(values.any) \\cdot n\(values.any)",
        "d\\text{scale}[\(channel)] = \(values.sum) G\(values.every) \\cdot n\(values.every)",
        terms: values.indices.map { .init(scene.upstream($0), values.normalized($0)) },
        definitions: values.moments)
    case .parameterGradient:
      return Account(
        "d\\text{shift}[c] = \(values.sum) G\(values.any)",
        "d\\text{shift}[\(channel)] = \(values.sum) G\(values.every)",
        terms: values.indices.map { .init(scene.upstream($0)) })
    default:
      let place = Formulas.place(image: element)
      return Account(
        Self.output(values.any, "c"), Self.output(place, "\(channel)"),
        terms: [
          .init(values.normalized(element), scene.parameter(0, [channel], as: "\\text{scale}")),
          .init(scene.parameter(1, [channel], as: "\\text{shift}")),
        ],
        definitions: values.moments + [values.normalizedDefinition(element)],
        others: [scene.x(element)])
    }
  }

  private func inputGradient<S: Scalar>(
    _ element: [Int], _ values: Values<S>, _ scene: Scene<S>
  ) -> Account {
    let channel = element[element.count - 1]
    let factor = scene.constant(
      "\\frac{\\text{scale}}{\\text{deviation}}",
      scene.parameter(0, [channel], as: "\\text{scale}").value / values.deviation)
    let gradient = scene.upstream(element)
    let formula = Self.inputGradient("G", values.any, "c", scene.call.mode)
    let place = Formulas.place(image: element)
    let instance = Self.inputGradient("G", place, "\(channel)", scene.call.mode)
    if scene.call.mode == .inference {
      return Account(
        formula, instance, terms: [.init(factor, gradient)], definitions: values.moments)
    }
    let count = Double(values.indices.count)
    let gradients = values.indices.map { scene.upstream($0) }
    let mean = gradients.reduce(0) { $0 + $1.value } / count
    let products = zip(gradients, values.indices).map { $0.value * values.normalized($1).value }
    let along = products.reduce(0, +) / count
    return Account(
      formula, instance,
      terms: [
        .init(factor, gradient),
        .init(factor, scene.constant("-\\text{mean}(G)", -mean)),
        .init(
          factor, values.normalized(element), scene.constant("-\\text{mean}(G \\cdot n)", -along)
        ),
      ],
      definitions: values.moments + [
        values.normalizedDefinition(element),
        .init(
          symbol: "\\text{mean}(G)",
          formula: "\\frac{1}{\(values.indices.count)} \(values.sum) G\(values.every)", value: mean),
        .init(
          symbol: "\\text{mean}(G \\cdot n)",
          formula: "\\frac{1}{\(values.indices.count)} \(values.sum) G\(values.every) \\cdot "
            + "n\(values.every)", value: along),
      ],
      others: gradients + values.indices.map { scene.x($0) })
  }

  /// The values of one channel with their mean and variance, summed up here and not by a kernel.
  private struct Values<S: Scalar> {
    let scene: Scene<S>
    let channel: Int
    let epsilon: Double
    /// Where the channel's values stand, over images and positions.
    let indices: [[Int]]
    let mean: Double
    let variance: Double

    init(_ operation: Normalization, channel: Int, in scene: Scene<S>) {
      self.scene = scene
      self.channel = channel
      epsilon = operation.epsilon
      indices = scene.channel(channel)
      if scene.call.mode == .inference {
        mean = Double(scene.call.parameters[2].elements[channel])
        variance = Double(scene.call.parameters[3].elements[channel])
        return
      }
      let values = indices.map { scene.x($0).value }
      let mean = values.reduce(0, +) / Double(values.count)
      self.mean = mean
      variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }

    var deviation: Double { (variance + epsilon).squareRoot() }
    /// The indices of any element, and of every element of this channel.
    var any: String { Formulas.place(scene.input()) }
    var every: String { Formulas.place(scene.input(), channel: "\(channel)") }
    /// The sign of a sum over images and positions.
    var sum: String {
      let letters = (scene.images == 1 ? [] : ["n"]) + (scene.input().rank == 3 ? ["i", "j"] : [])
      return "\\sum_{\(letters.isEmpty ? "n" : letters.joined(separator: ","))}"
    }

    func normalized(_ index: [Int]) -> Explanation.Factor {
      Explanation.Factor(
        symbol: "n", tensor: "\(scene.node.id) normalised", index: index,
        value: (scene.x(index).value - mean) / deviation)
    }
    func normalizedDefinition(_ element: [Int]) -> Explanation.Definition {
      let place = Formulas.place(image: element)
      return Explanation.Definition(
        symbol: "n\(place)",
        formula: "\\frac{x\(place) - \\text{mean}[\(channel)]}"
          + "{\(Normalization.deviation("\(channel)"))}",
        value: normalized(element).value)
    }
    /// Mean and variance as numbers that others use.
    var moments: [Explanation.Definition] {
      [
        .init(symbol: "\\text{mean}[\(channel)]", formula: meanFormula(every), value: mean),
        .init(
          symbol: "\\text{variance}[\(channel)]", formula: varianceFormula(every, "\(channel)"),
          value: variance),
      ]
    }

    /// The account of the mean or the variance itself.
    func statistic(_ quantity: Quantity) -> Account {
      let isMean = quantity == .mean
      let name = "\\text{\(quantity.name)}"
      func formula(_ place: String, _ c: String) -> String {
        "\(name)[\(c)] = " + (isMean ? meanFormula(place) : varianceFormula(place, c))
      }
      let terms: [Explanation.Term]
      if scene.call.mode == .inference {
        terms = [.init(scene.parameter(isMean ? 2 : 3, [channel], as: name))]
      } else {
        let part = scene.constant("1/\(indices.count)", 1 / Double(indices.count))
        terms = indices.map { index in
          if isMean { return .init(scene.x(index), part) }
          let x = scene.x(index)
          let distance = Explanation.Factor(
            symbol: "(x - \\text{mean})", tensor: "\(x.tensor) − mean", index: index,
            value: x.value - mean)
          return .init(distance, distance, part)
        }
      }
      return Account(formula(any, "c"), formula(every, "\(channel)"), terms: terms)
    }
    private func meanFormula(_ place: String) -> String {
      scene.call.mode == .inference
        ? "\\text{running mean}" : "\\frac{1}{\(indices.count)} \(sum) x\(place)"
    }
    private func varianceFormula(_ place: String, _ c: String) -> String {
      scene.call.mode == .inference
        ? "\\text{running variance}"
        : "\\frac{1}{\(indices.count)} \(sum) \\left( x\(place) - \\text{mean}[\(c)] \\right)^2"
    }
  }
}
