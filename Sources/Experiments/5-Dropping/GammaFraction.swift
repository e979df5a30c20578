import Networks
import Tensors

/// The share of units that DropBlock really drops, beside the share that γ is chosen for.
struct GammaFraction: Experiment {
  let name = "gamma-fraction"
  let title = "what γ promises and what is dropped"
  let lesson = 5
  let question = "Does DropBlock really drop a share of 1 − keep?"
  let knobs = [
    Knob("block", [1, 3, 5, 7], standard: 7),
    Knob("masks", [200, 1000, 5000], standard: 1000),
  ]
  var isQuick: Bool { false }

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, block) = (DropMap.side, settings.count("block"))
    let masks = settings.count("masks")
    let keeps = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6]
    var (wanted, exact, found) = ([Findings.Point](), [Findings.Point](), [Findings.Point]())
    var measures: [Findings.Measure] = []
    for (place, keep) in keeps.enumerated() {
      let shares = try MaskCount(
        "dropblock keep: \(keep) size: \(block)", side: side, masks: masks
      ).shares
      let measured = shares.reduce(0, +) / Double(shares.count)
      let formula =
        (0..<side * side).reduce(0) {
          $0 + DropMap.dropped($1 / side, $1 % side, side, block, keep)
        } / Double(side * side)
      wanted.append(Findings.Point(x: 1 - keep, y: 1 - keep))
      exact.append(Findings.Point(x: 1 - keep, y: formula))
      found.append(Findings.Point(x: 1 - keep, y: measured))
      // a block is all or nothing, so masks differ more than their units are many
      let spread = (formula * Double(block * block) / Double(side * side)).squareRoot()
      measures.append(
        Findings.Measure(
          "dropped at keep \(keep)", measured, expected: formula,
          give: 4.5 * spread / Double(masks).squareRoot()))
      try progress.passed(place + 1, of: keeps.count)
    }
    return Findings(
      "share of units dropped, of a 14×14 map",
      [
        .curves(
          [
            Findings.Curve(
              "a", "1 − keep", wanted, reading: "This is the share that γ is chosen for."),
            Findings.Curve(
              "b", "with overlaps", exact,
              reading:
                block == 1
                ? "Blocks of one unit cannot overlap, so this is the same line."
                : "Blocks overlap, so fewer units are dropped than γ is chosen for."),
            Findings.Curve(
              "c", "measured", found,
              reading: "The share counted over \(grouped(masks)) masks."),
          ], unit: "1 − keep", isLogarithmic: false)
      ],
      table: Findings.Table(
        ["keep", "wanted", "with overlaps", "measured"],
        keeps.indices.map {
          [.number(keeps[$0]), .share(wanted[$0].y), .share(exact[$0].y), .share(found[$0].y)]
        }),
      reading: block == 1
        ? "Blocks of one unit cannot overlap: this is dropout."
        : "γ ignores overlaps: the more is dropped, the more the true share falls short.",
      measures: measures)
  }
}
