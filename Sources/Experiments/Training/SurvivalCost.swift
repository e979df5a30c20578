import Networks
import Tensors
import Training

/// Stochastic depth on digits: the loss that it costs and the work that it saves (Huang and others
/// 2016, sections 3 and 4.1).
struct SurvivalCost: Experiment {
  let name = "survival-cost"
  let title = "what stochastic depth saves"
  let lesson = 4
  let question =
    "How much work does stochastic depth save, and does a deep net learn better with it?"
  let knobs = [
    Knob("layers", [10, 20, 34], standard: 20), Knob("seeds", [1, 2, 3], standard: 3),
    Knob("updates", [2, 42, 168, 252], standard: 168),
  ]
  var isQuick: Bool { false }
  var small: Setup {
    Setup(knobs).setting("layers", to: "10").setting("seeds", to: "1").setting("updates", to: "2")
  }

  /// How likely the last block survives.
  static let survivals = [1, 0.8, 0.5]

  /// The residual net whose l-th of L blocks survives with probability 1 − (1 − p)·l/L.
  static func net(layers: Int, last: Double) -> String {
    let blocks = (layers - 2) / 2
    let dropped = ((1 - last) * 100).rounded() / 100
    let gate = last == 1 ? "" : ", stochastic_depth keep: 1-number*\(dropped)/\(blocks)"
    return "conv 3x3 8, norm, relu, repeat \(blocks) as number "
      + "{ sum { conv 3x3 8, norm, relu, conv 3x3 8, norm\(gate) | identity }, relu }, "
      + "globalpool, dense 10"
  }

  /// The share of the blocks that are computed on average: 1 − (1 − p)(L + 1)/(2L).
  static func expectedShare(layers: Int, last: Double) -> Double {
    let blocks = Double((layers - 2) / 2)
    return 1 - (1 - last) * (blocks + 1) / (2 * blocks)
  }

  private struct Outcomes {
    var loss = Spread()
    var accuracy = Spread()
    /// Blocks whose gates were open over all blocks and updates.
    var computed = Spread()
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let layers = settings.count("layers")
    var bench = try DigitsBench(progress, runs: Self.survivals.count * seeds, updates: updates)
    var found = Self.survivals.map { _ in Outcomes() }
    for seed in 1...seeds {
      for (place, last) in Self.survivals.enumerated() {
        let run = try bench.trained(
          Self.net(layers: layers, last: last), seed: seed, updates: updates)
        let outcome = try DigitsBench.Outcome(run, isValidated: true)
        found[place].loss.add(outcome.loss)
        found[place].accuracy.add(outcome.accuracy)
        found[place].computed.add(Self.computed(run))
      }
      try bench.tell(findings(found, layers, seeds, updates))
    }
    return findings(found, layers, seeds, updates)
  }

  /// The share of the blocks that the draws of a run left in.
  private static func computed(_ run: TrainingRun<Float>) -> Double {
    let gates = (0..<run.length).flatMap { run.masks(of: $0).compactMap { $0?.elements[0] } }
    return gates.isEmpty ? 1 : Double(gates.count { $0 != 0 }) / Double(gates.count)
  }

  private func findings(
    _ found: [Outcomes], _ layers: Int, _ seeds: Int, _ updates: Int
  ) -> Findings {
    let names = Self.survivals.map { "survival \($0)" }
    let blocks = Double((layers - 2) / 2)
    var measures = zip(Self.survivals, zip(names, found)).compactMap {
      last, row -> Findings.Measure? in
      guard last < 1, !row.1.computed.values.isEmpty else { return nil }
      // a mean of so many draws, none with more variance than 1/4
      let draws = blocks * Double(updates * row.1.computed.values.count)
      return Findings.Measure(
        "blocks computed, \(row.0)", row.1.computed.mean,
        expected: Self.expectedShare(layers: layers, last: last),
        give: 2 / draws.squareRoot())
    }
    if layers == 34, updates == 252, seeds == 3, found[0].loss.values.count == 3 {
      measures += zip(zip(names, found), [(0.077, 0.081), (0.158, 0.168), (0.292, 0.271)]).map {
        row, known in
        Findings.Measure(
          "loss, \(row.0)", row.1.loss.mean, expected: known.0,
          give: max(2 * max(known.1, row.1.loss.deviation), 0.05))
      }
    }
    return Findings(
      "share of the residual branches that are computed in training",
      [.bars("computed", zip(names, found).map { Findings.Bar($0, $1.computed.mean) })],
      table: Findings.Table(
        ["last block", "training loss", "held back, right", "computed", "expected"],
        zip(zip(Self.survivals, names), found).map { row, found in
          [
            .text(row.1), .text(found.loss.text), .text(found.accuracy.text),
            .number(found.computed.mean),
            .number(Self.expectedShare(layers: layers, last: row.0)),
          ]
        }),
      reading: reading(found), measures: measures)
  }

  private func reading(_ found: [Outcomes]) -> String {
    guard let last = found.last, !last.loss.values.isEmpty else { return "" }
    let all = found[0]
    let saved = Int((100 * (1 - last.computed.mean)).rounded())
    let gain = last.accuracy.mean - all.accuracy.mean
    let helps =
      last.accuracy.values.count > 1
      && gain > 2 * max(last.accuracy.deviation, all.accuracy.deviation)
    return "When the last block survives with 0.5, \(saved) % of the branches are left out. "
      + (helps
        ? "Here the net also tells more of the images held back right. "
        : "The images held back are not told better here: there is little overfitting to cure. ")
      + "The training loss is \(decimals(last.loss.mean)) with it and \(decimals(all.loss.mean)) "
      + "without."
  }
}
