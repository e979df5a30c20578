import Tensors
import Training

/// The training loss of the second epoch, for six optimizers over constant learning rates.
struct OptimizerRace: Experiment {
  let name = "optimizer-race"
  let title = "optimizers, each over learning rates"
  let lesson = 1
  let question = "Which optimizer wins, and does the answer hold at another learning rate?"
  let knobs = [
    Knob("seeds", [1, 2, 3], standard: 1), Knob("updates", [2, 42, 84], standard: 84),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("updates", to: "2") }

  static let rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]

  private struct Racer {
    let letter: Character
    let name: String
    let optimizer: any Optimizer
    /// What PyTorch gives over seeds 1 to 3 at the best of the rates.
    let best: (rate: Double, loss: Double, deviation: Double)
  }
  private static let racers = [
    Racer(letter: "a", name: "SGD", optimizer: SGD(), best: (1, 0.87, 0.07)),
    Racer(
      letter: "b", name: "momentum 0.9", optimizer: SGD(momentum: 0.9), best: (0.1, 0.85, 0.14)),
    Racer(
      letter: "c", name: "Nesterov 0.9", optimizer: SGD(momentum: 0.9, isNesterov: true),
      best: (0.3, 0.55, 0.12)),
    Racer(letter: "d", name: "AdaGrad", optimizer: AdaGrad(), best: (0.1, 0.46, 0.04)),
    Racer(letter: "e", name: "RMSProp", optimizer: RMSProp(), best: (0.01, 0.47, 0.03)),
    Racer(letter: "f", name: "Adam", optimizer: Adam(), best: (0.03, 0.47, 0.02)),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    var bench = try DigitsBench(
      progress, runs: Self.racers.count * Self.rates.count * seeds, updates: updates)
    var losses = Self.racers.map { _ in Self.rates.map { _ in Spread() } }
    for seed in 1...seeds {
      for (row, racer) in Self.racers.enumerated() {
        for (column, rate) in Self.rates.enumerated() {
          let outcome = try bench.outcome(
            of: DigitsNet.residual.net(layers: 6), seed: seed, updates: updates
          ) { recipe in
            recipe.optimizer = racer.optimizer
            recipe.rate = rate
            recipe.schedule = Schedule()
          }
          losses[row][column].add(outcome.loss)
        }
        try bench.tell(findings(losses, seeds, updates))
      }
    }
    return findings(losses, seeds, updates)
  }

  private func findings(_ losses: [[Spread]], _ seeds: Int, _ updates: Int) -> Findings {
    let curves = zip(Self.racers, losses).map { racer, spreads in
      Findings.Curve(
        racer.letter, racer.name,
        zip(Self.rates, spreads).filter { $1.mean.isFinite }
          .map { Findings.Point(x: Double.logarithm($0) / Double.logarithm(10), y: $1.mean) })
    }
    var measures: [Findings.Measure] = []
    if updates == 84, seeds == 3 {
      for (racer, spreads) in zip(Self.racers, losses) {
        guard let place = Self.rates.firstIndex(of: racer.best.rate),
          spreads[place].values.count == seeds
        else { continue }
        measures.append(
          Findings.Measure(
            "\(racer.name), rate \(racer.best.rate)", spreads[place].mean,
            expected: racer.best.loss,
            give: max(2 * max(racer.best.deviation, spreads[place].deviation), 0.05)))
      }
    }
    return Findings(
      "training loss of the last epoch against the power of ten of the rate",
      [.curves(curves, unit: "log10 rate", isLogarithmic: false)],
      table: Findings.Table(
        ["optimizer"] + Self.rates.map { "\($0)" },
        zip(Self.racers, losses).map { racer, spreads in
          [.text("\(racer.letter) \(racer.name)")] + spreads.map { .text($0.text) }
        }),
      reading: reading(losses), measures: measures)
  }

  /// The best rate of each, and what each comes to at the rate that PyTorch starts from.
  private func reading(_ losses: [[Spread]]) -> String {
    let best = zip(Self.racers, losses).compactMap { racer, spreads -> (String, Double, Double)? in
      let place = spreads.indices.filter { spreads[$0].mean.isFinite }
        .min { spreads[$0].mean < spreads[$1].mean }
      return place.map { (racer.name, Self.rates[$0], spreads[$0].mean) }
    }
    guard let first = best.min(by: { $0.2 < $1.2 }), let last = best.max(by: { $0.2 < $1.2 })
    else { return "The first optimizer learns." }
    let defaults = zip(Self.racers, losses).compactMap { racer, spreads -> String? in
      guard let place = Self.rates.firstIndex(of: type(of: racer.optimizer).standardRate),
        spreads[place].mean.isFinite, racer.name != "momentum 0.9", racer.name != "Nesterov 0.9"
      else { return nil }
      return "\(racer.name) \(decimals(spreads[place].mean))"
    }
    return "Each at its best rate, losses go from \(decimals(first.2)) (\(first.0), rate "
      + "\(first.1)) to \(decimals(last.2)) (\(last.0), rate \(last.1)). At PyTorch’s own rates: "
      + defaults.joined(separator: ", ")
      + ". Who wins depends on the rate: name it with the optimizer."
  }
}
