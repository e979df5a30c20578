import Networks
import Tensors

/// The gradient of a strided convolution as an ordinary one over zeros.
struct ZeroInsertion: Experiment {
  let name = "zero-insertion"
  let title = "zeros inserted, kernel rotated"
  let lesson = 8
  let question = "Does inserting zeros into G and rotating the kernel give the same gradient?"
  let knobs = [
    Knob("stride", [1, 2, 3], standard: 2), Knob("kernel", [2, 3], standard: 3),
    Knob("rows left over", [0, 1, 2], standard: 0),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (stride, taps) = (settings.count("stride"), settings.count("kernel"))
    // rows that no window reaches exist only below the stride
    let extra = min(settings.count("rows left over"), stride - 1)
    let side = stride + taps + extra
    let kernel = Tensor<Double>(Shape(taps, taps, 1, 1), (1...taps * taps).map(Double.init))
    let trace = try Bench.trace(
      "conv \(taps)x\(taps) 1 stride: \(stride) padding: valid", on: Shape(side, side, 1),
      given: ["conv1.weight": kernel, "dy": Tensor(Shape(1, 2, 2, 1), [1, 2, 3, 4])])
    guard let ways = trace.inputGradient(.inputGradient(0), of: trace.graph.output) else {
      throw Misfit("this convolution has no gradient to its input")
    }
    let inserted = ways.inserted(channel: 0)
    let turned = ways.turned(channel: 0, o: 0)
    let gradient = trace.gradients[0].elements
    let convolved = (0..<side * side).map {
      ways.convolved(row: $0 / side, column: $0 % side, channel: 0)
    }
    let difference = zip(convolved, gradient).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let (rows, columns) = (inserted.shape[0], inserted.shape[1])
    var measures = [
      Findings.Measure("over zeros − the backward pass", difference, expected: 0),
      Findings.Measure(
        "sum of all gradients", gradient.reduce(0, +),
        expected: 10 * kernel.elements.reduce(0, +)),
    ]
    if stride == 2, taps == 3 {
      measures.append(
        Findings.Measure("dI[2,2]", gradient[2 * side + 2], expected: 36))
      measures.append(
        Findings.Measure("dI[2,3]", gradient[2 * side + 3], expected: 24))
    }
    return Findings(
      "G with \(Words.counted(stride - 1, "zero")) between, padded by \(taps - 1); the kernel rotated by 180°",
      [
        .maps([
          Findings.Map("G", 2, 2, [1, 2, 3, 4]),
          Findings.Map("kernel, rotated", taps, taps, turned.elements),
          Findings.Map("G over zeros", rows, columns, inserted.elements),
          Findings.Map("dI", side, side, convolved),
        ])
      ],
      table: Findings.Table(
        ["row"] + (0..<side).map(String.init),
        (0..<side).map { row in
          [.count(row)] + (0..<side).map { .number(gradient[row * side + $0]) }
        }),
      reading:
        "A stride-1 convolution over G with its zeros, with the kernel rotated, gives the gradient.",
      measures: measures)
  }
}
