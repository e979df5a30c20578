/// The largest learning rate at which descent on a parabola does not run away, found by bisection
/// and held against its formula.
///
/// Along a direction of curvature k the gradient is k·w, so that an update is a matrix: it is
/// stable while the largest eigenvalue is at most 1 in magnitude.
struct StableRate: Experiment {
  let name = "stable-rate"
  let title = "the largest stable learning rate"
  let lesson = 1
  let question = "How large may the rate be on a parabola, and what does momentum change?"
  let knobs = [
    Knob("curvature", [1, 2, 10, 50], standard: 10),
    Knob("momentum", [0, 0.5, 0.9], standard: 0.9),
    Knob("rate in limits", [0.5, 0.9, 1, 1.01, 1.1], standard: 1.01),
  ]

  /// How an update makes (w, v) from (w, v).
  private struct Update {
    let letter: Character
    let name: String
    /// By rows: of w from w and v, of v from w and v.
    let matrix: (_ rate: Double, _ curvature: Double) -> (Double, Double, Double, Double)
    let limit: (_ curvature: Double) -> Double
  }
  private static func updates(momentum: Double) -> [Update] {
    [
      Update(
        letter: "a", name: "gradient descent", matrix: { (1 - $0 * $1, 0, $1, 0) },
        limit: { 2 / $0 }),
      Update(
        letter: "b", name: "momentum \(momentum)",
        matrix: { (1 - $0 * $1, -$0 * momentum, $1, momentum) },
        limit: { 2 * (1 + momentum) / $0 }),
      Update(
        letter: "c", name: "Nesterov \(momentum)",
        matrix: {
          (1 - $0 * $1 * (1 + momentum), -$0 * momentum * momentum, $1, momentum)
        },
        limit: { 2 * (1 + momentum) / ($0 * (1 + 2 * momentum)) }),
    ]
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let curvature = settings.number("curvature")
    let factor = settings.number("rate in limits")
    let updates = Self.updates(momentum: settings.number("momentum"))
    let limits = updates.map { Self.limit(of: $0, curvature) }
    let curves = zip(updates, limits).map { update, limit in
      Findings.Curve(
        update.letter, update.name, Self.path(of: update, rate: factor * limit, curvature))
    }
    let measures = zip(updates, limits).map { update, limit in
      Findings.Measure(update.name, limit, expected: update.limit(curvature))
    }
    let rows = zip(updates, zip(limits, curves)).map { update, found in
      [
        Findings.Table.Entry.text(update.name), .number(found.0),
        .wide(found.1.points.last?.y ?? 0),
      ]
    }
    return Findings(
      "|w| from 1, at \(settings.word("rate in limits")) times each one’s own limit",
      [.curves(curves, unit: "updates", isLogarithmic: true)],
      table: Findings.Table(["update", "largest rate", "|w| after 60"], rows),
      reading: Self.reading(limits, updates, factor), measures: measures)
  }

  /// The magnitude of the largest eigenvalue.
  private static func radius(_ matrix: (Double, Double, Double, Double)) -> Double {
    let (a, b, c, d) = matrix
    let (half, determinant) = ((a + d) / 2, a * d - b * c)
    let discriminant = half * half - determinant
    guard discriminant >= 0 else { return determinant.squareRoot() }
    return max(abs(half + discriminant.squareRoot()), abs(half - discriminant.squareRoot()))
  }

  /// Where the magnitude passes 1, by bisection.
  private static func limit(of update: Update, _ curvature: Double) -> Double {
    var (low, high) = (0.0, 8 / curvature)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if radius(update.matrix(middle, curvature)) <= 1 + 1e-13 {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  private static func path(
    of update: Update, rate: Double, _ curvature: Double
  ) -> [Findings.Point] {
    let (a, b, c, d) = update.matrix(rate, curvature)
    var (w, v) = (1.0, 0.0)
    return (0...60).map { step in
      defer { (w, v) = (a * w + b * v, c * w + d * v) }
      return Findings.Point(x: Double(step), y: abs(w))
    }
  }

  private static func reading(
    _ limits: [Double], _ updates: [Update], _ factor: Double
  ) -> String {
    let numbers = zip(updates, limits).map { "\($0.name) \(decimals($1))" }
    let fate =
      factor < 1 ? "all shrink" : factor == 1 ? "none grows and none dies out" : "all run away"
    return "Largest stable rates: \(numbers.joined(separator: ", ")). At \(factor) times them "
      + "\(fate). On a net the limit of its start is not the limit of the run: its curvature falls."
  }
}
