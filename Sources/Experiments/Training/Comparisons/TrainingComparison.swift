import Training

/// Nets or recipes that learn the digits side by side, on the same batches.
struct TrainingComparison: Experiment {
  /// One of those that are compared.
  struct Rival: Sendable {
    let name: String
    let net: @Sendable (_ layers: Int) -> String
    let change: @Sendable (inout Recipe) -> Void
    /// Mean and deviation over seeds 1 to 3 that PyTorch gives for 168 updates, by layers.
    let known: [Int: (mean: Double, deviation: Double)]

    init(
      _ name: String, known: [Int: (mean: Double, deviation: Double)],
      _ net: @escaping @Sendable (_ layers: Int) -> String,
      changing change: @escaping @Sendable (inout Recipe) -> Void = { _ in }
    ) {
      self.name = name
      self.known = known
      self.net = net
      self.change = change
    }
  }

  let name: String
  let title: String
  let lesson: Int
  let question: String
  /// Depths that can be chosen; of one there is nothing to choose.
  let depths: [Double]
  let rivals: [Rival]
  /// What may be said of the losses, in the order of the rivals.
  let conclusion: @Sendable (_ losses: [Spread], _ layers: Int, _ updates: Int) -> String

  var knobs: [Knob] {
    (depths.count > 1 ? [Knob("layers", depths, standard: depths[1])] : []) + [
      Knob("seeds", [1, 2, 3], standard: 3), Knob("updates", [2, 42, 168], standard: 168),
    ]
  }
  var isQuick: Bool { false }
  var small: Setup {
    let setup = Setup(knobs).setting("seeds", to: "1").setting("updates", to: "2")
    return depths.count > 1 ? setup.setting("layers", to: "\(Int(depths[0]))") : setup
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let layers = depths.count > 1 ? settings.count("layers") : Int(depths[0])
    var bench = try DigitsBench(progress, runs: rivals.count * seeds, updates: updates)
    var losses = rivals.map { _ in Spread() }
    var accuracies = losses
    for seed in 1...seeds {
      for (place, rival) in rivals.enumerated() {
        let outcome = try bench.outcome(
          of: rival.net(layers), seed: seed, updates: updates, isValidated: true,
          changing: rival.change)
        losses[place].add(outcome.loss)
        accuracies[place].add(outcome.accuracy)
      }
      try bench.tell(findings(losses, accuracies, layers, seeds, updates))
    }
    return findings(losses, accuracies, layers, seeds, updates)
  }

  private func findings(
    _ losses: [Spread], _ accuracies: [Spread], _ layers: Int, _ seeds: Int, _ updates: Int
  ) -> Findings {
    let measures = zip(rivals, losses).compactMap { rival, spread -> Findings.Measure? in
      guard updates == 168, seeds == 3, spread.values.count == 3, let known = rival.known[layers]
      else { return nil }
      return Findings.Measure(
        rival.name, spread.mean, expected: known.mean,
        give: max(2 * max(known.deviation, spread.deviation), 0.05))
    }
    return Findings(
      "training loss of the last epoch, mean of the seeds",
      [
        .bars(
          "training loss",
          zip(rivals, losses).filter { $1.mean.isFinite }.map { Findings.Bar($0.name, $1.mean) })
      ],
      table: Findings.Table(
        ["net", "training loss", "held back, right"],
        rivals.indices.map { place in
          [
            .text(rivals[place].name), .text(losses[place].text), .text(accuracies[place].text),
          ]
        }),
      reading: conclusion(losses, layers, updates) + Self.trust(losses), measures: measures)
  }

  /// Whether the losses lie farther apart than the seeds of one of them.
  private static func trust(_ losses: [Spread]) -> String {
    let means = losses.map(\.mean).filter(\.isFinite)
    guard let low = means.min(), let high = means.max(), losses[0].values.count > 1 else {
      return " One seed proves nothing."
    }
    let deviation = losses.map(\.deviation).max() ?? 0
    return high - low > 2 * deviation
      ? " The difference is larger than what the seeds make."
      : " The seeds alone differ by as much."
  }
}
