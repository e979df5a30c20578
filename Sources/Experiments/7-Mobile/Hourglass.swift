import Networks
import Tensors

/// The channels through a ResNet bottleneck and an inverted one, drawn as widths.
struct Hourglass: Experiment {
  let name = "hourglass"
  let title = "hourglass and spindle"
  let lesson = 7
  let question = "Where is a bottleneck narrow, and where is an inverted bottleneck?"
  let knobs = [
    Knob("channels", [16, 24, 32, 64], standard: 24),
    Knob("expansion", [2, 4, 6], standard: 6),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (channels, expansion) = (settings.count("channels"), settings.count("expansion"))
    let wide = channels * expansion
    let bottleneck = try Network(
      "conv 1x1 \(wide / 4), conv 3x3 \(wide / 4), conv 1x1 \(wide)", on: Shape(8, 8, wide))
    let inverted = try Network(
      "conv 1x1 \(wide), depthwise 3x3, conv 1x1 \(channels)", on: Shape(8, 8, channels))
    let widths = [bottleneck, inverted].map { $0.graph.nodes.map { $0.shape[2] } }
    var lines: [String] = []
    for (network, title) in [(bottleneck, "ResNet: an hourglass"), (inverted, "MBConv: a spindle")]
    {
      lines += [title, ""]
      lines += network.graph.nodes.map { Self.line($0, widest: wide) } + [""]
    }
    return Findings(
      "channels after each convolution", [.lines(lines)],
      table: Findings.Table(
        ["block", "ends", "middle"],
        [
          ["ResNet bottleneck", .count(widths[0][0]), .count(widths[0][1])],
          ["inverted", .count(widths[1][0]), .count(widths[1][1])],
        ]),
      reading:
        "ResNet adds at the wide ends and works in the narrow middle; in MBConv it is the other way round.",
      measures: [
        Findings.Measure(
          "ResNet, middle ÷ ends", Double(widths[0][1]) / Double(widths[0][0]), expected: 0.25),
        Findings.Measure(
          "MBConv, middle ÷ ends", Double(widths[1][1]) / Double(widths[1][0]),
          expected: Double(expansion)),
      ])
  }

  /// A bar around the middle, as wide as there are channels.
  private static func line(_ node: Node, widest: Int) -> String {
    let room = 36
    let length = max(node.shape[2] * room / widest / 2 * 2, 2)
    let blanks = String(repeating: " ", count: (room - length) / 2)
    let name = node.index == 0 ? "x" : node.operation.caption
    let padded = name + String(repeating: " ", count: max(16 - name.unicodeScalars.count, 1))
    return padded + blanks + String(repeating: "█", count: length) + blanks + "  \(node.shape[2])"
  }
}
