import Networks
import Tensors

/// The norm of the gradient at the first block over that at the last, for seven stacks of blocks.
///
/// Blocks have two layers of 1×1 convolutions at random initialisation, on 64 positions.
struct GradientDepth: Experiment {
  let name = "gradient-depth"
  let title = "gradient norm against depth"
  let lesson = 2
  let question =
    "How does the gradient at the first block compare with that at the last, as depth grows?"
  let knobs = [
    Knob("depth", [5, 10, 25, 50], standard: 50),
    Knob("width", [16, 32, 64], standard: 64),
    Knob("seeds", [1, 3, 5], standard: 3),
  ]
  var isQuick: Bool { false }
  var small: Setup {
    Setup(knobs).setting("depth", to: "5").setting("seeds", to: "3")
  }

  /// A stack: its block, how its weights and shortcut are scaled, and what is known of it.
  private struct Stack {
    let letter: Character
    let name: String
    let block: String
    var gain = 2.0
    let reading: String
    /// The ratio at 5, 25 and 50 blocks of width 64.
    let expected: [Int: Double]
  }
  private static let stacks = [
    Stack(
      letter: "a", name: "plain, gain 1", block: "conv 1x1 W, relu, conv 1x1 W, relu", gain: 1,
      reading: "With weights too small for ReLU the gradient halves with every block.",
      expected: [5: 6e-2, 25: 5e-8, 50: 6e-16]),
    Stack(
      letter: "b", name: "plain, He", block: "conv 1x1 W, relu, conv 1x1 W, relu",
      reading: "The right initialisation alone keeps the gradient, without any shortcut.",
      expected: [5: 1.0, 25: 0.9, 50: 0.3]),
    Stack(
      letter: "c", name: "plain + BN", block: "conv 1x1 W, norm, relu, conv 1x1 W, norm, relu",
      reading: "With BN and no shortcut it explodes, by a factor of about 1.21 per layer.",
      expected: [5: 2.7, 25: 6e3, 50: 1e8]),
    Stack(
      letter: "d", name: "residual, no BN",
      block: "sum { conv 1x1 W, relu, conv 1x1 W | identity }, relu",
      reading: "Shortcuts without BN: the variance roughly doubles with every block.",
      expected: [5: 3.7, 25: 1.5e4, 50: 6e8]),
    Stack(
      letter: "e", name: "original",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm | identity }, relu",
      reading: "With BN and a free shortcut the ratio grows slowly with depth.",
      expected: [5: 3.1, 25: 25, 50: 60]),
    Stack(
      letter: "f", name: "pre-activation",
      block: "sum { norm, relu, conv 1x1 W, norm, relu, conv 1x1 W | identity }",
      reading: "With BN and a free shortcut the ratio grows slowly, as in e.",
      expected: [5: 3.4, 25: 18, 50: 36]),
    Stack(
      letter: "g", name: "shortcut × 0.5",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm | depthwise 1x1 }, relu",
      reading: "Halving the shortcut makes the growth exponential again.",
      expected: [5: 2.7, 25: 1e3, 50: 4e6]),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (width, seeds) = (settings.count("width"), settings.count("seeds"))
    let depths = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50].filter { $0 <= settings.count("depth") }
    // logarithms, for a geometric mean over the seeds
    var sums = Self.stacks.map { _ in depths.map { _ in 0.0 } }
    let total = depths.count * seeds * Self.stacks.count
    var done = 0
    for seed in 0..<seeds {
      for (row, stack) in Self.stacks.enumerated() {
        for (column, depth) in depths.enumerated() {
          let ratio = try Self.ratio(stack, depth: depth, width: width, seed: UInt64(seed + 1))
          sums[row][column] += Double.logarithm(ratio)
          done += 1
          try progress.passed(done, of: total)
        }
      }
      let means = sums.map { $0.map { Double.exponential($0 / Double(seed + 1)) } }
      try progress.passed(done, of: total, findings(depths, means, width))
    }
    return findings(
      depths, sums.map { $0.map { Double.exponential($0 / Double(seeds)) } }, width)
  }

  private func findings(_ depths: [Int], _ ratios: [[Double]], _ width: Int) -> Findings {
    let curves = zip(Self.stacks, ratios).map { stack, ratios in
      Findings.Curve(
        stack.letter, stack.name,
        zip(depths, ratios).map { Findings.Point(x: Double($0), y: $1) }, reading: stack.reading)
    }
    var measures: [Findings.Measure] = []
    if width == 64 {
      for (stack, ratios) in zip(Self.stacks, ratios) {
        for (depth, ratio) in zip(depths, ratios) {
          guard let expected = stack.expected[depth] else { continue }
          // what runs away runs away from its own mean, the more so the deeper
          measures.append(
            Findings.Measure(
              "\(stack.name) at \(depth)", ratio, expected: expected,
              factor: depth == 5 ? 1.6 : depth == 25 ? 4 : 10))
        }
      }
    }
    let rows = zip(Self.stacks, ratios).map { stack, ratios in
      [Findings.Table.Entry.text("\(stack.letter) \(stack.name)")]
        + ratios.map(Findings.Table.Entry.wide)
    }
    return Findings(
      "norm of the gradient at the first block ÷ at the last",
      [.curves(curves, unit: "blocks", isLogarithmic: true)],
      table: Findings.Table(["stack"] + depths.map(String.init), rows),
      reading: Self.reading(
        depths.last ?? 0, zip(Self.stacks, ratios).map { ($0, $1.last ?? .nan) }),
      measures: measures)
  }

  /// The ratios at the greatest depth, those of BN with a free shortcut before the extremes of all.
  private static func reading(_ depth: Int, _ ratios: [(stack: Stack, ratio: Double)]) -> String {
    let named = ["original", "pre-activation"].compactMap { name in
      ratios.first { $0.stack.name == name }.map { "\(name) \(short($0.ratio))" }
    }
    let (least, most) = (
      ratios.min { $0.ratio < $1.ratio }, ratios.max { $0.ratio < $1.ratio }
    )
    guard let least, let most else { return "" }
    return "At \(depth) blocks, with BN and a free shortcut: \(named.joined(separator: ", ")). "
      + "Least of all: \(least.stack.name), \(short(least.ratio)); most: \(most.stack.name), "
      + "\(short(most.ratio))."
  }
  /// A positive number in two digits: `36`, `2.7`, `6.0e−16`.
  private static func short(_ x: Double) -> String {
    if 0.01..<1000 ~= x {
      return x < 10 ? "\((x * 100).rounded() / 100)" : "\(Int(x.rounded()))"
    }
    var (mantissa, exponent) = (x, 0)
    while mantissa < 1, mantissa > 0 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    while mantissa >= 10, mantissa.isFinite {
      (mantissa, exponent) = (mantissa / 10, exponent + 1)
    }
    return "\((mantissa * 10).rounded() / 10)e\(exponent)".replacing("-", with: "−")
  }

  /// The ratio of one stack at one depth.
  private static func ratio(
    _ stack: Stack, depth: Int, width: Int, seed: UInt64
  ) throws -> Double {
    let block = stack.block.replacing("W", with: "\(width)")
    let network = try Network("repeat \(depth) { \(block) }", on: Shape(8, 8, width))
    let graph = network.graph
    var settings = RunSettings<Double>(seed: seed)
    var kernels: UInt64 = 0
    for node in graph.nodes {
      for parameter in node.parameters {
        guard case .random(let fanIn) = parameter.start else { continue }
        let name = "\(node.id).\(parameter.name)"
        if node.id.hasPrefix("depthwise") {
          settings.given[name] = Tensor(repeating: 0.5, parameter.shape)
        } else if stack.gain != 2 {
          // the rule draws with variance 2/fanIn
          settings.given[name] = WeightRule(seed: seed, tensor: kernels)
            .tensor(parameter.shape, fanIn: Int(2 * Double(fanIn) / stack.gain))
        }
        kernels += 1
      }
    }
    let trace = try Trace(graph, settings)
    // x is node 0, and all blocks have equally many nodes
    let last = (depth - 1) * (graph.nodes.count - 1) / depth
    return trace.gradients[0].norm / trace.gradients[last].norm
  }
}
