import Networks
import Tensors

/// A constant image under a mean over a window: what padding with zeros does at the border.
struct DarkBorder: Experiment {
  let name = "dark-border"
  let title = "the border under SAME and VALID"
  let lesson = 11
  let question = "What do the zeros of SAME padding do to the output?"
  let knobs = [
    Knob("side", [4, 7, 14, 28, 56], standard: 7), Knob("kernel", [2, 3, 4, 5], standard: 3),
    Knob("padding", words: ["SAME", "VALID"]),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, kernel) = (settings.count("side"), settings.count("kernel"))
    let isSame = settings.word("padding") == "SAME"
    // 4×4 with a kernel of 5 has no place without padding
    guard isSame || side >= kernel else { return Self.empty(side, kernel) }
    let weight = Tensor<Double>(
      repeating: 1 / Double(kernel * kernel), Shape(kernel, kernel, 1, 1))
    let pass = try Bench.forward(
      "conv \(kernel)x\(kernel) 1 padding: \(isSame ? "same_tf" : "valid")",
      on: Shape(side, side, 1),
      given: [
        "x": Tensor(repeating: 1, Shape(1, side, side, 1)), "conv1.weight": weight,
      ])
    let y = pass.output
    let touched = y.elements.count { $0 < 1 - 1e-9 }
    let outputs = y.elements.count
    let inner = max(side - kernel + 1, 0)
    let expected = isSame ? 1 - Double(inner * inner) / Double(side * side) : 0
    return Findings(
      "a constant image of 1 under the mean of \(kernel)×\(kernel) pixels",
      [
        .maps([
          Findings.Map("output, \(y.shape[1])×\(y.shape[2])", y.shape[1], y.shape[2], y.elements)
        ])
      ],
      table: Findings.Table(
        ["", "value"],
        [
          ["rows of the output", .count(y.shape[1])],
          ["smallest output", .number(y.elements.min() ?? 0)],
          ["outputs that see padding", .share(Double(touched) / Double(outputs))],
        ]),
      reading: isSame
        ? "With SAME the size stays \(side), and \(touched) of \(outputs) outputs see zeros beyond the "
          + "border: there the mean is below 1."
        : "With VALID no window sticks out: the output has \(y.shape[1]) rows, and all its numbers "
          + "are 1.",
      measures: [
        Findings.Measure(
          "rows of the output", Double(y.shape[1]),
          expected: Double(isSame ? side : side - kernel + 1)),
        Findings.Measure(
          "share that sees padding", Double(touched) / Double(outputs), expected: expected),
        Findings.Measure(
          "smallest output", y.elements.min() ?? 0,
          expected: isSame ? Self.corner(side, kernel) : 1),
      ])
  }

  /// The share of a window on real pixels, where the fewest are.
  private static func corner(_ side: Int, _ kernel: Int) -> Double {
    // the larger half of the padding lies at the end
    let padded = kernel - 1 - (kernel - 1) / 2
    let seen = Double(min(kernel - padded, side)) / Double(kernel)
    return seen * seen
  }

  private static func empty(_ side: Int, _ kernel: Int) -> Findings {
    Findings(
      "no output", [.lines(["A kernel of \(kernel)×\(kernel) has no place on \(side)×\(side)."])],
      reading: "With VALID a kernel larger than the image has no output.")
  }
}
