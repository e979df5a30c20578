import Networks
import Tensors

/// How many outputs read each pixel: ones sent back through a convolution of ones.
struct PixelReaders: Experiment {
  let name = "pixel-readers"
  let title = "who reads this pixel?"
  let lesson = 1
  let question = "Which share of the pixels does a convolution with a stride read at all?"
  let knobs = [
    Knob("kernel", [1, 3], standard: 1),
    Knob("stride", [1, 2, 3], standard: 2),
    Knob("side", [12, 24, 56], standard: 12),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (kernel, stride) = (settings.count("kernel"), settings.count("stride"))
    let side = settings.count("side")
    let trace = try Bench.trace(
      "conv \(kernel)x\(kernel) 1 stride: \(stride)", on: Shape(side, side, 1),
      given: ["conv1.weight": Tensor(repeating: 1, Shape(kernel, kernel, 1, 1))], upstream: .ones)
    let readers = trace.gradients[0].elements
    let share = Double(readers.count { $0 != 0 }) / Double(readers.count)
    // 3 taps with padding 1 reach every row at strides up to 3
    let rows = kernel == 1 ? Double((side + stride - 1) / stride) / Double(side) : 1
    let per = Int((share * 100).rounded())
    return Findings(
      "outputs that read each pixel, \(kernel)×\(kernel) with stride \(stride)",
      [.maps([Findings.Map("\(side)×\(side)", side, side, readers)])],
      table: Findings.Table(
        ["read by", "pixels"],
        Set(readers).sorted().map { count in
          [.count(Int(count)), .count(readers.count { $0 == count })]
        }),
      reading: share < 1
        ? "A 1×1 convolution with stride \(stride) reads \(per) % of the pixels; nothing reaches the others."
        : "Every pixel is read; with a stride some are read more often than others.",
      measures: [Findings.Measure("share of pixels read", share, expected: rows * rows)])
  }
}
