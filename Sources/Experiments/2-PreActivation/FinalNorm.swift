import Networks
import Tensors

/// The size of the logits of a pre-activation network, with its last BN and without.
struct FinalNorm: Experiment {
  let name = "final-norm"
  let title = "the last BN of a pre-activation network"
  let lesson = 2
  let question = "How large do the logits become without the BN after the last block?"
  let knobs = [
    Knob("last BN", words: ["missing", "present"]),
    Knob("width", [32, 64, 128], standard: 64),
  ]
  var isQuick: Bool { false }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let width = settings.count("width")
    let isThere = settings.word("last BN") == "present"
    let depths = [10, 50, 200]
    let block = "sum { norm, relu, conv 1x1 \(width), norm, relu, conv 1x1 \(width) | identity }"
    let end = (isThere ? "norm, relu" : "relu") + ", conv 1x1 64"
    var bars: [Findings.Bar] = []
    var measures: [Findings.Measure] = []
    for (place, depth) in depths.enumerated() {
      let pass = try Bench.forward(
        "repeat \(depth) { \(block) }, \(end)", on: Shape(8, 8, width), seed: 11)
      let scale = pass.output.norm / Double(pass.output.elements.count).squareRoot()
      bars.append(Findings.Bar("\(depth) blocks", scale))
      let expected = isThere ? 1 : Double(1 + depth).squareRoot()
      measures.append(
        Findings.Measure(
          "logits after \(depth) blocks", scale, expected: expected, within: 0.25))
      try progress.passed(place + 1, of: depths.count)
    }
    return Findings(
      "root mean square of the logits",
      [.bars(isThere ? "with the last BN" : "without the last BN", bars)],
      table: Findings.Table(
        ["blocks", "logits"],
        zip(depths, bars).map { [.count($0), .number($1.value)] }),
      reading: isThere
        ? "The last BN brings the trunk back to variance 1, however deep the network is."
        : "The trunk's variance is about 1 plus the number of blocks, so the logits grow with the square "
          + "root of the depth.",
      measures: measures)
  }
}
