import Networks
import Tensors

/// A convolution in one dimension as a matrix A, and its transpose times the gradient.
struct ConvolutionMatrix: Experiment {
  let name = "convolution-matrix"
  let title = "the convolution as a matrix"
  let lesson = 8
  let question = "What matrix is a convolution, and what does its transpose do to a gradient?"
  let knobs = [
    Knob("stride", [1, 2, 3], standard: 2), Knob("kernel", [1, 2, 3, 4], standard: 3),
    Knob("length", [5, 6, 7, 8, 9, 10], standard: 7),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (stride, taps) = (settings.count("stride"), settings.count("kernel"))
    let length = settings.count("length")
    let kernel = Tensor<Double>(Shape(1, taps, 1, 1), (1...taps).map(Double.init))
    let trace = try Bench.trace(
      "conv 1x\(taps) 1 stride: \(stride) padding: valid", on: Shape(1, length, 1),
      given: ["conv1.weight": kernel], upstream: .ones)
    guard let ways = trace.inputGradient(.inputGradient(0), of: trace.graph.output) else {
      throw Misfit("this convolution has no matrix")
    }
    let (rows, columns) = (trace.gradients[1].elements.count, length)
    let matrix = ways.matrix.elements
    let product = (0..<columns).map { column in
      (0..<rows).reduce(0.0) { $0 + matrix[$1 * columns + column] }
    }
    let gradient = trace.gradients[0].elements
    let difference = zip(product, gradient).reduce(0) { max($0, abs($1.0 - $1.1)) }
    // each tap meets an ordinary input of the interior once for each output that it fits
    let sum = Double(rows * taps * (taps + 1) / 2)
    let transposed = (0..<columns * rows).map { matrix[$0 % rows * columns + $0 / rows] }
    return Findings(
      "\(length) inputs, kernel 1 … \(taps), stride \(stride): A is \(rows)×\(columns)",
      [
        .maps([
          Findings.Map("A", rows, columns, matrix), Findings.Map("Aᵀ", columns, rows, transposed),
          Findings.Map("G", rows, 1, trace.gradients[1].elements),
          Findings.Map("Aᵀ·G", columns, 1, product),
        ])
      ],
      table: Findings.Table(
        ["input", "Aᵀ·G", "engine"],
        gradient.indices.map { [.count($0), .number(product[$0]), .number(gradient[$0])] }),
      reading:
        "Each row of A is the kernel, shifted by \(stride) from row to row; each column says how one input "
        + "gathers its gradient.",
      measures: [
        Findings.Measure("Aᵀ·G − the backward pass", difference, expected: 0),
        Findings.Measure("sum of all gradients", gradient.reduce(0, +), expected: sum),
      ])
  }
}
