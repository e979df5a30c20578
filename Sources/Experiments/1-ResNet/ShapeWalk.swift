import Networks
import Tensors

/// The shapes through a bottleneck, with its projection and without.
struct ShapeWalk: Experiment {
  let name = "shape-walk"
  let title = "shapes through a bottleneck"
  let lesson = 1
  let question = "Where does a bottleneck break when its projection is removed?"
  let knobs = [
    Knob("shortcut", words: ["projection", "identity"]),
    Knob("side", [7, 14, 28, 56, 112], standard: 56),
    Knob("channels", [64, 128, 256, 512, 1024], standard: 256),
    Knob("width", [16, 32, 64, 128, 256], standard: 128),
    Knob("stride", [1, 2], standard: 2),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, channels) = (settings.count("side"), settings.count("channels"))
    let (width, stride) = (settings.count("width"), settings.count("stride"))
    let out = 4 * width
    let branch =
      "conv 1x1 \(width), norm, relu, conv 3x3 \(width) stride: \(stride), norm, relu, "
      + "conv 1x1 \(out), norm"
    let isProjected = settings.word("shortcut") == "projection"
    let shortcut = isProjected ? "conv 1x1 \(out) stride: \(stride), norm" : "identity"
    let input = Shape(side, side, channels)
    let fits = isProjected || (stride == 1 && channels == out)
    let measure = { (fit: Bool) in
      Findings.Measure("sums that fit", fit ? 1 : 0, expected: fits ? 1 : 0)
    }
    do {
      let network = try Network("sum { \(branch) | \(shortcut) }, relu", on: input)
      let last = network.graph.output.shape
      let half = (side + stride - 1) / stride
      return Findings(
        "output shape of each operation", [.table(Self.table(network.graph))],
        table: Self.table(network.graph),
        reading: isProjected
          ? "The projection brings x to \(last), the shape of F(x)."
          : "Side and channels stay the same, so the identity fits.",
        measures: [
          measure(true),
          Findings.Measure("side of the output", Double(last[0]), expected: Double(half)),
          Findings.Measure("channels of the output", Double(last[2]), expected: Double(out)),
        ])
    } catch let fault as NotationError {
      let walked = try Network(branch, on: input)
      return Findings(
        "output shape of each operation of the branch, up to the sum",
        [.table(Self.table(walked.graph))], table: Self.table(walked.graph),
        reading: fault.sentence, measures: [measure(false)])
    }
  }

  private static func table(_ graph: Graph) -> Findings.Table {
    Findings.Table(
      ["operation", "shape", "parameters"],
      graph.nodes.map { node in
        [
          .text(node.index == 0 ? "x" : node.operation.caption), .text("\(node.shape)"),
          .count(node.parameterCount),
        ]
      })
  }
}
