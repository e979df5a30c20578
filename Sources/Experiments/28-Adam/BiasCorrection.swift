import Tensors
import Training

/// Adam's averages of one weight with and without their correction.
struct BiasCorrection: Experiment {
  let name = "bias-correction"
  let title = "Adam's averages and their correction"
  let lesson = 28
  let question =
    "What do Adam's averages say in the first updates, and what does the correction change?"
  let knobs = [
    Knob("shown", words: ["first moment", "second moment", "length of the update"]),
    Knob("β1", [0.5, 0.9, 0.99], standard: 0.9), Knob("β2", [0.9, 0.99, 0.999], standard: 0.999),
    Knob("updates", [10, 20, 50, 200], standard: 20),
    Knob("gradients", words: ["all 1", "1 with noise"]),
  ]

  /// What Adam remembers after each update, and how far the weight has gone in it.
  static func averages(
    _ optimizer: Adam, _ gradients: [Double]
  ) -> [(first: Double, second: Double, move: Double)] {
    var weight = Tensor<Double>([0])
    var memory = Memory<Double>(weight.shape)
    memory.fit(optimizer.moments)
    return gradients.enumerated().map { place, gradient in
      let before = weight.elements[0]
      optimizer.move(
        &weight, along: Tensor([gradient]), &memory, at: UpdateSettings(step: place + 1, rate: 1))
      return (memory.first.elements[0], memory.second.elements[0], before - weight.elements[0])
    }
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (beta1, beta2) = (settings.number("β1"), settings.number("β2"))
    let isNoisy = settings.count("gradients") == 1
    let rule = WeightRule(seed: 7, tensor: 2)
    let gradients = (1...settings.count("updates")).map {
      isNoisy ? 1 + rule.uniform(UInt64($0)) / 2 : 1
    }
    let averages = Self.averages(Adam(beta1: beta1, beta2: beta2, epsilon: 0), gradients)
    let kept = { (beta: Double, update: Int) in
      (0..<update).reduce(1.0) { product, _ in product * beta }
    }
    let pairs = averages.enumerated().map { place, average -> (plain: Double, right: Double) in
      let (one, two) = (1 - kept(beta1, place + 1), 1 - kept(beta2, place + 1))
      return switch settings.count("shown") {
      case 0: (average.first, average.first / one)
      case 1: (average.second, average.second / two)
      default: (average.first / average.second.squareRoot(), average.move)
      }
    }
    let curve = { (letter: Character, name: String, reading: String, numbers: [Double]) in
      Findings.Curve(
        letter, name,
        numbers.enumerated().map { Findings.Point(x: Double($0.offset + 1), y: $0.element) },
        reading: reading)
    }
    return Findings(
      "\(settings.word("shown")) over the updates",
      [
        .curves(
          [
            curve("o", "without correction", "The average starts at 0.", pairs.map { $0.plain }),
            curve(
              "c", "corrected", "Divided by 1 − β^t its weights add up to 1.",
              pairs.map { $0.right }),
          ], unit: "", isLogarithmic: false)
      ],
      table: Findings.Table(
        ["update", "gradient", "without correction", "corrected"],
        pairs.enumerated().map {
          [
            .count($0.offset + 1), .number(gradients[$0.offset]), .number($0.element.plain),
            .number($0.element.right),
          ]
        }),
      reading: Self.reading(settings.count("shown")),
      measures: measures(averages, gradients, beta1, beta2))
  }

  private func measures(
    _ averages: [(first: Double, second: Double, move: Double)], _ gradients: [Double],
    _ beta1: Double, _ beta2: Double
  ) -> [Findings.Measure] {
    let last = averages[averages.count - 1]
    func sum(_ beta: Double, _ numbers: [Double]) -> Double {
      // the unrolled average: the newest number has been multiplied by no β yet
      var (weight, total) = (1 - beta, 0.0)
      for number in numbers.reversed() {
        (total, weight) = (total + weight * number, weight * beta)
      }
      return total
    }
    return [
      Findings.Measure(
        "s, unrolled", last.first, expected: sum(beta1, gradients), within: 1e-9),
      Findings.Measure(
        "r, unrolled", last.second, expected: sum(beta2, gradients.map { $0 * $0 }), within: 1e-9),
      Findings.Measure("first update ÷ α", averages[0].move, expected: 1, within: 1e-9),
      Findings.Measure(
        "first update ÷ α, uncorrected", averages[0].first / averages[0].second.squareRoot(),
        expected: (1 - beta1) / (1 - beta2).squareRoot(), within: 1e-9),
    ]
  }

  private static func reading(_ shown: Int) -> String {
    switch shown {
    case 0: "Without correction the average climbs from 1 − β1; corrected, it is right at once."
    case 1:
      "The second moment forgets more slowly, so that it is too small for longer: its correction "
        + "matters for thousands of updates."
    default:
      "Without correction updates would be too long at first, since the second moment is even more "
        + "too small than the first."
    }
  }
}
