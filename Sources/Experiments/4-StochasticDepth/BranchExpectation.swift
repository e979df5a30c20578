import Networks
import Tensors

/// The mean over many drawn networks against the one network whose branches are scaled.
struct BranchExpectation: Experiment {
  let name = "branch-expectation"
  let title = "mean of the networks, or network of means?"
  let lesson = 4
  let question = "Does multiplying branches by p in inference give the mean over the draws?"
  let knobs = [
    Knob("after the sum", words: ["nothing", "ReLU"]),
    Knob("blocks", [1, 3, 5], standard: 3),
    Knob("draws", [200, 1000, 4000], standard: 1000),
  ]
  var isQuick: Bool { false }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (blocks, draws) = (settings.count("blocks"), settings.count("draws"))
    let hasReLU = settings.word("after the sum") == "ReLU"
    let end = hasReLU ? ", relu" : ""
    let block = "sum { conv 3x3 2, stochastic_depth keep: 0.5 | identity }\(end)"
    let network = try Network("repeat \(blocks) { \(block) }", on: Shape(4, 4, 2))
    // one weight, many draws of the gates
    let base = RunSettings<Double>(seed: 21, mode: .inference)
    let scaled = try ForwardPass(network.graph, base)
    var random = Draws(seed: 5)
    let gates = network.graph.nodes.filter { $0.id.hasPrefix("stochastic_depth") }
    let count = scaled.output.elements.count
    var (sums, squares) = ([Double](repeating: 0, count: count), 0.0)
    var totals = 0.0
    for draw in 0..<draws {
      var settings = RunSettings<Double>(seed: 21)
      settings.given["x"] = scaled.outputs[0]
      for gate in gates {
        settings.given["\(gate.id).mask"] = Tensor(Shape(1), [random.isHit(0.5) ? 1 : 0])
      }
      let output = try ForwardPass(network.graph, settings).output.elements
      for (place, x) in output.enumerated() { sums[place] += x }
      let total = output.reduce(0, +)
      totals += total
      squares += total * total
      if draw.isMultiple(of: 50) { try progress.passed(draw, of: draws) }
    }
    let n = Double(draws)
    let means = sums.map { $0 / n }
    let total = scaled.output.elements.reduce(0, +)
    let error = (max(squares / n - totals / n * (totals / n), 0) / n).squareRoot()
    let away = (totals / n - total) / error
    let measure =
      hasReLU
      ? Findings.Measure(
        "mean − scaled, in standard errors", away, atLeast: 3)
      : Findings.Measure("mean − scaled, in standard errors", away, expected: 0, give: 4)
    let channel = { (numbers: [Double]) in (0..<16).map { numbers[2 * $0] } }
    return Findings(
      "channel 0 of the output; each block (\(blocks) in all) survives with probability 0.5",
      [
        .maps([
          Findings.Map("mean of \(draws) draws", 4, 4, channel(means)),
          Findings.Map("branches × 0.5", 4, 4, channel(scaled.output.elements)),
        ])
      ],
      table: Findings.Table(
        ["sum of the output", "value"],
        [
          ["mean of the draws", .number(totals / n)], ["branches scaled", .number(total)],
          ["standard error", .number(error)],
        ]),
      reading: hasReLU
        ? "After a ReLU the mean over the draws is larger (Jensen): the rule is exact only for each branch."
        : "With linear branches the two agree within the sampling error.",
      measures: [measure])
  }
}
