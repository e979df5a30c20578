import Networks
import Tensors

/// How much of an image CutMix pastes: drawn many times, beside what the geometry says.
struct PastedArea: Experiment {
  let name = "pasted-area"
  let title = "how much CutMix pastes"
  let lesson = 9
  let question = "What share of the image comes from the other one?"
  let knobs = [
    Knob("alpha", [0.1, 0.25, 0.5, 1, 2, 4], standard: 1),
    Knob("side", [8, 16, 32, 224], standard: 32),
    Knob("draws", [1000, 10_000], standard: 10_000),
  ]
  var small: Setup { Setup(knobs).setting("draws", to: "1000") }

  private static let columns = 20

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, count) = (settings.count("side"), settings.count("draws"))
    let (alpha, map) = (settings.number("alpha"), Shape(side, side, 1))
    let (whole, n) = (Double(side * side), Double(count))
    var shares: [Double] = []
    var (expected, drawn) = (0.0, 0.0)
    var heat = [Double](repeating: 0, count: side * side)
    var (complete, empty) = (0, 0)
    for seed in 0..<count {
      let draw = MixingDraw(
        alpha: alpha, WeightRule(seed: UInt64(seed), tensor: WeightRule.firstMaskTensor))
      let box = draw.box(on: map)
      shares.append(Double(box.area) / whole)
      let visible = Self.visible(draw.share, side)
      expected += visible * visible / whole
      drawn += draw.share
      complete += box.area == draw.drawnArea(on: map) ? 1 : 0
      empty += box.area == 0 ? 1 : 0
      if side <= 32 {
        for i in box.rows { for j in box.columns { heat[i * side + j] += 1 / n } }
      }
      if seed.isMultiple(of: 1000) { try progress.passed(seed, of: count) }
    }
    let mean = shares.reduce(0, +) / n
    let spread = (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    let middle = side / 2 * side + side / 2
    let columns = Self.counted(shares)
    return Findings(
      "the share that is pasted, in \(grouped(count)) draws",
      [.histogram("draws", columns)]
        + (side <= 32
          ? [.maps([Findings.Map("how often a pixel is replaced", side, side, heat)])] : []),
      table: Findings.Table(
        ["", "value"],
        [
          ["λ drawn on average", .share(drawn / n)], ["kept on average", .share(1 - mean)],
          ["boxes that are complete", .share(Double(complete) / n)],
          ["boxes without a pixel", .share(Double(empty) / n)],
        ]
          + (side <= 32
            ? [
              ["middle pixel replaced", .share(heat[middle])],
              ["edge pixel replaced", .share(heat[side / 2])],
              ["corner pixel replaced", .share(heat[0])],
            ] : [])),
      reading:
        "λ is \(Self.percent(drawn / n)) on average, but an image keeps \(Self.percent(1 - mean)): only the "
        + "centre of a box has to lie on the image, and what sticks out is not pasted.",
      measures: [
        Findings.Measure(
          "share pasted on average", mean, expected: expected / n,
          give: 4 * spread / n.squareRoot()),
        Findings.Measure("λ drawn on average", drawn / n, expected: 0.5, give: 2 / n.squareRoot()),
      ])
  }

  /// The mean side of a box that is left on an image after clipping, over all centres.
  private static func visible(_ share: Double, _ side: Int) -> Double {
    let half = Int(Double(side) * (1 - share).squareRoot()) / 2
    return Double(
      (0..<side).reduce(0) { $0 + min(side, $1 + half) - max(0, $1 - half) }) / Double(side)
  }

  private static func counted(_ shares: [Double]) -> [Findings.Column] {
    var counts = [Double](repeating: 0, count: columns)
    for share in shares { counts[min(Int(share * Double(columns)), columns - 1)] += 1 }
    return counts.enumerated().map { place, count in
      let low = Double(place) / Double(columns)
      return Findings.Column(label: "\((low * 100).rounded() / 100)", count: count, expected: 0)
    }
  }
  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
