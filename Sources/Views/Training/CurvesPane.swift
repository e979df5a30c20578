import Diagrams
import Networks
import Screens
import Training

/// Curves over the steps of one or two runs, with an upright line at the step one stands at.
struct CurvesPane {
  let pair: RunPair
  let chart: Chart
  let isLogarithmic: Bool
  let isSmoothed: Bool
  let isSecond: Bool

  /// From here on the other charts stand beside the chosen one.
  private static let wideSize = Size(108, 21)
  private static let besideWidth = 52

  func draw(on screen: Screen) -> Grid {
    let size = screen.size
    var grid = Grid(size)
    let isWide = size.width >= Self.wideSize.width && size.height >= Self.wideSize.height
    let width = isWide ? size.width - Self.besideWidth - 2 : size.width
    draw(chart, in: Size(width, size.height), at: Position(0, 0), on: &grid, screen)
    if pair.other != nil, size.height > 12 { drawNames(width: width, on: &grid) }
    guard isWide else { return grid }
    let others = Chart.allCases.filter { $0 != chart }
    let height = size.height / others.count
    for (index, other) in others.enumerated() {
      draw(
        other, in: Size(Self.besideWidth, height - (index + 1 < others.count ? 1 : 0)),
        at: Position(width + 2, index * height), on: &grid, screen)
    }
    return grid
  }

  private func draw(
    _ chart: Chart, in size: Size, at position: Position, on grid: inout Grid, _ screen: Screen
  ) {
    let isChosen = chart == self.chart
    let isLog = isLogarithmic && chart.canBeLogarithmic
    let notes = [
      chart == .accuracy ? "in %" : nil,
      isSmoothed && chart.isNoisy ? "smoothed" : nil, isLog ? "powers of ten" : nil,
    ].compactMap { $0 }
    let end = grid.write(
      chart.name, at: position.moved(1, 0), Style(isChosen ? .heading : .quiet))
    if !notes.isEmpty {
      grid.write(notes.joined(separator: ", "), at: Position(end + 2, position.row), Style(.quiet))
    }
    let names = isChosen && pair.other != nil && grid.size.height > 12 ? 2 : 0
    let room = Size(size.width, size.height - 1 - names)
    var plot = Plot(chart.curves(of: pair, isSmoothed: isSmoothed))
    guard !plot.curves.allSatisfy(\.points.isEmpty) else {
      grid.write(
        "No update has been made yet.", at: position.moved(1, 2 + names), Style(.quiet))
      if isChosen { grid.cursor = position.moved(1, 0) }
      return
    }
    plot.isLogarithmic = isLog
    plot.unit = "steps"
    plot.domain = Double(pair.main.first)...Double(pair.length)
    plot.mark = Double(pair.step)
    if pair.other != nil {
      plot.chosen = plot.curves.firstIndex { $0.letter == (isSecond ? "b" : "a") }
    }
    let drawn = plot.draw(on: Screen(room, colors: screen.colors, glyphs: screen.glyphs))
    grid.paste(drawn, at: position.moved(0, 1 + names))
    if isChosen {
      grid.cursor =
        drawn.cursor.map { position.moved($0.column, $0.row + 1 + names) }
        ?? position.moved(1, 0)
    }
  }

  /// Which letters are which network.
  private func drawNames(width: Int, on grid: inout Grid) {
    for (row, (run, letters)) in zip(pair.all, ["a A", "b B"]).enumerated() {
      let style = Style((row == 1) == isSecond ? .heading : .text)
      grid.write(
        Text.clipped("\(letters)  \(run.network.line)", to: width - 2), at: Position(1, 1 + row),
        style)
    }
  }
}
