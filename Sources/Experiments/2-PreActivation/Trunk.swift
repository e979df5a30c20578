import Networks
import Tensors

/// Mean and variance of the trunk after each block, for four places of BN and ReLU.
///
/// Blocks have two layers of 1×1 convolutions at random initialisation.
struct Trunk: Experiment {
  let name = "trunk"
  let title = "what the trunk becomes"
  let lesson = 2
  let question = "How do the mean and the variance of the trunk change from block to block?"
  let knobs = [
    Knob("histogram of", words: variants.map(\.name)),
    Knob("depth", [5, 10, 20, 50], standard: 50),
    Knob("width", [64, 128, 256], standard: 128),
  ]
  var isQuick: Bool { false }
  var small: Setup { Setup(knobs).setting("depth", to: "5") }

  private struct Variant: Sendable {
    let name: String
    let block: String
    let reading: String
    /// Mean and variance after so many blocks.
    let expected: [Int: (mean: Double, variance: Double)]
  }
  private static let variants = [
    Variant(
      name: "original",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm | identity }, relu",
      reading: "Every block adds and then cuts off at zero, so mean and variance both grow.",
      expected: [
        1: (0.56, 0.68), 5: (1.39, 2.07), 10: (2.08, 3.95), 20: (3.07, 7.60), 50: (5.07, 18.4),
      ]),
    Variant(
      name: "pre-activation",
      block: "sum { norm, relu, conv 1x1 W, norm, relu, conv 1x1 W | identity }",
      reading: "The variance is about 1 plus the number of blocks, so a last BN is needed.",
      expected: [1: (0, 1.99), 5: (0, 5.97), 10: (0, 11.1), 20: (0, 20.6), 50: (0, 50.6)]),
    Variant(
      name: "BN after the sum",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W | identity }, norm, relu",
      reading: "The trunk stays bounded, but nothing passes through it unchanged.",
      expected: [
        1: (0.40, 0.34), 5: (0.38, 0.42), 10: (0.36, 0.49), 20: (0.27, 0.61), 50: (0.20, 0.69),
      ]),
    Variant(
      name: "ReLU before the sum",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm, relu | identity }",
      reading: "A branch can only add non-negative values: the mean rises by about 0.4 per block.",
      expected: [
        1: (0.40, 1.34), 5: (1.99, 2.73), 10: (3.98, 4.55), 20: (7.95, 8.39), 50: (19.4, 32),
      ]),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (depth, width) = (settings.count("depth"), settings.count("width"))
    let marked = settings.count("histogram of")
    var means: [Findings.Curve] = []
    var variances: [Findings.Curve] = []
    var measures: [Findings.Measure] = []
    var rows: [[Findings.Table.Entry]] = []
    var last: [Double] = []
    for (place, variant) in Self.variants.enumerated() {
      let block = variant.block.replacing("W", with: "\(width)")
      let pass = try Bench.forward(
        "repeat \(depth) { \(block) }", on: Shape(16, 16, width), seed: 5)
      // x is node 0, and all blocks have equally many nodes
      let size = (pass.graph.nodes.count - 1) / depth
      let trunk = (0...depth).map { pass.outputs[$0 * size] }
      let letter = Character(["a", "b", "c", "d"][place])
      let points = { (value: (Tensor<Double>) -> Double) in
        trunk.enumerated().map { Findings.Point(x: Double($0), y: value($1)) }
      }
      means.append(
        Findings.Curve(letter, variant.name, points { $0.mean }, reading: variant.reading))
      variances.append(
        Findings.Curve(letter, variant.name, points { $0.variance }, reading: variant.reading))
      for (blocks, expected) in variant.expected.sorted(by: { $0.key < $1.key })
      where blocks <= depth {
        let tensor = trunk[blocks]
        measures.append(
          Findings.Measure(
            "\(variant.name), mean at \(blocks)", tensor.mean, expected: expected.mean,
            give: max(0.1 * expected.mean, 0.04, expected.mean == 0 ? 0.15 : 0)))
        measures.append(
          Findings.Measure(
            "\(variant.name), variance at \(blocks)", tensor.variance, expected: expected.variance,
            within: 0.1))
        rows.append([
          .text(variant.name), .count(blocks), .number(tensor.mean), .number(tensor.variance),
        ])
      }
      if place == marked { last = trunk[depth].elements }
      try progress.passed(place + 1, of: Self.variants.count)
    }
    return Findings(
      "variance of the trunk after so many blocks",
      [
        .curves(variances, unit: "blocks", isLogarithmic: true),
        .histogram(
          "the trunk after \(depth) blocks, \(Self.variants[marked].name)",
          Findings.Column.counting(last, columns: 24)),
      ],
      table: Findings.Table(["trunk", "blocks", "mean", "variance"], rows),
      reading: Self.variants[marked].reading, measures: measures)
  }
}
