import Tensors

/// A curve in the plane, sent through n random directions and a ReLU, and the best linear way back.
struct NarrowReLU: Experiment {
  let name = "narrow-relu"
  let title = "a ReLU on few channels"
  let lesson = 7
  let question = "How much of a plane survives a ReLU on n channels?"
  let knobs = [
    Knob("channels", [2, 3, 5, 10, 15], standard: 3),
    Knob("matrices", [50, 300, 1000], standard: 300),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("matrices", to: "300") }

  private static let points = 200
  /// Relative error and share of lost points for 300 matrices.
  private static let expected: [Int: (error: Double, lost: Double)] = [
    2: (0.457, 0.74), 3: (0.270, 0.50), 5: (0.102, 0.20), 10: (0.005, 0.01), 15: (0.0005, 0.003),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (shown, matrices) = (settings.count("channels"), settings.count("matrices"))
    let spiral = Self.spiral
    var rows: [[Findings.Table.Entry]] = []
    var bars: [Findings.Bar] = []
    var measures: [Findings.Measure] = []
    var decoded: [(Double, Double)] = []
    let widths = [2, 3, 5, 10, 15]
    for (place, channels) in widths.enumerated() {
      var random = Draws(seed: UInt64(channels))
      var (error, lost) = (0.0, 0)
      for matrix in 0..<matrices {
        let directions = (0..<channels).map { _ in (random.normal(), random.normal()) }
        let passage = Passage(spiral, directions)
        error += passage.error
        lost += passage.lost
        if channels == shown, matrix == 0 { decoded = passage.decoded }
        if matrix.isMultiple(of: 50) {
          try progress.passed(place * matrices + matrix, of: widths.count * matrices)
        }
      }
      error /= Double(matrices)
      let share = Double(lost) / Double(matrices * spiral.count)
      // (n + 1)/2ⁿ: fewer than two of n random half planes hold a point; 0, where the spiral begins,
      // lies in none
      let count = Double(spiral.count)
      let theory = Double(channels + 1) / Double(1 << channels) * (count - 1) / count + 1 / count
      bars.append(Findings.Bar("\(channels) channels", error))
      rows.append([.count(channels), .number(error), .share(share), .share(theory)])
      guard let expected = Self.expected[channels] else { continue }
      measures.append(
        channels == 15
          ? Findings.Measure("error, 15 channels", error, expected: 0.0005, range: 0...0.001)
          : Findings.Measure(
            "error, \(channels) channels", error, expected: expected.error,
            within: channels == 10 ? 0.6 : 0.15))
      measures.append(
        Findings.Measure(
          "lost points, \(channels) channels", share, expected: theory,
          give: max(0.02, 0.35 / Double(matrices).squareRoot())))
    }
    return Findings(
      "a spiral, and what is left of it after a ReLU on \(shown) channels",
      [
        .curves(
          [
            Findings.Curve("a", "the spiral", Self.points(spiral)),
            Findings.Curve("b", "decoded", Self.points(decoded)),
          ], unit: "", isLogarithmic: false),
        .bars("relative error of the best linear decoder", bars),
      ],
      table: Findings.Table(["channels", "error", "points lost", "expected"], rows),
      reading:
        "On few channels a ReLU destroys the curve; on many, two active ones still determine each point. "
        + "The centre of the spiral is 0 and activates none, so at least 1 of \(Self.points) points is lost.",
      measures: measures)
  }

  private static func points(_ points: [(Double, Double)]) -> [Findings.Point] {
    points.map { Findings.Point(x: $0.0, y: $0.1) }
  }

  /// Almost two turns from the origin outward.
  private static let spiral: [(Double, Double)] = (0..<points).map { place in
    let t = Double(place) / Double(points - 1)
    let (cosine, sine) = circle(3.8 * Double.pi * t)
    return (t * cosine, t * sine)
  }

  /// Cosine and sine, by the exponential series of a small angle squared again and again.
  private static func circle(_ angle: Double) -> (Double, Double) {
    let small = angle / 1024
    var (c, s) = (
      1 - small * small / 2 + small * small * small * small / 24,
      small - small * small * small / 6 + small * small * small * small * small / 120
    )
    for _ in 0..<10 { (c, s) = (c * c - s * s, 2 * c * s) }
    return (c, s)
  }
}

/// Points that pass through some directions and a ReLU, and the best linear way back.
private struct Passage {
  let decoded: [(Double, Double)]
  /// The squared distance of what is decoded over the squared length of what was sent.
  let error: Double
  /// Points with fewer than two active units.
  let lost: Int

  init(_ points: [(Double, Double)], _ directions: [(Double, Double)]) {
    let units = points.map { point in
      directions.map { max($0.0 * point.0 + $0.1 * point.1, 0) }
    }
    lost = units.count { $0.count { $0 > 0 } < 2 }
    // least squares by the normal equations, a little damped where units never fire
    let n = directions.count
    var gram = (0..<n * n).map { $0 % (n + 1) == 0 ? 1e-9 : 0.0 }
    var right = [[Double]](repeating: [Double](repeating: 0, count: n), count: 2)
    for (unit, point) in zip(units, points) {
      for a in 0..<n where unit[a] > 0 {
        for b in 0..<n { gram[a * n + b] += unit[a] * unit[b] }
        right[0][a] += unit[a] * point.0
        right[1][a] += unit[a] * point.1
      }
    }
    let factor = Cholesky(size: n, gram)
    let (x, y) = (factor.solve(right[0]), factor.solve(right[1]))
    decoded = units.map { unit in
      (zip(unit, x).reduce(0) { $0 + $1.0 * $1.1 }, zip(unit, y).reduce(0) { $0 + $1.0 * $1.1 })
    }
    var (missed, sent) = (0.0, 0.0)
    for (point, guess) in zip(points, decoded) {
      let (a, b) = (point.0 - guess.0, point.1 - guess.1)
      missed += a * a + b * b
      sent += point.0 * point.0 + point.1 * point.1
    }
    error = missed / sent
  }
}
