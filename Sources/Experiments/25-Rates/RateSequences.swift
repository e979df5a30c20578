import Tensors

/// SGD with noise under sequences of learning rates that meet the conditions or fail them.
struct RateSequences: Experiment {
  let name = "rate-sequences"
  let title = "sequences of learning rates"
  let lesson = 25
  let question = "Which sequences of rates bring noisy gradient descent to the minimum?"
  let knobs = [
    Knob("updates", [100, 1000, 10_000], standard: 1000),
    Knob("runs", [20, 50, 200], standard: 50),
  ]
  var isQuick: Bool { false }

  private struct RateSequence {
    let letter: Character
    let name: String
    /// Where the mean distance was measured to be after 10,000 updates.
    let known: Double
    let rate: @Sendable (Double) -> Double
  }
  private static let sequences: [RateSequence] = [
    RateSequence(letter: "c", name: "0.1", known: 0.111) { _ in 0.1 },
    RateSequence(letter: "i", name: "1/i", known: 0.0045) { 1 / $0 },
    RateSequence(letter: "q", name: "1/i^0.75", known: 0.0102) {
      1 / ($0.squareRoot() * $0.squareRoot().squareRoot())
    },
    RateSequence(letter: "r", name: "1/√i", known: 0.0327) { 1 / $0.squareRoot() },
    RateSequence(letter: "h", name: "0.5/i^1.5", known: 2.19) { 0.5 / ($0 * $0.squareRoot()) },
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (updates, runs) = (settings.count("updates"), settings.count("runs"))
    let marks = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000].filter { $0 <= updates }
    var curves: [Findings.Curve] = []
    var distances: [[Double]] = []
    for (place, sequence) in Self.sequences.enumerated() {
      var totals = [Double](repeating: 0, count: marks.count)
      for run in 0..<runs {
        let noise = WeightRule(seed: UInt64(run), tensor: UInt64(place))
        var (weight, next) = (10.0, 0)
        for update in 1...updates {
          weight -= sequence.rate(Double(update)) * (weight + noise.uniform(UInt64(update)))
          if update == marks[next] {
            totals[next] += abs(weight)
            next = min(next + 1, marks.count - 1)
          }
        }
      }
      distances.append(totals.map { $0 / Double(runs) })
      curves.append(
        Findings.Curve(
          sequence.letter, sequence.name,
          zip(marks, distances[place]).map { Findings.Point(x: Double($0), y: $1) },
          reading: "The mean distance from the minimum with the rate \(sequence.name)."))
      try progress.passed(place + 1, of: Self.sequences.count)
    }
    return Findings(
      "mean distance from the minimum of ½w², over \(runs) runs",
      [.curves(curves, unit: "", isLogarithmic: true)],
      table: Findings.Table(
        ["updates"] + Self.sequences.map(\.name),
        marks.enumerated().map { row, mark in
          [.count(mark)] + distances.map { .wide($0[row]) }
        }),
      reading:
        "A constant rate hovers, rates whose sum is finite stop on the way; 1/i and 1/i^0.75 come "
        + "closer and closer, and 1/√i does too, although it fails the second condition.",
      measures: measures(distances, updates: updates))
  }

  private func measures(_ distances: [[Double]], updates: Int) -> [Findings.Measure] {
    let ends = distances.map { $0[$0.count - 1] }
    guard updates == 10_000 else {
      return [
        Findings.Measure("constant ÷ 1/i at the end", ends[0] / ends[1], atLeast: 1.5),
        Findings.Measure("0.5/i^1.5 at the end", ends[4], expected: 2.25, factor: 1.3),
      ]
    }
    return zip(Self.sequences, ends).map {
      Findings.Measure("\($0.name) at the end", $1, expected: $0.known, factor: 1.4)
    }
  }
}
