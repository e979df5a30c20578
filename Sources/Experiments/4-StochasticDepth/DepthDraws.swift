import Networks
import Tensors

/// How many blocks survive in a training step: drawn many times, beside what the sums say.
struct DepthDraws: Experiment {
  let name = "depth-draws"
  let title = "how deep is a network with stochastic depth?"
  let lesson = 4
  let question = "How many of the blocks take part in one training step?"
  let knobs = [
    Knob("last survives", [0.2, 0.5, 0.8], standard: 0.5),
    Knob("blocks", [5, 10, 18, 54], standard: 54),
    Knob("draws", [100, 1000, 10_000], standard: 10_000),
    Knob("seed", [1, 2, 3, 4, 5], standard: 1),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (blocks, draws) = (settings.count("blocks"), settings.count("draws"))
    let last = settings.number("last survives")
    let survival = (1...blocks).map { 1 - Double($0) / Double(blocks) * (1 - last) }
    var random = Draws(seed: UInt64(settings.count("seed")))
    var counts = [Int](repeating: 0, count: blocks + 1)
    for draw in 0..<draws {
      counts[survival.reduce(0) { random.isHit($1) ? $0 + 1 : $0 }] += 1
      if draw.isMultiple(of: 1000) { try progress.passed(draw, of: draws) }
    }
    let n = Double(draws)
    let mean = counts.enumerated().reduce(0) { $0 + Double($1.offset * $1.element) } / n
    let variance =
      counts.enumerated().reduce(0) { sum, count in
        let distance = Double(count.offset) - mean
        return sum + distance * distance * Double(count.element)
      } / n
    // Σ p and Σ p(1 − p) over the blocks
    let expected = Double(blocks) - (1 - last) * Double(blocks + 1) / 2
    let spread = survival.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot()
    let all = survival.reduce(1, *)
    let columns = (0...blocks).map { k in
      let z = (Double(k) - expected) / spread
      return Findings.Column(
        label: "\(k)", count: Double(counts[k]),
        expected: n * Double.exponential(-z * z / 2) / (spread * (2 * Double.pi).squareRoot()))
    }
    let shown = columns.filter { $0.count > 0 || $0.expected >= 0.5 }
    return Findings(
      "blocks that survived in \(grouped(draws)) draws; dashes: the normal approximation",
      [.histogram("draws", shown)],
      table: Findings.Table(
        ["blocks", "draws", "normal"],
        shown.map {
          [.text($0.label), .count(Int($0.count)), .number(($0.expected * 10).rounded() / 10)]
        }),
      reading:
        "With linear decay \(Self.short(expected)) of \(blocks) blocks take part on average; all of them "
        + "take part with probability \(Self.scientific(all)).",
      measures: [
        Findings.Measure(
          "mean number of blocks", mean, expected: expected, give: 4 * spread / n.squareRoot()),
        Findings.Measure(
          "standard deviation", variance.squareRoot(), expected: spread,
          give: 4 * spread / (2 * n).squareRoot()),
      ])
  }

  private static func short(_ x: Double) -> String { "\((x * 100).rounded() / 100)" }
  /// A probability with two digits.
  private static func scientific(_ x: Double) -> String {
    guard x < 0.01 else { return short(x) }
    var (mantissa, exponent) = (x, 0)
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return "\((mantissa * 10).rounded() / 10)e\(exponent)".replacing("-", with: "−")
  }
}
