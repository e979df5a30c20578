import Networks
import Tensors

/// A formula that sums over too much, compared with central differences.
///
/// The wrong one adds up over m, n, i', j' and o at once, though its summand knows no m and n.
struct WrongFormula: Experiment {
  let name = "wrong-formula"
  let title = "a sum over too much"
  let lesson = 8
  let question = "What becomes of a gradient that also sums over the kernel's rows and columns?"
  let knobs = [
    Knob("kernel rows", [1, 2, 3], standard: 3), Knob("kernel columns", [1, 2, 3], standard: 2),
    Knob("stride", [1, 2], standard: 2), Knob("seed", [1, 2, 3, 4, 5], standard: 1),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (n, m) = (settings.count("kernel rows"), settings.count("kernel columns"))
    let stride = settings.count("stride")
    let (rows, columns) = (5, 5)
    let trace = try Bench.trace(
      "conv \(n)x\(m) 2 stride: \(stride) padding: valid", on: Shape(rows, columns, 1),
      seed: UInt64(settings.count("seed")))
    let right = trace.gradients[0].elements
    let (kernel, dy) = (trace.parameters[1][0], trace.gradients[1])
    var wrong = [Double](repeating: 0, count: right.count)
    for i in 0..<rows {
      for j in 0..<columns {
        for out in 0..<dy.shape[1] * dy.shape[2] {
          let (a, b) = (out / dy.shape[2], out % dy.shape[2])
          guard 0..<n ~= i - a * stride, 0..<m ~= j - b * stride else { continue }
          for o in 0..<2 {
            let term = dy[0, a, b, o] * kernel[i - a * stride, j - b * stride, 0, o]
            // read literally the same term is added for every m and every n
            for _ in 0..<n * m { wrong[i * columns + j] += term }
          }
        }
      }
    }
    let differences = try (0..<right.count).map { offset in
      try trace.centralDifference(
        of: .inputGradient(0), at: trace.graph.nodes[0],
        element: [0, offset / columns, offset % columns, 0]
      ).measured
    }
    let error = zip(right, differences).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let ratio =
      zip(wrong, differences).reduce(0) { $0 + $1.0 * $1.1 }
      / differences.reduce(0) { $0 + $1 * $1 }
    return Findings(
      "dI by the right formula, by central differences and by the wrong formula",
      [
        .maps([
          Findings.Map("right", rows, columns, right),
          Findings.Map("central differences", rows, columns, differences),
          Findings.Map("wrong", rows, columns, wrong),
        ])
      ],
      table: Findings.Table(
        ["cell", "right", "difference", "wrong"],
        right.indices.map {
          [
            .text("\($0 / columns),\($0 % columns)"), .number(right[$0]), .number(differences[$0]),
            .number(wrong[$0]),
          ]
        }),
      reading:
        n * m == 1
        ? "The chain rule sums over outputs. A 1×1 kernel has only one m and n, so nothing is counted twice."
        : "The chain rule sums over outputs. Summing over m and n as well counts each product "
          + "\(n)·\(m) = \(n * m) times.",
      measures: [
        Findings.Measure("right − central differences", error, expected: 0, give: 1e-8),
        Findings.Measure(
          "wrong ÷ central differences", ratio, expected: Double(n * m), within: 1e-6),
      ])
  }
}
