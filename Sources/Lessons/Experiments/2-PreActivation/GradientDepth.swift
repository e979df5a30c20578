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
    "How much larger is the gradient at the first block than at the last, the deeper the network?"
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
      reading: "With BN and no shortcut it explodes, by about 1.21 a layer.",
      expected: [5: 2.7, 25: 6e3, 50: 1e8]),
    Stack(
      letter: "d", name: "residual, no BN",
      block: "sum { conv 1x1 W, relu, conv 1x1 W | identity }, relu",
      reading: "Shortcuts without BN: the variance about doubles with every block.",
      expected: [5: 3.7, 25: 1.5e4, 50: 6e8]),
    Stack(
      letter: "e", name: "original",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm | identity }, relu",
      reading: "With BN and a free shortcut the ratio grows slowly with depth.",
      expected: [5: 3.1, 25: 25, 50: 60]),
    Stack(
      letter: "f", name: "pre-activation",
      block: "sum { norm, relu, conv 1x1 W, norm, relu, conv 1x1 W | identity }",
      reading: "With BN and a free shortcut the ratio grows slowly; all others but b run away.",
      expected: [5: 3.4, 25: 18, 50: 36]),
    Stack(
      letter: "g", name: "shortcut × 0.5",
      block: "sum { conv 1x1 W, norm, relu, conv 1x1 W, norm | depthwise 1x1 }, relu",
      reading: "Half a shortcut is exponential again.",
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
      reading:
        "With BN and a free shortcut the ratio grows slowly with depth; all others but b run away.",
      measures: measures)
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
