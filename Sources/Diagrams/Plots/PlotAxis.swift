/// Where numbers stand along an axis: ticks at round numbers, a whole number of cells apart.
struct PlotAxis: Hashable, Sendable {
  /// The number at cell 0, which has the first tick.
  let lower: Double
  /// What lies between two ticks, in numbers and in cells.
  let step: Double
  let cellsPerStep: Int
  let ticks: Int

  /// An axis of `cells` cells, with ticks at least `least` cells apart.
  ///
  /// Steps are 1, 2 and 5 times a power of ten; an axis of exponents has whole steps.
  init(_ range: ClosedRange<Double>, cells: Int, least: Int, isLogarithmic: Bool = false) {
    let room = Double(max(cells - 1, 1))
    let steps = isLogarithmic ? [1.0, 2, 3, 4, 5] : [1, 2, 5]
    let extent = range.upperBound - range.lowerBound
    let magnitude = max(abs(range.lowerBound), abs(range.upperBound))
    // what hardly differs is drawn as one number, not as its rounding errors
    let span = extent > 1e-9 * magnitude ? extent : max(magnitude, 1)
    let exponent = isLogarithmic ? 0 : Numbers.decimal(span / room, digits: 1).exponent
    var unit =
      exponent < 0 ? 1 / Numbers.powerOfTen(-exponent) : Numbers.powerOfTen(exponent)
    var place = 0
    var step = unit
    func lowest() -> Double { (range.lowerBound / step).rounded(.down) * step }
    while (range.upperBound - lowest()) / step * Double(least) > room {
      place += 1
      if place == steps.count { (place, unit) = (0, unit * 10) }
      step = steps[place] * unit
    }
    let lower = lowest()
    self.lower = lower
    self.step = step
    cellsPerStep = max(Int(room / max((range.upperBound - lower) / step, 1)), 1)
    ticks = Int(room) / cellsPerStep + 1
  }

  /// Where a number stands, in cells from the first tick.
  func cell(of x: Double) -> Double { (x - lower) / step * Double(cellsPerStep) }
  func number(at tick: Int) -> Double { lower + Double(tick) * step }
}
