import Tensors

/// How much of what was dropped the rest still reveals: the best linear guess of a smooth map.
///
/// The map has the covariance exp(−d²/2ℓ²) at distance d. What the rest R leaves open of the
/// dropped D is the trace of Σ_DD − Σ_DR · Σ_RR⁻¹ · Σ_RD.
struct GuessBack: Experiment {
  let name = "guess-back"
  let title = "how much can be recovered?"
  let lesson = 5
  let question = "How much of what dropout or DropBlock removes can be guessed from the rest?"
  let knobs = [
    Knob("length scale", [1, 1.5, 2, 3], standard: 1.5),
    Knob("seed", [1, 2, 3], standard: 1),
  ]

  private static let side = 14
  private static let block = 7

  func run(_ settings: Setup, _ progress: ExperimentProgress) throws -> Findings {
    let (side, block) = (Self.side, Self.block)
    let length = settings.number("length scale")
    let covariance = Self.covariance(length)
    var random = Draws(seed: UInt64(settings.count("seed")))
    let map = Self.sample(covariance, &random)
    let scattered = Self.scattered(&random)
    let square = Self.square(
      random.number(below: side - block + 1), random.number(below: side - block + 1))
    var maps = [Findings.Map("the map", side, side, map)]
    for (name, dropped) in [("dropout", scattered), ("DropBlock", square)] {
      let left = map.indices.map { dropped.contains($0) ? 0 : map[$0] }
      maps.append(Findings.Map(name, side, side, left))
      maps.append(
        Findings.Map("guessed", side, side, Self.guess(dropped, covariance, map).map))
    }
    let shares = try Self.shares(covariance, map, progress)
    return Findings(
      "a smooth map, what is left of it, and the best linear guess", [.maps(maps)],
      table: Findings.Table(
        ["dropped by", "variance recovered"],
        [["dropout", .share(shares.scattered)], ["one 7×7 block", .share(shares.square)]]),
      reading:
        "From the neighbours \(Self.percent(shares.scattered)) % of the variance of single units comes "
        + "back, of a whole block \(Self.percent(shares.square)) %: a block takes the neighbours with it.",
      measures: Self.expected[length].map { expected in
        [
          Findings.Measure("dropout", shares.scattered, expected: expected.0, give: 0.01),
          Findings.Measure("DropBlock", shares.square, expected: expected.1, give: 0.02),
        ]
      } ?? [])
  }

  /// The shares on average, over some draws of dropout and over all places of the block.
  private static func shares(
    _ covariance: (Int, Int) -> Double, _ map: [Double], _ progress: ExperimentProgress
  ) throws -> (scattered: Double, square: Double) {
    var random = Draws(seed: 1)
    let draws = 4
    var scattered = 0.0
    for _ in 0..<draws {
      scattered += guess(Self.scattered(&random), covariance, map).share / Double(draws)
    }
    // the four sides and both diagonals are alike, so a triangle of places stands for all
    let places = (side - block + 1) / 2
    var square = 0.0
    for top in 0..<places {
      for left in top..<places {
        let weight = Double(top == left ? 1 : 2) / Double(places * places)
        square += weight * guess(Self.square(top, left), covariance, map).share
        try progress.passed(top * places + left, of: places * places)
      }
    }
    return (scattered, square)
  }

  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10)" }

  private static func covariance(_ length: Double) -> (Int, Int) -> Double {
    { a, b in
      let (rows, columns) = (Double(a / side - b / side), Double(a % side - b % side))
      return Double.exponential(-(rows * rows + columns * columns) / (2 * length * length))
        + (a == b ? noise : 0)
    }
  }
  /// A quarter of the units, one by one.
  private static func scattered(_ random: inout Draws) -> Set<Int> {
    var order = Array(0..<side * side)
    for place in 0..<block * block {
      order.swapAt(place, place + random.number(below: order.count - place))
    }
    return Set(order.prefix(block * block))
  }
  /// As many units in one block.
  private static func square(_ top: Int, _ left: Int) -> Set<Int> {
    Set(
      (0..<side * side).filter {
        top..<top + block ~= $0 / side && left..<left + block ~= $0 % side
      })
  }

  /// A little of each unit's own, without which the matrices cannot be inverted.
  private static let noise = 1e-3
  /// The shares by dropout and by one block.
  private static let expected = [1.5: (0.985, 0.51), 2.0: (0.996, 0.74), 3.0: (0.998, 0.95)]

  /// A draw of the map.
  private static func sample(
    _ covariance: (Int, Int) -> Double, _ random: inout Draws
  ) -> [Double] {
    let units = Array(0..<side * side)
    return Cholesky(units, covariance).timesLower(units.map { _ in random.normal() })
  }

  /// The best linear guess of some units from the others, and the share of their variance in it.
  private static func guess(
    _ dropped: Set<Int>, _ covariance: (Int, Int) -> Double, _ map: [Double]
  ) -> (share: Double, map: [Double]) {
    let rest = map.indices.filter { !dropped.contains($0) }
    let factor = Cholesky(rest, covariance)
    let known = factor.solve(rest.map { map[$0] })
    var guessed = map
    var (explained, whole) = (0.0, 0.0)
    for unit in dropped.sorted() {
      let row = rest.map { covariance(unit, $0) }
      guessed[unit] = zip(row, known).reduce(0) { $0 + $1.0 * $1.1 }
      explained += factor.solveLower(row).reduce(0) { $0 + $1 * $1 }
      whole += covariance(unit, unit)
    }
    return (explained / whole, guessed)
  }
}
