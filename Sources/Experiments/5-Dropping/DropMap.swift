import Networks
import Tensors

/// With what probability each place of a map is dropped: counted over the engine's own masks.
struct DropMap: Experiment {
  let name = "drop-map"
  let title = "how often is each place dropped?"
  let lesson = 5
  let question = "Is every place of a map dropped equally often?"
  let knobs = [
    Knob("by", words: ["DropBlock", "dropout", "Cutout"]),
    Knob("block", [1, 3, 5, 7], standard: 7),
    Knob("keep", [0.75, 0.9, 0.95], standard: 0.9),
    Knob("masks", [500, 2000, 8000], standard: 2000),
  ]
  var isQuick: Bool { false }

  static let side = 14

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, masks) = (Self.side, settings.count("masks"))
    let (block, keep) = (settings.count("block"), settings.number("keep"))
    let kind = settings.word("by")
    let operation =
      switch kind {
      case "DropBlock": "dropblock keep: \(keep) size: \(block)"
      case "dropout": "dropout keep: \(keep)"
      default: "cutout size: \(block)"
      }
    let share = try MaskCount(operation, side: side, masks: masks, progress).shares
    let formula = (0..<side * side).map { place in
      switch kind {
      case "DropBlock": Self.dropped(place / side, place % side, side, block, keep)
      case "dropout": 1 - keep
      default:
        Double(Self.covering(place / side, side, block) * Self.covering(place % side, side, block))
          / Double(side * side)
      }
    }
    let centre = side / 2 * side + side / 2
    let mean = { (numbers: [Double]) in numbers.reduce(0, +) / Double(numbers.count) }
    let measure = { (name: String, measured: Double, expected: Double) in
      Findings.Measure(
        name, measured, expected: expected,
        give: 4.5 * (expected * (1 - expected) / Double(masks)).squareRoot() + 1e-9)
    }
    return Findings(
      "probability that a place is dropped, \(kind)",
      [
        .maps([
          Findings.Map("\(grouped(masks)) masks", side, side, share),
          Findings.Map("by the formula", side, side, formula),
        ])
      ],
      table: Findings.Table(
        ["place", "measured", "formula"],
        [
          ["centre", .share(share[centre]), .share(formula[centre])],
          ["corner", .share(share[0]), .share(formula[0])],
          ["mean", .share(mean(share)), .share(mean(formula))],
        ]),
      reading: formula[centre] > formula[0] + 1e-12
        ? "More squares cover the centre than a corner, so the centre is dropped more often."
        : "Single units are dropped, every place equally often.",
      measures: [
        measure("centre", share[centre], formula[centre]), measure("corner", share[0], formula[0]),
        measure("mean", mean(share), mean(formula)),
      ])
  }

  /// Of DropBlock: 1 − (1 − γ)^(n_i·n_j), n being the blocks that cover a row or column.
  static func dropped(_ i: Int, _ j: Int, _ side: Int, _ block: Int, _ keep: Double) -> Double {
    let places = Double((side - block + 1) * (side - block + 1))
    let gamma = (1 - keep) / Double(block * block) * Double(side * side) / places
    let count = { (i: Int) in min(i, side - block) - max(i - block + 1, 0) + 1 }
    return 1 - (0..<count(i) * count(j)).reduce(1.0) { power, _ in power * (1 - gamma) }
  }
  /// Of Cutout: how many centres there are whose square covers a row.
  private static func covering(_ i: Int, _ side: Int, _ size: Int) -> Int {
    (0..<side).count { centre in centre - size / 2..<centre - size / 2 + size ~= i }
  }
}

/// How often an operation's masks drop each place of a map of one channel.
struct MaskCount {
  let shares: [Double]

  init(
    _ operation: String, side: Int, masks: Int, _ progress: ExperimentProgress = .none
  ) throws {
    let network = try Network(operation, on: Shape(side, side, 1))
    let node = network.graph.output
    var counts = [Double](repeating: 0, count: side * side)
    let batch = 100
    for round in 0..<masks / batch {
      try progress.passed(round, of: masks / batch)
      let rule = WeightRule(seed: UInt64(round), tensor: WeightRule.firstMaskTensor)
      guard let shape = node.operation.maskShape([network.input], images: batch) else { break }
      let mask: Tensor<Double> = node.operation.mask(shape, drawnBy: rule)
      for (offset, kept) in mask.elements.enumerated() {
        counts[offset % (side * side)] += 1 - kept
      }
    }
    shares = counts.map { $0 / Double(masks / batch * batch) }
  }
}
