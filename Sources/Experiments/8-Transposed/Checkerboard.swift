import Networks
import Tensors

/// How often each output is written when everything is one: the checkerboard.
struct Checkerboard: Experiment {
  let name = "checkerboard"
  let title = "the checkerboard of a transposed convolution"
  let lesson = 8
  let question = "Is the output uniform when both the input and the kernel are all ones?"
  let knobs = [
    Knob("kernel", [1, 2, 3, 4, 5, 6], standard: 3), Knob("stride", [1, 2, 3], standard: 2),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (taps, stride) = (settings.count("kernel"), settings.count("stride"))
    let places = 6
    let pass = try Bench.forward(
      "transposed \(taps)x\(taps) 1 stride: \(stride) padding: valid",
      on: Shape(places, places, 1),
      given: [
        "x": Tensor(repeating: 1, Shape(1, places, places, 1)),
        "transposed1.weight": Tensor(repeating: 1, Shape(taps, taps, 1, 1)),
      ])
    let side = pass.output.shape[1]
    let hits = pass.output.elements
    // the interior, where no window is missing
    let margin = taps
    let inner = (0..<side * side).filter {
      margin..<side - margin ~= $0 / side && margin..<side - margin ~= $0 % side
    }.map { hits[$0] }
    let (least, most) = (taps / stride, (taps + stride - 1) / stride)
    let isEven = taps.isMultiple(of: stride)
    return Findings(
      "outputs of \(taps)×\(taps), stride \(stride), everything 1",
      [.maps([Findings.Map("\(side)×\(side)", side, side, hits)])],
      table: Findings.Table(
        ["hits", "places of the interior"],
        Set(inner).sorted().map { count in
          [.count(Int(count)), .count(inner.count { $0 == count })]
        }),
      reading: isEven
        ? "The stride \(stride) divides the kernel size \(taps), so every place of the interior is hit equally often."
        : "The stride \(stride) does not divide the kernel size \(taps), so neighbours are hit unequally often.",
      measures: [
        Findings.Measure("fewest hits", inner.min() ?? .nan, expected: Double(least * least)),
        Findings.Measure("most hits", inner.max() ?? .nan, expected: Double(most * most)),
      ])
  }
}
