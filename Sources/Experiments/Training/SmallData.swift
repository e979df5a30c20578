import Networks
import Training

/// Two hundred digits learnt by heart, without a regulariser and with one: what it does to the loss
/// in training and to the images held back.
struct SmallData: Experiment {
  let name = "small-data"
  let title = "two hundred images and one regulariser"
  let lesson = 5
  let question = "Does a regulariser help a small net that has only 200 images to learn from?"
  let knobs = [
    Knob("regulariser", words: Regulariser.allCases.map(\.rawValue)),
    Knob("seeds", [1, 3, 6], standard: 3), Knob("updates", [6, 60, 240], standard: 240),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("seeds", to: "1").setting("updates", to: "6") }

  static let images = 200

  enum Regulariser: String, CaseIterable {
    case cutout2 = "Cutout 2", cutout4 = "Cutout 4", cutmix = "CutMix"
    case dropout = "dropout before the head", blockDropout = "dropout after each block"
    case dropBlock = "DropBlock", smoothing = "label smoothing", decay = "L2 0.01"
    case weakDecay = "L2 0.001"

    /// The residual net of 10 layers, with what it has inside.
    var net: String {
      let afterBlock =
        switch self {
        case .blockDropout: ", dropout keep: 0.9"
        case .dropBlock: ", dropblock keep: 0.9 size: 3"
        default: ""
        }
      let head = self == .dropout ? "globalpool, dropout keep: 0.8" : "globalpool"
      return "conv 3x3 8, norm, relu, repeat 4 { sum { conv 3x3 8, norm, relu, conv 3x3 8, norm "
        + "| identity }, relu\(afterBlock) }, \(head), dense 10"
    }

    func change(_ recipe: inout Recipe) {
      switch self {
      case .cutout2: recipe.augmentations = [.cutout(2)]
      case .cutout4: recipe.augmentations = [.cutout(4)]
      case .cutmix: recipe.augmentations = [.cutmix(alpha: 1)]
      case .smoothing: recipe.labelSmoothing = 0.1
      case .decay: recipe.decay = 0.01
      case .weakDecay: recipe.decay = 0.001
      case .dropout, .blockDropout, .dropBlock: break
      }
    }

    /// Mean and deviation in per cent that PyTorch gives over seeds 1 to 6, of the images held back.
    var known: (mean: Double, deviation: Double) {
      switch self {
      case .cutout2: (81.9, 3.2)
      case .cutout4: (79.4, 3.5)
      case .cutmix: (77.6, 3.0)
      case .dropout: (76.4, 2.9)
      case .blockDropout: (76.3, 0.9)
      case .dropBlock: (74.9, 2.7)
      case .smoothing: (79.6, 1.4)
      case .decay: (81.3, 3.0)
      case .weakDecay: (78.7, 2.0)
      }
    }
  }
  /// The same without any.
  private static let knownWithout = (mean: 79.2, deviation: 2.0)

  private struct Outcomes {
    var loss = Spread()
    /// Accuracy on the images learnt from, as they are, and on those held back.
    var learnt = Spread()
    var held = Spread()
    var heldLoss = Spread()

    mutating func add(_ run: TrainingRun<Float>) throws {
      loss.add(try DigitsBench.Outcome(run, isValidated: false).loss)
      learnt.add(try run.evaluation(of: run.data.training).score.accuracy ?? .nan)
      let score = try run.evaluation().score
      held.add(score.accuracy ?? .nan)
      heldLoss.add(score.loss)
    }
  }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (seeds, updates) = (settings.count("seeds"), settings.count("updates"))
    let regulariser = Regulariser(rawValue: settings.word("regulariser")) ?? .cutout2
    var bench = try DigitsBench(
      progress, runs: 2 * seeds, updates: updates, learningFrom: Self.images)
    var found = [Outcomes(), Outcomes()]
    for seed in 1...seeds {
      try found[0].add(
        bench.trained(DigitsNet.residual.net(layers: 10), seed: seed, updates: updates))
      try found[1].add(
        bench.trained(
          regulariser.net, seed: seed, updates: updates, changing: regulariser.change))
      try bench.tell(findings(found, regulariser, seeds, updates))
    }
    return findings(found, regulariser, seeds, updates)
  }

  private func findings(
    _ found: [Outcomes], _ regulariser: Regulariser, _ seeds: Int, _ updates: Int
  ) -> Findings {
    let names = ["none", regulariser.rawValue]
    var measures: [Findings.Measure] = []
    if updates == 240, seeds > 1, found[1].held.values.count == seeds {
      for (name, (row, known)) in zip(
        names, zip(found, [Self.knownWithout, regulariser.known]))
      {
        measures.append(
          Findings.Measure(
            "held back, right, \(name)", 100 * row.held.mean, expected: known.mean,
            give: max(2 * known.deviation, 4)))
      }
    }
    return Findings(
      "share of the images held back that is told right",
      [.bars("held back, right", zip(names, found).map { Findings.Bar($0, $1.held.mean) })],
      table: Findings.Table(
        [
          "regulariser", "loss as optimised", "learnt, right", "held back, right",
          "held back, loss",
        ],
        zip(names, found).map { name, row in
          [name, row.loss.text, row.learnt.text, row.held.text, row.heldLoss.text].map { .text($0) }
        }),
      reading: Self.reading(found, regulariser, seeds), measures: measures)
  }

  private static func reading(
    _ found: [Outcomes], _ regulariser: Regulariser, _ seeds: Int
  ) -> String {
    let gain = found[1].held.mean - found[0].held.mean
    // of a difference between two means
    let error =
      ((found[0].held.deviation * found[0].held.deviation
      + found[1].held.deviation * found[1].held.deviation) / Double(seeds)).squareRoot()
    let points = (abs(1000 * gain)).rounded() / 10
    let verdict =
      seeds == 1
      ? "one seed proves nothing"
      : abs(gain) > 2 * error
        ? "more than chance would make of \(seeds) seeds" : "no more than chance may make"
    return "With \(regulariser.rawValue) the images held back are told right "
      + "\(points) points \(gain < 0 ? "less" : "more") often: \(verdict). A net of 8 channels has "
      + "little to spare; the losses of the two are not the same quantity."
  }
}
