import Networks
import Tensors

/// A convolution and then its transpose: the shape comes back, the image does not.
struct NotInverse: Experiment {
  let name = "not-inverse"
  let title = "a transpose is not an inverse"
  let lesson = 8
  let question = "Does the transposed convolution undo the convolution?"
  let knobs = [
    Knob("stride", [1, 2], standard: 1), Knob("kernel", words: ["average", "drawn"]),
  ]

  private static let side = 15

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, stride) = (Self.side, settings.count("stride"))
    let kernel: Tensor<Double> =
      settings.word("kernel") == "average"
      ? Tensor(repeating: 1.0 / 9, Shape(3, 3, 1, 1))
      : WeightRule(seed: 7, tensor: 0).tensor(Shape(3, 3, 1, 1), fanIn: 9)
    let image = Tensor<Double>(
      Shape(1, side, side, 1), (0..<side * side).map { Self.letter($0 / side, $0 % side) })
    let call = "3x3 1 stride: \(stride) padding: valid"
    let down = try Bench.forward(
      "conv \(call)", on: Shape(side, side, 1), given: ["x": image, "conv1.weight": kernel])
    let up = try Bench.forward(
      "transposed \(call)", on: down.output.shape.image,
      given: ["x": down.output, "transposed1.weight": kernel])
    // the best that one factor for all can do
    let back = up.output
    let factor = Self.product(image, back) / Self.product(back, back)
    let rest = zip(image.elements, back.elements).reduce(0) { sum, pair in
      let gap = pair.0 - factor * pair.1
      return sum + gap * gap
    }
    let error = (rest / Self.product(image, image)).squareRoot()
    // ⟨A·I, G⟩ = ⟨I, Aᵀ·G⟩ with G = A·I
    let adjoint = Self.product(down.output, down.output) - Self.product(image, back)
    let places = down.output.shape[1]
    return Findings(
      "an image, convolved, and transposed back",
      [
        .maps([
          Findings.Map("I", side, side, image.elements),
          Findings.Map("A·I", places, places, down.output.elements),
          Findings.Map("Aᵀ·A·I", back.shape[1], back.shape[2], back.elements),
        ])
      ],
      table: Findings.Table(
        ["quantity", "value"],
        [
          ["side", .count(side)], ["side after both", .count(back.shape[1])],
          ["what the best factor leaves", .share(error)],
          ["⟨A·I, A·I⟩", .number(Self.product(down.output, down.output))],
          ["⟨I, Aᵀ·A·I⟩", .number(Self.product(image, back))],
        ]),
      reading: settings.word("kernel") == "average"
        ? "The transpose restores the shape, not the image: the average blurs it once more."
        : "The transpose restores the shape, not the image.",
      measures: [
        Findings.Measure("side after both", Double(back.shape[1]), expected: Double(side)),
        Findings.Measure("error left by the best factor", error, expected: 0.5, range: 0.2...1),
        Findings.Measure("⟨A·I, A·I⟩ − ⟨I, Aᵀ·A·I⟩", adjoint, expected: 0, give: 1e-9),
      ])
  }

  private static func product(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// A letter B in strokes of one and two pixels.
  private static func letter(_ row: Int, _ column: Int) -> Double {
    let isStem = 3...4 ~= column && 2...12 ~= row
    let isBar = [2, 7, 12].contains(row) && 3...9 ~= column
    let isBow = column == 10 && (3...6 ~= row || 8...11 ~= row)
    return isStem || isBar || isBow ? 1 : 0
  }
}
