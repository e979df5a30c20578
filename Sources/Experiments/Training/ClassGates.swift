import Networks
import Tensors
import Training

/// The gates of squeeze and excitation after training: how far they tell the classes apart, block
/// by block (after Hu and others 2018, section 6.4, on digits).
struct ClassGates: Experiment {
  let name = "class-gates"
  let title = "gates by class, early and late"
  let lesson = 6
  let question = "In which blocks do the gates depend on what is seen?"
  let knobs = [
    Knob("seeds", [1, 2, 3], standard: 3), Knob("updates", [2, 42, 252], standard: 252),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("seeds", to: "1").setting("updates", to: "2") }

  /// Width and stride of the blocks.
  private static let stages = [(8, 1), (8, 1), (16, 2), (16, 1), (32, 2), (32, 1)]
  private static let ratio = 4

  /// The net, with gates or without.
  static func net(isGated: Bool) -> String {
    var channels = 8
    let blocks = stages.map { width, stride in
      defer { channels = width }
      let shortcut =
        stride == 1 && channels == width ? "identity" : "conv 1x1 \(width) stride: \(stride), norm"
      let gate =
        isGated
        ? ", scale { identity | globalpool, dense \(width / ratio), relu, dense \(width), sigmoid }"
        : ""
      return
        "sum { conv 3x3 \(width) stride: \(stride), norm, relu, conv 3x3 \(width), norm\(gate) "
        + "| \(shortcut) }, relu"
    }
    return "conv 3x3 8, norm, relu, \(blocks.joined(separator: ", ")), globalpool, dense 10"
  }

  /// What the gates of a block are like over the examples held back.
  struct Gates {
    var mean = Spread()
    /// The deviation between the means of the classes, mean of the channels.
    var between = Spread()
    /// The deviation within a class, likewise.
    var within = Spread()
    /// The share of all variance that the class explains.
    var share = Spread()
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    var bench = try DigitsBench(progress, runs: 2 * seeds, updates: updates)
    var gates = Self.stages.map { _ in Gates() }
    var accuracies = [Spread(), Spread()]
    for seed in 1...seeds {
      let plain = try bench.trained(Self.net(isGated: false), seed: seed, updates: updates)
      accuracies[0].add(try plain.evaluation().score.accuracy ?? .nan)
      let run = try bench.trained(Self.net(isGated: true), seed: seed, updates: updates)
      accuracies[1].add(try run.evaluation().score.accuracy ?? .nan)
      try Self.read(&gates, of: run)
      try bench.tell(findings(gates, accuracies, seeds, updates))
    }
    return findings(gates, accuracies, seeds, updates)
  }

  /// Adds what the gates say of the examples held back.
  private static func read(_ gates: inout [Gates], of run: TrainingRun<Float>) throws {
    let examples = Array(run.data.validation)
    var settings = RunSettings<Float>(mode: .inference, batch: examples.count)
    settings.given = run.namedParameters
    settings.given["x"] = run.data.examples(examples)
    let pass = try ForwardPass(run.graph, settings)
    let labels = examples.compactMap { run.data.label($0) }
    let sigmoids = run.graph.nodes.filter { type(of: $0.operation).keyword == "sigmoid" }
    for (block, node) in sigmoids.enumerated() {
      let variance = ClassVariance(pass.outputs[node.index], labels: labels)
      gates[block].mean.add(variance.mean)
      gates[block].between.add(variance.between)
      gates[block].within.add(variance.within)
      gates[block].share.add(variance.share)
    }
  }

  /// What PyTorch gives over seeds 1 to 3 after 252 updates: share of the class and its deviation.
  private static let known = [
    (0.44, 0.08), (0.46, 0.12), (0.30, 0.04), (0.46, 0.04), (0.66, 0.04), (0.81, 0.02),
  ]

  private func findings(
    _ gates: [Gates], _ accuracies: [Spread], _ seeds: Int, _ updates: Int
  ) -> Findings {
    let names = Self.stages.enumerated().map { "block \($0 + 1), \($1.0) channels" }
    var measures: [Findings.Measure] = []
    if seeds == 3, updates == 252, gates[0].share.values.count == 3 {
      measures = zip(names, zip(gates, Self.known)).map { name, found in
        Findings.Measure(
          "share, \(name)", found.0.share.mean, expected: found.1.0,
          give: max(2 * max(found.1.1, found.0.share.deviation), 0.05))
      }
    }
    return Findings(
      "share of the gates’ variance that the class explains",
      [.bars("share", zip(names, gates).map { Findings.Bar($0, $1.share.mean) })],
      table: Findings.Table(
        ["block", "mean gate", "between classes", "within a class", "share"],
        zip(names, gates).map { name, gate in
          [name, gate.mean.text, gate.between.text, gate.within.text, gate.share.text]
            .map { .text($0) }
        }),
      reading: reading(gates, accuracies), measures: measures)
  }

  private func reading(_ gates: [Gates], _ accuracies: [Spread]) -> String {
    let (first, last) = (gates[0].share.mean, gates[gates.count - 1].share.mean)
    let (without, with) = (accuracies[0], accuracies[1])
    let gain = with.mean - without.mean
    let spread = max(with.deviation, without.deviation)
    return "The class explains \(decimals(first)) of the variance in the first block and "
      + "\(decimals(last)) in the last: "
      + (last > first
        ? "late gates depend on what is seen more than early ones."
        : "here late gates do not depend on the class more than early ones.")
      + " Held back, right: \(without.text) without gates, \(with.text) with them, "
      + (with.values.count > 1 && gain > 2 * spread ? "a gain." : "which shows no gain here.")
  }
}

/// How the numbers of each channel spread between classes and within them.
struct ClassVariance {
  let mean: Double
  /// Deviation between the classes' means and within the classes, each the mean of the channels.
  let between: Double
  let within: Double
  /// The sum of squares between the classes over that of all, of all channels together.
  let share: Double

  /// Of N×C numbers with N labels.
  init(_ x: Tensor<Float>, labels: [Int]) {
    let (channels, count) = (x.channels, Double(labels.count))
    let classes = Set(labels).sorted()
    var (total, betweens, withins) = (0.0, 0.0, 0.0)
    var (allBetween, allWithin) = (0.0, 0.0)
    for channel in 0..<channels {
      let values = labels.indices.map { Double(x.elements[$0 * channels + channel]) }
      let mean = values.reduce(0, +) / count
      let groups = classes.map { label in
        zip(values, labels).filter { $1 == label }.map(\.0)
      }
      let means = groups.map { $0.reduce(0, +) / Double($0.count) }
      let between = zip(groups, means).reduce(0) {
        $0 + Double($1.0.count) * ($1.1 - mean) * ($1.1 - mean)
      }
      let within = zip(groups, means).reduce(0) { sum, group in
        group.0.reduce(sum) { $0 + ($1 - group.1) * ($1 - group.1) }
      }
      total += mean
      betweens += (between / count).squareRoot()
      withins += (within / count).squareRoot()
      allBetween += between
      allWithin += within
    }
    self.mean = total / Double(channels)
    self.between = betweens / Double(channels)
    self.within = withins / Double(channels)
    share = allBetween + allWithin > 0 ? allBetween / (allBetween + allWithin) : 0
  }
}
