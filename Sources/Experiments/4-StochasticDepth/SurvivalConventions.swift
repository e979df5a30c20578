/// The survival probability of each block under the three conventions in use.
struct SurvivalConventions: Experiment {
  let name = "survival-conventions"
  let title = "three conventions for the survival probability"
  let lesson = 4
  let question = "With what probability does a block survive under each convention?"
  let knobs = [
    Knob("blocks", [5, 10, 16, 54], standard: 5),
    Knob("last survives", [0.2, 0.5, 0.8], standard: 0.5),
  ]

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let blocks = settings.count("blocks")
    let last = settings.number("last survives")
    let l = Double(blocks)
    let conventions: [(String, [Double])] = [
      ("paper", (1...blocks).map { 1 - Double($0) / l * (1 - last) }),
      ("EfficientNet", (0..<blocks).map { 1 - Double($0) / l * (1 - last) }),
      ("linspace", (0..<blocks).map { 1 - Double($0) * (1 - last) / (l - 1) }),
    ]
    let readings = [
      "l = 1 … L, p = 1 − l/L·(1 − p_L): even the first block is sometimes dropped.",
      "i = 0 … L − 1, p = 1 − i/L·(1 − p): the first is always kept, the last never reaches p.",
      "i = 0 … L − 1, p = 1 − i·rate/(L − 1): from 1 to 1 − rate, both ends reached.",
    ]
    let curves = conventions.enumerated().map { place, convention in
      Findings.Curve(
        ["a", "b", "c"][place], convention.0,
        convention.1.enumerated().map { Findings.Point(x: Double($0 + 1), y: $1) },
        reading: readings[place])
    }
    let ends = conventions.map { ($0.1[0], $0.1[blocks - 1], $0.1.reduce(0, +)) }
    let drop = 1 - last
    return Findings(
      "survival probability of the blocks, first to last",
      [.curves(curves, unit: "block", isLogarithmic: false)],
      table: Findings.Table(
        ["convention", "first", "last", "blocks on average"],
        zip(conventions, ends).map {
          [.text($0.0), .number($1.0), .number($1.1), .number($1.2)]
        }),
      reading: "A survival probability means little without the convention behind it.",
      measures: [
        Findings.Measure("paper, first", ends[0].0, expected: 1 - drop / l),
        Findings.Measure("paper, last", ends[0].1, expected: last),
        Findings.Measure(
          "paper, blocks on average", ends[0].2, expected: l - drop * (l + 1) / 2),
        Findings.Measure("EfficientNet, first", ends[1].0, expected: 1),
        Findings.Measure("EfficientNet, last", ends[1].1, expected: 1 - drop * (l - 1) / l),
        Findings.Measure("linspace, first", ends[2].0, expected: 1),
        Findings.Measure("linspace, last", ends[2].1, expected: last),
      ])
  }
}
