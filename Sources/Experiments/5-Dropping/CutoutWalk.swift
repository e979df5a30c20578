import Networks
import Tensors

/// The square of Cutout around any centre, clipped where it extends beyond the image.
struct CutoutWalk: Experiment {
  let name = "cutout-walk"
  let title = "Cutout at every position"
  let lesson = 5
  let question = "How much of the square remains when its centre is near the border?"
  let knobs = [
    Knob("row", (0..<32).map(Double.init), standard: 3),
    Knob("column", (0..<32).map(Double.init), standard: 30),
    Knob("size", [8, 16, 20], standard: 16),
  ]

  private static let side = 32

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, size) = (Self.side, settings.count("size"))
    let (rows, columns) = (
      Self.covered(settings.count("row"), size), Self.covered(settings.count("column"), size)
    )
    // 1 where the image stays, for all channels at once
    let mask = Tensor<Double>(
      Shape(1, side, side, 1),
      (0..<side * side).map { rows ~= $0 / side && columns ~= $0 % side ? 0 : 1 })
    let image = Tensor<Double>(
      Shape(1, side, side, 1), (0..<side * side).map { Self.scene($0 / side, $0 % side) })
    let pass = try Bench.forward(
      "cutout size: \(size)", on: Shape(side, side, 1),
      given: ["x": image, "cutout1.mask": mask])
    let area = mask.elements.count { $0 == 0 }
    let sides = (0..<side).map { Double(Self.covered($0, size).count) }
    let mean = sides.reduce(0, +) / Double(side)
    let complete = Double(sides.count { $0 == Double(size) }) / Double(side)
    let (s, w) = (Double(size), Double(side))
    return Findings(
      "the image after Cutout, 32×32, mean 0",
      [.maps([Findings.Map("covered: \(area) of 1,024 pixels", side, side, pass.output.elements)])],
      table: Findings.Table(
        ["square", "value"],
        [
          ["rows", .text("\(rows.lowerBound)–\(rows.upperBound - 1)")],
          ["columns", .text("\(columns.lowerBound)–\(columns.upperBound - 1)")],
          ["pixels", .count(area)], ["side on average", .number(mean)],
          ["complete", .share(complete * complete)],
        ]),
      reading:
        "Centred at row \(settings.count("row")), column \(settings.count("column")) (from 0), the square "
        + "covers \(rows.count)×\(columns.count) pixels, which become 0, the mean, in all channels.",
      measures: [
        Findings.Measure(
          "pixels covered", Double(area), expected: Double(rows.count * columns.count)),
        Findings.Measure("visible side on average", mean, expected: s - s * s / (4 * w)),
        Findings.Measure(
          "probability that it is complete", complete * complete,
          expected: (w - s + 1) / w * (w - s + 1) / w),
      ])
  }

  /// The rows of a square around a centre: centre − ⌊s/2⌋ up to + s, within the image.
  private static func covered(_ centre: Int, _ size: Int) -> Range<Int> {
    max(0, centre - size / 2)..<min(side, centre - size / 2 + size)
  }

  /// A picture with a bright disc on a ground that changes from dark to light.
  private static func scene(_ row: Int, _ column: Int) -> Double {
    let (y, x) = (Double(row) - 13, Double(column) - 18)
    let disc = y * y + x * x < 64 ? 1.2 : 0
    return disc + (Double(row) - 15.5) / 20
      + ((row / 4 + column / 4).isMultiple(of: 2) ? 0.2 : -0.2)
  }
}
