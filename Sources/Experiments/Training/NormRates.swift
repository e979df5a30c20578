import Tensors
import Training

/// The training loss of a plain net with batch normalization and without, against the learning
/// rate.
struct NormRates: Experiment {
  let name = "norm-rates"
  let title = "batch normalization and the learning rate"
  let lesson = 12
  let question =
    "Over which learning rates does a plain net of 10 layers learn, with norms and without?"
  let knobs = [
    Knob("layers", [4, 10], standard: 10),
    Knob("seeds", [1, 2, 3], standard: 3),
    Knob("updates", [4, 42, 84], standard: 84),
  ]
  var isQuick: Bool { false }
  var small: Setup {
    Setup(knobs).setting("layers", to: "4").setting("seeds", to: "1").setting("updates", to: "4")
  }

  static let rates = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
  /// Mean and deviation over seeds 1 to 3 that PyTorch gives for 84 updates of 10 layers.
  private static let known: [DigitsNet: [(mean: Double, deviation: Double)]] = [
    .plain: [
      (2.267, 0.036), (2.052, 0.030), (1.652, 0.089), (0.984, 0.202), (0.649, 0.077),
      (0.775, 0.126), (1.650, 0.106),
    ],
    .bare: [
      (2.295, 0.014), (2.265, 0.060), (2.248, 0.077), (2.284, 0.037), (2.315, 0.006),
      (2.325, 0.004), (2.365, 0.020),
    ],
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let layers = settings.count("layers")
    let stacks: [DigitsNet] = [.plain, .bare]
    var bench = try DigitsBench(
      progress, runs: stacks.count * Self.rates.count * seeds, updates: updates)
    var losses = stacks.map { _ in Self.rates.map { _ in Spread() } }
    for seed in 1...seeds {
      for (column, rate) in Self.rates.enumerated() {
        for (row, stack) in stacks.enumerated() {
          let outcome = try bench.outcome(
            of: stack.net(layers: layers), seed: seed, updates: updates
          ) { $0.rate = rate }
          losses[row][column].add(outcome.loss)
        }
      }
      try bench.tell(findings(stacks, losses, layers, seeds, updates))
    }
    return findings(stacks, losses, layers, seeds, updates)
  }

  private static func words(_ stack: DigitsNet) -> String {
    stack == .plain ? "with norms" : "without"
  }

  private func findings(
    _ stacks: [DigitsNet], _ losses: [[Spread]], _ layers: Int, _ seeds: Int, _ updates: Int
  ) -> Findings {
    let curves = zip(stacks, losses).map { stack, spreads in
      Findings.Curve(
        stack == .plain ? "a" : "b", Self.words(stack),
        zip(Self.rates, spreads).filter { $1.mean.isFinite }
          .map { Findings.Point(x: Double.logarithm($0) / Double.logarithm(10), y: $1.mean) })
    }
    var measures: [Findings.Measure] = []
    if layers == 10, updates == 84, seeds == 3 {
      for (stack, spreads) in zip(stacks, losses) {
        // where a run came to infinite numbers the table says so; PyTorch's may just have survived
        for (place, spread) in spreads.enumerated()
        where spread.values.count == seeds && spread.mean.isFinite {
          guard let known = Self.known[stack]?[place] else { continue }
          measures.append(
            Findings.Measure(
              "\(Self.words(stack)), rate \(Self.rates[place])", spread.mean,
              expected: known.mean, give: max(2 * max(known.deviation, spread.deviation), 0.05)))
        }
      }
    }
    return Findings(
      "training loss of the last epoch against the power of ten of the rate",
      [.curves(curves, unit: "log10 rate", isLogarithmic: false)],
      table: Findings.Table(
        ["net"] + Self.rates.map { "\($0)" },
        zip(stacks, losses).map { stack, spreads in
          [.text(Self.words(stack))] + spreads.map { .text($0.text) }
        }),
      reading: reading(losses, layers, updates), measures: measures)
  }

  private func reading(_ losses: [[Spread]], _ layers: Int, _ updates: Int) -> String {
    func best(_ spreads: [Spread]) -> String {
      let place = spreads.indices.filter { spreads[$0].mean.isFinite }
        .min { spreads[$0].mean < spreads[$1].mean }
      return place.map { "\(decimals(spreads[$0].mean)) at rate \(Self.rates[$0])" } ?? "none"
    }
    return "In \(updates) updates of \(layers) layers the lowest loss with norms is "
      + "\(best(losses[0])), without \(best(losses[1])). Guessing gives 2.303. Where nothing is "
      + "learnt at any rate, width 8 is too narrow without norms: that says little of larger nets."
  }
}
