import Tensors
import Training

/// The rate that AdaGrad and RMSProp give one weight, update by update.
struct EffectiveRates: Experiment {
  let name = "effective-rates"
  let title = "rates of AdaGrad and RMSProp"
  let lesson = 27
  let question = "What becomes of the learning rate when gradients stay as large as they are?"
  let knobs = [
    Knob("gradients", words: ["constant", "one of 100 first", "one update in ten"]),
    Knob("β", [0.5, 0.9, 0.99], standard: 0.9),
    Knob("updates", [30, 100, 300, 1000], standard: 100),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (kind, updates) = (settings.count("gradients"), settings.count("updates"))
    let gradients = (1...updates).map { update in
      switch kind {
      case 1: update == 1 ? 100.0 : 1
      case 2: update % 10 == 1 ? 1.0 : 0
      default: 1.0
      }
    }
    let adagrad = Self.rates(of: AdaGrad(), gradients)
    let rmsprop = Self.rates(of: RMSProp(rho: settings.number("β")), gradients)
    let points = { (rates: [Double]) in
      rates.enumerated().map { Findings.Point(x: Double($0.offset + 1), y: $0.element) }
    }
    let shown = [1, 2, 5, 10, 30, 100, 300, 1000].filter { $0 <= updates }
    return Findings(
      "the rate of a weight, in units of α, over the updates",
      [
        .curves(
          [
            Findings.Curve(
              "G", "AdaGrad", points(adagrad),
              reading: "Squares add up, so that the rate can only fall."),
            Findings.Curve(
              "R", "RMSProp", points(rmsprop),
              reading: "Old squares are forgotten, so that the rate settles."),
          ], unit: "α", isLogarithmic: true)
      ],
      table: Findings.Table(
        ["update", "gradient", "AdaGrad", "RMSProp"],
        shown.map {
          [
            .count($0), .number(gradients[$0 - 1]), .wide(adagrad[$0 - 1]), .wide(rmsprop[$0 - 1]),
          ]
        }),
      reading: Self.reading(kind),
      measures: measures(kind, settings.number("β"), updates, adagrad, rmsprop))
  }

  /// α / (√r + ε) after each update, from what the optimizer remembers.
  static func rates(of optimizer: any Optimizer, _ gradients: [Double]) -> [Double] {
    var weight = Tensor<Double>([0])
    var memory = Memory<Double>(weight.shape)
    memory.fit(optimizer.moments)
    return gradients.enumerated().map { place, gradient in
      optimizer.move(
        &weight, along: Tensor([gradient]), &memory, at: UpdateSettings(step: place + 1, rate: 1))
      return 1 / memory.second.elements[0].squareRoot()
    }
  }

  private func measures(
    _ kind: Int, _ beta: Double, _ updates: Int, _ adagrad: [Double], _ rmsprop: [Double]
  ) -> [Findings.Measure] {
    let (t, last) = (Double(updates), updates - 1)
    let kept = (0..<updates).reduce(1.0) { product, _ in product * beta }
    switch kind {
    case 1:
      return [
        Findings.Measure(
          "AdaGrad, last rate", adagrad[last], expected: 1 / (10_000 + t - 1).squareRoot(),
          within: 1e-9),
        Findings.Measure(
          "RMSProp, last rate", rmsprop[last],
          expected: 1 / (1 - kept + 9999 * (1 - beta) * kept / beta).squareRoot(), within: 1e-6),
      ]
    case 2:
      return [
        Findings.Measure(
          "AdaGrad, last rate", adagrad[last], expected: 1 / (t / 10).squareRoot(), within: 1e-9)
      ]
    default:
      return [
        Findings.Measure(
          "AdaGrad, last rate", adagrad[last], expected: 1 / t.squareRoot(), within: 1e-9),
        Findings.Measure(
          "RMSProp, first rate", rmsprop[0], expected: 1 / (1 - beta).squareRoot(), within: 1e-9),
        Findings.Measure(
          "RMSProp, last rate", rmsprop[last], expected: 1 / (1 - kept).squareRoot(), within: 1e-9),
      ]
    }
  }

  private static func reading(_ kind: Int) -> String {
    switch kind {
    case 1:
      "AdaGrad keeps the large gradient for ever and starts with a hundredth of its rate; RMSProp "
        + "forgets it."
    case 2:
      "A gradient of 0 adds nothing to AdaGrad's sum: rare features keep a high rate. RMSProp's "
        + "rises while nothing comes."
    default:
      "AdaGrad's rate falls like 1/√t, a tenth after a hundred updates, although nobody asked for "
        + "it; RMSProp's settles at α over the size of the gradient."
    }
  }
}
