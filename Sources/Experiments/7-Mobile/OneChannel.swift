import Networks
import Tensors

/// A change of one input channel, and the output channels that it reaches.
struct OneChannel: Experiment {
  let name = "one-channel"
  let title = "which outputs does one channel reach?"
  let lesson = 7
  let question = "Which output channels change when a single input channel changes?"
  let knobs = [
    Knob("operation", words: kinds.map(\.name)),
    Knob("channel", (0..<8).map(Double.init), standard: 2),
  ]

  private static let kinds: [(name: String, text: String, moved: Int)] = [
    ("depthwise", "depthwise 3x3", 1), ("depthwise, pointwise", "depthwise 3x3, conv 1x1 8", 8),
    ("grouped by 2", "conv 3x3 8 groups: 4", 2), ("conv", "conv 3x3 8", 8),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let kind = Self.kinds[settings.count("operation")]
    let channel = settings.count("channel")
    let before = try Bench.forward(kind.text, on: Shape(6, 6, 8))
    var x = before.outputs[0]
    for place in 0..<36 { x.elements[place * 8 + channel] += 1 }
    let after = try Bench.forward(kind.text, on: Shape(6, 6, 8), given: ["x": x])
    let moves = (0..<8).map { out in
      (0..<36).reduce(0.0) {
        max($0, abs(after.output.elements[$1 * 8 + out] - before.output.elements[$1 * 8 + out]))
      }
    }
    let moved = moves.count { $0 > 1e-12 }
    return Findings(
      "largest change of each output channel when input channel \(channel) grows by 1",
      [
        .bars(
          kind.text, moves.enumerated().map { Findings.Bar("channel \($0)", $1 > 1e-12 ? $1 : 0) })
      ],
      table: Findings.Table(
        ["output channel", "change"],
        moves.enumerated().map { [.count($0), .number($1)] }),
      reading: moved == 1
        ? "A depthwise convolution does not mix channels: exactly one changes."
        : moved == 8
          ? "The channels are mixed: all of them change."
          : "Only the \(moved) channels of the same group change.",
      measures: [
        Findings.Measure("channels that change", Double(moved), expected: Double(kind.moved))
      ])
  }
}
