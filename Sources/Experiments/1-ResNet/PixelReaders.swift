import Networks
import Tensors

/// How many outputs read each pixel: ones sent back through a convolution of ones.
struct PixelReaders: Experiment {
  let name = "pixel-readers"
  let title = "how many outputs read each pixel?"
  let lesson = 1
  let question = "What share of the pixels does a convolution with a stride read at all?"
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
    let padding = kernel / 2
    let outputs = (side + 2 * padding - kernel) / stride + 1
    // rows that one of the windows covers
    let read = (0..<side).count { row in
      (0..<outputs).contains { 0..<kernel ~= row - ($0 * stride - padding) }
    }
    let rows = Double(read) / Double(side)
    return Findings(
      "outputs that read each pixel, \(kernel)×\(kernel) with stride \(stride)",
      [.maps([Findings.Map("\(side)×\(side)", side, side, readers)])],
      table: Findings.Table(
        ["read by", "pixels"],
        Set(readers).sorted().map { count in
          [.count(Int(count)), .count(readers.count { $0 == count })]
        }),
      reading: Self.reading(
        readers, share, "A \(kernel)×\(kernel) convolution with stride \(stride)"),
      measures: [Findings.Measure("share of pixels read", share, expected: rows * rows)])
  }

  private static func reading(_ readers: [Double], _ share: Double, _ window: String) -> String {
    if share < 1 {
      let percent = (share * 1000).rounded() / 10
      return "\(window) reads \(percent) % of the pixels; the others get no gradient."
    }
    return Set(readers).count == 1
      ? "\(window) reads every pixel, and all equally often."
      : "\(window) reads every pixel, but some of them more often than others."
  }
}
