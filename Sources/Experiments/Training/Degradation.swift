/// The training loss of plain and residual nets against their depth (He and others 2016, figure 1
/// and table 2, on digits).
struct Degradation: Experiment {
  let name = "degradation"
  let title = "training loss against depth"
  let lesson = 1
  let question =
    "Does a deeper net have the lower training loss, with shortcuts and without?"
  let knobs = [
    Knob("depth", [10, 20, 34, 56], standard: 20),
    Knob("seeds", [1, 2, 3], standard: 3),
    Knob("updates", [6, 42, 168], standard: 168),
  ]
  var isQuick: Bool { false }
  var small: Setup {
    Setup(knobs).setting("depth", to: "10").setting("seeds", to: "1").setting("updates", to: "6")
  }

  /// Mean and deviation over seeds 1 to 3 that PyTorch gives for 168 updates.
  private static let known: [DigitsNet: [Int: (mean: Double, deviation: Double)]] = [
    .plain: [
      10: (0.495, 0.157), 20: (1.127, 0.058), 34: (1.783, 0.275), 56: (2.193, 0.054),
    ],
    .residual: [
      10: (0.235, 0.088), 20: (0.153, 0.079), 34: (0.207, 0.194), 56: (0.176, 0.053),
    ],
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let depths = [10, 20, 34, 56].filter { $0 <= settings.count("depth") }
    let stacks: [DigitsNet] = [.plain, .residual]
    var bench = try DigitsBench(
      progress, runs: depths.count * seeds * stacks.count, updates: updates)
    var losses = stacks.map { _ in depths.map { _ in Spread() } }
    var accuracies = losses
    for (column, depth) in depths.enumerated() {
      for seed in 1...seeds {
        for (row, stack) in stacks.enumerated() {
          let outcome = try bench.outcome(
            of: stack.net(layers: depth), seed: seed, updates: updates, isValidated: true)
          losses[row][column].add(outcome.loss)
          accuracies[row][column].add(outcome.accuracy)
        }
        try bench.tell(findings(stacks, depths, losses, accuracies, seeds, updates))
      }
    }
    return findings(stacks, depths, losses, accuracies, seeds, updates)
  }

  private func findings(
    _ stacks: [DigitsNet], _ depths: [Int], _ losses: [[Spread]], _ accuracies: [[Spread]],
    _ seeds: Int, _ updates: Int
  ) -> Findings {
    let curves = zip(stacks, losses).map { stack, spreads in
      Findings.Curve(
        stack == .plain ? "a" : "b", stack.rawValue,
        zip(depths, spreads).filter { !$1.values.isEmpty }
          .map { Findings.Point(x: Double($0), y: $1.mean) })
    }
    let rows = zip(stacks, zip(losses, accuracies)).flatMap { stack, spreads in
      [
        [Findings.Table.Entry.text("\(stack.rawValue), loss")]
          + spreads.0.map { .text($0.text) },
        [.text("\(stack.rawValue), held back, right")] + spreads.1.map { .text($0.text) },
      ]
    }
    var measures: [Findings.Measure] = []
    if updates == 168, seeds == 3 {
      for (stack, spreads) in zip(stacks, losses) {
        for (depth, spread) in zip(depths, spreads) where spread.values.count == seeds {
          guard let known = Self.known[stack]?[depth] else { continue }
          measures.append(
            Findings.Measure(
              "\(stack.rawValue), \(depth) layers", spread.mean, expected: known.mean,
              give: max(2 * max(known.deviation, spread.deviation), 0.05)))
        }
      }
    }
    return Findings(
      "training loss of the last epoch, mean of the seeds",
      [.curves(curves, unit: "layers", isLogarithmic: false)],
      table: Findings.Table(["net"] + depths.map { "\($0) layers" }, rows),
      reading: reading(depths, losses, updates), measures: measures)
  }

  private func reading(_ depths: [Int], _ losses: [[Spread]], _ updates: Int) -> String {
    let whole = depths.indices.last {
      !losses[0][$0].values.isEmpty && losses[0][$0].values.count == losses[1][$0].values.count
    }
    guard let place = whole else { return "The first net learns." }
    let (plain, residual) = (losses[0][place].mean, losses[1][place].mean)
    let factor = (plain / residual * 10).rounded() / 10
    let comparison =
      plain > 1.5 * residual
      ? "\(factor) times as high" : residual > 1.5 * plain ? "lower" : "about the same"
    return "At \(depths[place]) layers the plain net’s training loss is \(decimals(plain)), the "
      + "residual one’s \(decimals(residual)): \(comparison). In \(updates) updates one sees how "
      + "fast a net learns, not how well it could in the end."
  }
}
