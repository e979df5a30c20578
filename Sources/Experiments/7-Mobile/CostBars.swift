import Networks
import Tensors

/// The multiply-adds of a mobile inverted bottleneck, convolution by convolution.
struct CostBars: Experiment {
  let name = "cost-bars"
  let title = "what a mobile inverted bottleneck costs"
  let lesson = 7
  let question = "Which of the convolutions costs most?"
  let knobs = [
    Knob("side", [7, 14, 28, 56, 112], standard: 56),
    Knob("channels", [16, 24, 32, 64, 96, 160], standard: 24),
    Knob("out", [16, 24, 32, 64, 96, 160, 320], standard: 32),
    Knob("expansion", [1, 3, 4, 6], standard: 6),
    Knob("kernel", [3, 5], standard: 3), Knob("stride", [1, 2], standard: 2),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, channels, out) = (
      settings.count("side"), settings.count("channels"), settings.count("out")
    )
    let (kernel, stride) = (settings.count("kernel"), settings.count("stride"))
    let wide = settings.count("expansion") * channels
    let expansion = settings.count("expansion") == 1 ? "" : "conv 1x1 \(wide), norm, relu6, "
    let network = try Network(
      expansion
        + "depthwise \(kernel)x\(kernel) stride: \(stride), norm, relu6, conv 1x1 \(out), norm",
      on: Shape(side, side, channels))
    let convolutions = network.graph.nodes.filter { $0.multiplyAdds > 0 }
    let names = (expansion.isEmpty ? [] : ["expansion 1×1"]) + ["depthwise", "projection 1×1"]
    let dense = try Network(
      "conv \(kernel)x\(kernel) \(wide) stride: \(stride)", on: Shape(side, side, wide))
    let half = (side + stride - 1) / stride
    let total = convolutions.reduce(0) { $0 + $1.multiplyAdds }
    let formula =
      (expansion.isEmpty ? 0 : side * side * wide * channels)
      + half * half * wide * (kernel * kernel + out)
    return Findings(
      "multiply-adds, \(side)×\(side)×\(channels) to \(half)×\(half)×\(out)",
      [
        .bars(
          "millions",
          zip(names, convolutions).map { Findings.Bar($0, Double($1.multiplyAdds) / 1e6) }
            + [
              Findings.Bar(
                "(a full \(kernel)×\(kernel) there)", Double(dense.graph.output.multiplyAdds) / 1e6)
            ])
      ],
      table: Findings.Table(
        ["convolution", "multiply-adds", "weights"],
        zip(names, convolutions).map {
          [.text($0), .count($1.multiplyAdds), .count($1.parameterCount)]
        } + [["all", .count(total), .count(convolutions.reduce(0) { $0 + $1.parameterCount })]]),
      reading: Self.reading(
        zip(names, convolutions.map(\.multiplyAdds)).map { ($0, $1) }, total,
        full: dense.graph.output.multiplyAdds),
      measures: [
        Findings.Measure("multiply-adds", Double(total), expected: Double(formula)),
        Findings.Measure(
          "full ÷ depthwise",
          Double(dense.graph.output.multiplyAdds)
            / Double(convolutions[names.count - 2].multiplyAdds), expected: Double(wide)),
      ])
  }

  /// Which convolution costs most, and what a full one in place of the depthwise would cost.
  private static func reading(
    _ costs: [(name: String, count: Int)], _ total: Int, full: Int
  ) -> String {
    guard let most = costs.max(by: { $0.count < $1.count }) else { return "" }
    let share = Int((Double(most.count) / Double(total) * 100).rounded())
    let times = Double(full) / Double(total)
    return "The \(most.name) costs most, \(share) % of the block; a full convolution in place of "
      + "the depthwise one would alone cost \((times * 10).rounded() / 10) times the whole block."
  }
}
