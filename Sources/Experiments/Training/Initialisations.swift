import Networks
import Tensors
import Training

/// What becomes of a plain net without norms from four kinds of first weights, by depth (He and
/// others 2015; Glorot and Bengio 2010).
struct Initialisations: Experiment {
  let name = "initialisations"
  let title = "first weights, by depth"
  let lesson = 1
  let question = "From which first weights does a net without norms learn, and how deep may it be?"
  let knobs = [
    Knob("layers", [4, 6, 10, 20], standard: 10),
    Knob("seeds", [1, 2, 3], standard: 3),
    Knob("updates", [4, 42, 168], standard: 168),
  ]
  var isQuick: Bool { false }
  var small: Setup {
    Setup(knobs).setting("layers", to: "4").setting("seeds", to: "1").setting("updates", to: "4")
  }

  private struct Beginning {
    let letter: Character
    let name: String
    let rule: Start.Rule
    /// Mean and deviation over seeds 1 to 3 that PyTorch gives at 4, 6, 10 and 20 layers.
    let known: [Int: (mean: Double, deviation: Double)]
  }
  private static let beginnings = [
    Beginning(
      letter: "a", name: "zeros", rule: .zeros,
      known: [4: (2.303, 0), 6: (2.303, 0), 10: (2.303, 0), 20: (2.303, 0)]),
    Beginning(
      letter: "b", name: "normal 0.01", rule: .normal(deviation: 0.01),
      known: [4: (2.303, 0), 6: (2.303, 0), 10: (2.303, 0)]),
    Beginning(
      letter: "c", name: "Glorot", rule: .glorot,
      known: [4: (2.141, 0.02), 6: (2.163, 0.216), 10: (2.260, 0.074), 20: (2.303, 0)]),
    Beginning(
      letter: "d", name: "He", rule: .he,
      known: [4: (1.979, 0.162), 6: (1.771, 0.408), 10: (1.668, 0.730), 20: (2.303, 0)]),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let depths = [4, 6, 10, 20].filter { $0 <= settings.count("layers") }
    var bench = try DigitsBench(
      progress, runs: Self.beginnings.count * depths.count * seeds, updates: updates)
    var losses = Self.beginnings.map { _ in depths.map { _ in Spread() } }
    for (column, depth) in depths.enumerated() {
      for (row, beginning) in Self.beginnings.enumerated() {
        for seed in 1...seeds {
          let outcome = try bench.outcome(
            of: DigitsNet.bare.net(layers: depth), seed: seed, updates: updates
          ) { $0.start = Start(beginning.rule) }
          losses[row][column].add(outcome.loss)
        }
      }
      try bench.tell(findings(depths, losses, seeds, updates))
    }
    return findings(depths, losses, seeds, updates)
  }

  private func findings(
    _ depths: [Int], _ losses: [[Spread]], _ seeds: Int, _ updates: Int
  ) -> Findings {
    let curves = zip(Self.beginnings, losses).map { beginning, spreads in
      Findings.Curve(
        beginning.letter, beginning.name,
        zip(depths, spreads).filter { $1.mean.isFinite }
          .map { Findings.Point(x: Double($0), y: $1.mean) })
    }
    var measures: [Findings.Measure] = []
    for (beginning, spreads) in zip(Self.beginnings, losses) {
      for (depth, spread) in zip(depths, spreads) where spread.values.count == seeds {
        // of zeros nothing ever comes, however long one waits
        let isWhole = updates == 168 && seeds == 3
        guard isWhole || beginning.name == "zeros", let known = beginning.known[depth] else {
          continue
        }
        measures.append(
          Findings.Measure(
            "\(beginning.name), \(depth) layers", spread.mean, expected: known.mean,
            give: max(2 * max(known.deviation, spread.deviation), 0.05)))
      }
    }
    return Findings(
      "training loss of the last epoch; guessing gives 2.303",
      [.curves(curves, unit: "layers", isLogarithmic: false)],
      table: Findings.Table(
        ["first weights"] + depths.map { "\($0) layers" },
        zip(Self.beginnings, losses).map { beginning, spreads in
          [.text("\(beginning.letter) \(beginning.name)")] + spreads.map { .text($0.text) }
        }),
      reading: reading(depths, losses), measures: measures)
  }

  private func reading(_ depths: [Int], _ losses: [[Spread]]) -> String {
    let guessing = Double.logarithm(10)
    let learnt = zip(Self.beginnings, losses).map { beginning, spreads in
      let deepest = Array(zip(depths, spreads)).last { $1.mean < guessing - 0.05 }?.0
      return deepest.map { "\(beginning.name) to \($0) layers" } ?? "\(beginning.name) nowhere"
    }
    return "The loss falls below that of guessing from \(learnt.joined(separator: ", from ")). "
      + "That the signal keeps its size at the start is needed, but not enough: look at the "
      + "spread of the seeds."
  }
}
