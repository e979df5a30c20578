import Networks
import Tensors

/// An image moved by some rows, and the output of a convolution before and after.
struct ShiftedImage: Experiment {
  let name = "shifted-image"
  let title = "an image moved by some rows"
  let lesson = 10
  let question = "Does the output of a convolution move when its image does?"
  let knobs = [
    Knob("stride", [1, 2, 3], standard: 2), Knob("rows", [1, 2, 3, 4, 5, 6], standard: 2),
    Knob("kernel", [3, 5], standard: 3), Knob("seed", [1, 2, 3], standard: 1),
  ]

  private static let side = 40

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, stride) = (Self.side, settings.count("stride"))
    let (rows, kernel) = (settings.count("rows"), settings.count("kernel"))
    let shape = Shape(side, side, 3)
    let block = "conv \(kernel)x\(kernel) 4 stride: \(stride) padding: valid"
    let seed = UInt64(settings.count("seed"))
    let pass = try Bench.forward(block, on: shape, seed: seed)
    let x = pass.outputs[0]
    // moved down, and what leaves below comes in above
    let moved = Tensor<Double>(
      x.shape,
      x.elements.indices.map { place in
        let row = place / (side * 3)
        return x.elements[(row - rows + side) % side * side * 3 + place % (side * 3)]
      })
    let second = try Bench.forward(block, on: shape, seed: seed, given: ["x": moved])
    let (steps, isWhole) = (rows / stride, rows.isMultiple(of: stride))
    let distance = Self.distance(pass.output, second.output, by: steps)
    let width = pass.output.shape[2]
    func plane(_ title: String, _ y: Tensor<Double>) -> Findings.Map {
      Findings.Map(
        title, y.shape[1], width,
        (0..<y.shape[1] * width).map { y.elements[$0 * 4] })
    }
    return Findings(
      "the first channel of the output, before and after the image has moved \(rows) down",
      [.maps([plane("before", pass.output), plane("after", second.output)])],
      table: Findings.Table(
        ["", "value"],
        [
          ["output moved by", .text("\(steps) rows")],
          ["relative difference", .number((distance * 1000).rounded() / 1000)],
        ]),
      reading: isWhole
        ? "\(rows) is a multiple of the stride, so the output moves by \(steps) rows and its "
          + "numbers stay the same, away from the border."
        : "\(rows) is no multiple of the stride \(stride): the windows see other rows, and the output is "
          + "as different as that of another image.",
      measures: [
        isWhole
          ? Findings.Measure("relative difference", distance, expected: 0, give: 1e-12)
          : Findings.Measure("relative difference", distance, expected: 1.4, range: 1.2...1.6)
      ])
  }

  /// How far two outputs lie apart, one moved by some rows, against their size; rows at the border
  /// are left out.
  private static func distance(
    _ y: Tensor<Double>, _ moved: Tensor<Double>, by steps: Int
  ) -> Double {
    let line = y.shape[2] * y.shape[3]
    let rows = (steps + 3)..<(y.shape[1] - 3)
    var (apart, size) = (0.0, 0.0)
    for row in rows {
      for place in 0..<line {
        let before = y.elements[(row - steps) * line + place]
        let difference = moved.elements[row * line + place] - before
        apart += difference * difference
        size += before * before
      }
    }
    return (apart / size).squareRoot()
  }
}
