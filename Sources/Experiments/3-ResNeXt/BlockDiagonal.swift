import Networks
import Tensors

/// The centre tap of the grouped 3×3 as one dense matrix, at a constant number of weights.
struct BlockDiagonal: Experiment {
  let name = "block-diagonal"
  let title = "groups as a block-diagonal matrix"
  let lesson = 3
  let question = "What does more cardinality bring at the same number of weights?"
  let knobs = [Knob("paths", [1, 2, 4, 8, 16, 32, 64], standard: 32)]

  /// The convolutions of a ResNet bottleneck 256-64-256.
  private static let budget = 69_632.0
  /// The weights at the widths of table 3 of the ResNeXt paper (Xie and others, 2017).
  private static let published = [1: 69_632, 2: 69_760, 4: 69_888, 8: 71_456, 32: 70_144]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let paths = settings.count("paths")
    // the positive root of 9C·d² + 512C·d = budget
    let c = Double(paths)
    let width = Int(
      ((-512 * c + (512 * c * 512 * c + 36 * c * Self.budget).squareRoot()) / (18 * c)).rounded())
    let inner = paths * width
    let network = try Network(
      "conv 1x1 \(inner), conv 3x3 \(inner) groups: \(paths), conv 1x1 256", on: Shape(1, 1, 256))
    let weights = network.graph.nodes.reduce(0) { $0 + $1.parameterCount }
    let pass = try ForwardPass(network.graph, RunSettings<Double>(seed: 7))
    let dense = Self.centreTap(pass.parameters[2][0], inner, width)
    let share = Double(dense.count { $0 != 0 }) / Double(dense.count)
    var measures = [
      Findings.Measure("share of entries that are not 0", share, expected: 1 / c),
      Findings.Measure(
        "weights of the block", Double(weights),
        expected: Double(Self.published[paths] ?? paths * width * (512 + 9 * width))),
    ]
    measures.append(
      Findings.Measure(
        "weights over those of ResNet", Double(weights) / Self.budget, expected: 1, give: 0.1))
    return Findings(
      "centre tap of the 3×3 as a dense \(inner)×\(inner) matrix: \(paths) × \(width)",
      [.maps([Findings.Map("channels in (down), out (across)", inner, inner, dense)])],
      table: Findings.Table(
        ["paths", "width", "inner width", "weights", "not 0"],
        [[.count(paths), .count(width), .count(inner), .count(weights), .share(share)]]),
      reading:
        "With \(grouped(weights)) weights, \(paths) \(paths == 1 ? "path" : "paths") of width \(width) "
        + "give an inner width of \(inner); each output reads \(width) channels.",
      measures: measures)
  }

  /// The centre of a grouped 3×3 kernel, with the zeros that the groups stand for.
  private static func centreTap(
    _ kernel: Tensor<Double>, _ inner: Int, _ width: Int
  ) -> [Double] {
    var dense = [Double](repeating: 0, count: inner * inner)
    for out in 0..<inner {
      for c in 0..<width {
        dense[(out / width * width + c) * inner + out] = kernel[1, 1, c, out]
      }
    }
    return dense
  }
}
