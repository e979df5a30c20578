import LibC
import Networks
import Tensors
import Training

/// The rate range test: one run whose rate grows by a constant factor, and the loss on the way
/// (Smith 2017, "Cyclical learning rates", section 3.3).
struct RateRange: Experiment {
  let name = "rate-range"
  let title = "the rate range test"
  let lesson = 25
  let question = "Which learning rate does one run with a growing rate suggest?"
  let knobs = [
    Knob("net", words: ["residual", "plain without norm"]), Knob("seeds", [1, 2, 3], standard: 3),
    Knob("layers", [4, 10], standard: 10),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("seeds", to: "1").setting("layers", to: "4") }

  private static let (first, updates, decades) = (1e-4, 126, 5.0)
  /// Of the moving average that smooths the loss.
  private static let beta = 0.9

  /// What one run says.
  private struct Course {
    var points: [Findings.Point] = []
    /// Where the smoothed loss is least.
    var best: (rate: Double, loss: Double) = (0, .infinity)
    /// From where on it is worse than guessing; nothing where it never is.
    var end: Double?
    var start = 0.0
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let seeds = settings.count("seeds")
    let stack: DigitsNet = settings.number("net") == 0 ? .residual : .bare
    let factor = pow(10, Self.decades / Double(Self.updates - 1))
    var bench = try DigitsBench(progress, runs: seeds, updates: Self.updates)
    var courses: [Course] = []
    for seed in 1...seeds {
      let run = try bench.trained(
        stack.net(layers: settings.count("layers")), seed: seed, updates: Self.updates
      ) {
        $0.rate = Self.first
        $0.schedule = Schedule(.exponential(factor: factor))
      }
      courses.append(Self.course(run.records))
      try bench.tell(findings(courses, stack, settings))
    }
    return findings(courses, stack, settings)
  }

  private static func course(_ records: [Record]) -> Course {
    var course = Course()
    var (average, weight) = (0.0, 1.0)
    for record in records {
      average = beta * average + (1 - beta) * record.loss
      weight *= beta
      let smooth = average / (1 - weight)
      if course.points.isEmpty { course.start = smooth }
      course.points.append(
        Findings.Point(x: log10(record.rate), y: smooth))
      if smooth < course.best.loss { course.best = (record.rate, smooth) }
    }
    course.end =
      zip(records, course.points)
      .first { $0.rate > course.best.rate && $1.y > log(10) }?.0.rate
    return course
  }

  private func findings(
    _ courses: [Course], _ stack: DigitsNet, _ settings: Setup
  ) -> Findings {
    // beyond that all curves would lie flat at the bottom
    let ceiling = 6.0
    let curves = zip("abc", courses).map { letter, course in
      Findings.Curve(
        letter, "seed \(letter == "a" ? 1 : letter == "b" ? 2 : 3)",
        course.points.filter { $0.y < ceiling })
    }
    var measures: [Findings.Measure] = []
    if settings.count("layers") == 10, settings.count("seeds") == 3, courses.count == 3 {
      for (seed, course) in courses.enumerated() {
        measures.append(
          stack == .residual
            ? Findings.Measure(
              "rate of the least loss, seed \(seed + 1)", course.best.rate, expected: 0.43,
              range: 0.2...0.9)
            : Findings.Measure(
              "least loss, seed \(seed + 1)", course.best.loss, expected: 2.28, range: 2.2...2.31))
      }
    }
    return Findings(
      "smoothed loss against the power of ten of the rate",
      [.curves(curves, unit: "log10 rate", isLogarithmic: false)],
      table: Findings.Table(
        ["seed", "least loss", "at rate", "worse than guessing at"],
        courses.enumerated().map { seed, course in
          [
            .count(seed + 1), .number(course.best.loss), .number(course.best.rate),
            course.end.map { .number($0) } ?? "never",
          ]
        }),
      reading: Self.reading(courses), measures: measures)
  }

  private static func reading(_ courses: [Course]) -> String {
    let learns = courses.filter { $0.best.loss < 0.8 * $0.start }
    guard learns.count == courses.count, let least = learns.map(\.best.rate).min() else {
      return "The loss hardly falls at any rate: the test says nothing of this net."
    }
    let most = learns.map(\.best.rate).max() ?? least
    let range =
      least == most
      ? "rate \(decimals(least))" : "rates between \(decimals(least)) and \(decimals(most))"
    return "The loss is least at \(range); by then the rate is already too high to stay at. "
      + "Take a third to a tenth of it: \(decimals(least / 10)) to \(decimals(least / 3)). The place "
      + "of the steepest fall is no guide here, since single updates are noisier than that."
  }
}
