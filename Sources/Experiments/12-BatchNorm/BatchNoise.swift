import Networks
import Tensors

/// How noisy the statistics of a batch are: the mean of m independent numbers, drawn many times.
struct BatchNoise: Experiment {
  let name = "batch-noise"
  let title = "how noisy the statistics of a batch are"
  let lesson = 12
  let question = "How far do mean and variance of a batch lie from the true ones?"
  let knobs = [
    Knob("examples", [2, 4, 8, 16, 32, 128], standard: 4),
    Knob("batches", [200, 1000], standard: 1000),
  ]
  var small: Setup { Setup(knobs).setting("batches", to: "200") }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (m, count) = (settings.count("examples"), settings.count("batches"))
    // each channel is one batch of independent numbers with mean 0 and variance 1
    let x = Tensor<Double>(
      Shape(m, count), Self.normal(m * count, WeightRule(seed: 5, tensor: UInt64(m))))
    let trace = try Bench.trace(
      "norm", on: Shape(count), batch: m, given: ["x": x], upstream: .ones)
    let statistics = (0..<count).map { channel in
      Self.moments((0..<m).map { x.elements[$0 * count + channel] })
    }
    let means = statistics.map(\.mean)
    let variances = statistics.map(\.variance)
    let n = Double(count)
    let spread = Self.moments(means).variance.squareRoot()
    let average = variances.reduce(0, +) / n
    let largest = trace.outputs[1].elements.map { $0.magnitude }.max() ?? 0
    let theory = 1 / Double(m).squareRoot()
    let biased = Double(m - 1) / Double(m)
    let deviation = (2 * Double(m - 1)).squareRoot() / Double(m)
    return Findings(
      "the mean of \(m) numbers, in \(grouped(count)) batches; the true one is 0",
      [.histogram("batches", Findings.Column.counting(means, columns: 15))],
      table: Findings.Table(
        ["", "measured", "theory"],
        [
          ["deviation of the mean", .number(spread), .number(theory)],
          ["variance on average", .number(average), .number(biased)],
          ["largest output", .number(largest), .number(Double(m - 1).squareRoot())],
        ]),
      reading:
        "With \(m) examples the mean of a batch lies \((theory * 100).rounded() / 100) from the true one as "
        + "a rule, and the variance comes out as \((biased * 100).rounded() / 100) of the true one on "
        + "average. No output can exceed √(m − 1).",
      measures: [
        Findings.Measure(
          "deviation of the mean", spread, expected: theory, give: 4 * theory / (2 * n).squareRoot()
        ),
        Findings.Measure(
          "variance on average", average, expected: biased, give: 4 * deviation / n.squareRoot()),
        Findings.Measure(
          "largest output", largest, expected: Double(m - 1).squareRoot(),
          range: 0...Double(m - 1).squareRoot()),
      ])
  }

  private static func moments(_ numbers: [Double]) -> (mean: Double, variance: Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count))
  }

  /// Normally distributed numbers: sums of twelve uniform ones less six.
  private static func normal(_ count: Int, _ rule: WeightRule) -> [Double] {
    (0..<count).map { place in
      (0..<12).reduce(-6) { $0 + rule.fraction(UInt64(place * 12 + $1)) }
    }
  }
}
