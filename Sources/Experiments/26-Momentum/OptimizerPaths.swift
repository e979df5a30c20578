import Tensors
import Training

/// Where optimizers go on a loss of two weights, update by update.
struct OptimizerPaths: Experiment {
  let name = "optimizer-paths"
  let title = "paths of optimizers"
  let lesson = 26
  let question = "How do optimizers go down a ravine, off a saddle, and in a noisy bowl?"
  let knobs = [
    Knob("updates", (0...60).map(Double.init), standard: 12),
    Knob("surface", words: Landscape.names),
    Knob("rate ×", [0.125, 0.25, 0.5, 1, 2, 4, 5], standard: 1),
    Knob("momentum", [0, 0.5, 0.8, 0.9, 0.95, 0.99], standard: 0.9),
    Knob("shown", words: ["all"] + Runner.all(momentum: 0).map(\.name)),
  ]

  /// An optimizer with the rate that it has at rate × 1.
  struct Runner {
    let letter: Character
    let name: String
    let optimizer: any Optimizer
    let rate: Double

    static func all(momentum: Double) -> [Runner] {
      [
        Runner(letter: "S", name: "SGD", optimizer: SGD(), rate: 0.05),
        Runner(letter: "M", name: "momentum", optimizer: SGD(momentum: momentum), rate: 0.05),
        Runner(
          letter: "N", name: "Nesterov",
          optimizer: SGD(momentum: momentum, isNesterov: momentum > 0), rate: 0.05),
        Runner(letter: "G", name: "AdaGrad", optimizer: AdaGrad(), rate: 0.2),
        Runner(letter: "R", name: "RMSProp", optimizer: RMSProp(rho: 0.9), rate: 0.05),
        Runner(letter: "A", name: "Adam", optimizer: Adam(), rate: 0.1),
      ]
    }
  }

  /// The points of a path, the start first.
  static func path(
    of runner: Runner, on landscape: Landscape, rate: Double, updates: Int
  ) -> [Findings.Point] {
    var weights = Tensor<Double>([landscape.start.u, landscape.start.v])
    var memory = Memory<Double>(weights.shape)
    memory.fit(runner.optimizer.moments)
    var points = [Findings.Point(x: weights.elements[0], y: weights.elements[1])]
    for update in 0..<updates {
      let gradient = landscape.gradient(
        weights.elements[0], weights.elements[1], update: update + 1)
      runner.optimizer.move(
        &weights, along: Tensor(gradient), &memory,
        at: UpdateSettings(step: update + 1, rate: rate))
      points.append(Findings.Point(x: weights.elements[0], y: weights.elements[1]))
    }
    return points
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let landscape = Landscape(rawValue: settings.count("surface")) ?? .ravine
    let (updates, factor) = (settings.count("updates"), settings.number("rate ×"))
    let all = Runner.all(momentum: settings.number("momentum"))
    let shown = settings.count("shown")
    let runners = shown == 0 ? all : [all[shown - 1]]
    let paths = runners.map {
      Self.path(of: $0, on: landscape, rate: $0.rate * factor, updates: updates)
    }
    let ends = paths.map { $0[$0.count - 1] }
    let heights = ends.map { landscape.height($0.x, $0.y) }
    return Findings(
      "the loss around its \(landscape == .saddle ? "saddle" : "minimum") after \(updates) updates",
      [.surface(surface(landscape, runners, paths))],
      table: Findings.Table(
        ["optimizer", "rate", "u", "v", "loss"],
        zip(runners, zip(ends, heights)).map { runner, end in
          [
            .text("\(runner.letter) \(runner.name)"), .number(runner.rate * factor),
            .number(end.0.x), .number(end.0.y), .wide(end.1),
          ]
        }),
      reading: Self.reading(landscape, runners, heights, updates: updates),
      measures: Self.measures(landscape, factor: factor, updates: updates))
  }

  private func surface(
    _ landscape: Landscape, _ runners: [Runner], _ paths: [[Findings.Point]]
  ) -> Findings.Surface {
    let (u, v) = landscape.window
    let (rows, columns) = (41, 81)
    let heights = (0..<rows).flatMap { row in
      (0..<columns).map { column in
        landscape.height(
          u.lowerBound + (u.upperBound - u.lowerBound) * Double(column) / Double(columns - 1),
          v.upperBound - (v.upperBound - v.lowerBound) * Double(row) / Double(rows - 1))
      }
    }
    return Findings.Surface(
      x: u, y: v, rows: rows, columns: columns, heights: heights,
      paths: zip(runners, paths).map { Findings.Curve($0.letter, $0.name, $1) })
  }

  /// SGD has a closed form on a quadratic; AdaGrad's and Adam's first update is as long as the rate.
  private static func measures(
    _ landscape: Landscape, factor: Double, updates: Int
  ) -> [Findings.Measure] {
    let all = Runner.all(momentum: 0)
    let rate = all[0].rate * factor
    let end = path(of: all[0], on: landscape, rate: rate, updates: updates).last
    /// Where a weight of a curvature comes to, with the noise of each update fading after it.
    func expected(_ start: Double, _ curvature: Double, _ noise: (Int) -> Double) -> Double {
      let kept = 1 - rate * curvature
      func power(_ n: Int) -> Double { (0..<n).reduce(1.0) { product, _ in product * kept } }
      return (0..<updates).reduce(power(updates) * start) { sum, update in
        sum - rate * noise(update + 1) * power(updates - 1 - update)
      }
    }
    let u = expected(landscape.start.u, landscape.curvature.u) { landscape.noise(of: $0).u }
    let v = expected(landscape.start.v, landscape.curvature.v) { landscape.noise(of: $0).v }
    var measures = [
      Findings.Measure("SGD, u", end?.x ?? .nan, expected: u, give: 1e-9),
      Findings.Measure(
        "SGD, v", end?.y ?? .nan, expected: v, give: 1e-9 * max(1, abs(v))),
    ]
    guard updates > 0 else { return measures }
    for runner in all where ["AdaGrad", "Adam"].contains(runner.name) {
      let path = path(of: runner, on: landscape, rate: runner.rate * factor, updates: 1)
      measures.append(
        Findings.Measure(
          "\(runner.name), first update along u", abs(path[1].x - path[0].x),
          expected: runner.rate * factor, within: 1e-6))
    }
    return measures
  }

  private static func reading(
    _ landscape: Landscape, _ runners: [Runner], _ heights: [Double], updates: Int
  ) -> String {
    let lowest = heights.indices.min { heights[$0] < heights[$1] } ?? 0
    let place =
      switch landscape {
      case .ravine: "The ravine is ten times as steep across as along."
      case .saddle: "The loss falls along u to 0 and from there along v without end."
      case .noisyBowl: "Each gradient has noise as large as the slope at a distance of 1."
      }
    guard updates > 0, runners.count > 1 else { return place }
    return place + " After \(updates) \(updates == 1 ? "update" : "updates") at these rates "
      + "\(runners[lowest].name) is lowest; other rates may change that."
  }
}
