import Diagrams
import Screens
import Tensors
import Training

/// What the next update is like at each block: a row each, numbers with bars.
struct LayersPane {
  let figures: [LayerFigures]
  /// The first row that is shown.
  let top: Int
  /// The letter of the run, where there are two.
  let name: String?

  private struct Column: Sendable {
    let title: String
    let short: String
    let value: @Sendable (LayerFigures) -> Double?
    /// The powers of ten that a bar reaches over; nothing for a bar in proportion.
    let decades: Double?
  }
  private static let columns = [
    Column(title: "gradient", short: "gradient", value: { $0.gradientNorm }, decades: 4),
    Column(title: "update / weight", short: "upd/weight", value: { $0.updateRatio }, decades: 4),
    Column(title: "dead ReLUs", short: "dead", value: { $0.deadShare }, decades: nil),
    Column(title: "output’s mean", short: "mean", value: { $0.mean }, decades: nil),
    Column(title: "its deviation", short: "deviation", value: { $0.deviation }, decades: nil),
  ]

  func draw(on screen: Screen) -> Grid {
    var grid = Grid(screen.size)
    let names = min(
      max(figures.map(\.node.unicodeScalars.count).max() ?? 0, 5), screen.size.width / 4)
    let pitch = (screen.size.width - names - 2) / Self.columns.count
    let heading = name.map { "run \($0)" } ?? "block"
    grid.write(heading, at: Position(1, 0), Style(.quiet))
    for (index, column) in Self.columns.enumerated() {
      let title = Text.fitting([column.title, column.short], in: pitch - 2)
      grid.write(title, at: Position(names + 3 + index * pitch, 0), Style(.heading))
    }
    let rows = screen.size.height - 2
    let first = min(top, max(figures.count - rows, 0))
    for (row, layer) in figures.dropFirst(first).prefix(rows).enumerated() {
      grid.write(Text.clipped(layer.node, to: names), at: Position(1, row + 1))
      for (index, column) in Self.columns.enumerated() {
        guard let value = column.value(layer) else { continue }
        let place = Position(names + 3 + index * pitch, row + 1)
        draw(value, column, width: pitch - 2, at: place, on: &grid, screen)
      }
    }
    let hidden = figures.count - first - rows
    if hidden > 0 {
      grid.write("\(hidden) more below", at: Position(1, screen.size.height - 1), Style(.notice))
    }
    grid.cursor = Position(1, 1)
    return grid
  }

  private func draw(
    _ value: Double, _ column: Column, width: Int, at place: Position, on grid: inout Grid,
    _ screen: Screen
  ) {
    let label =
      column.short == "dead"
      ? Numbers.fixed(100 * value, decimals: 0, on: screen.glyphs) + " %"
      : Numbers.wide(value, on: screen.glyphs)
    grid.write(label, endingAt: place.column + 6, row: place.row)
    let cells = min(width - 8, 24)
    guard cells > 2 else { return }
    let filled = Numbers.filled(cells, by: share(value, column))
    grid.write(
      String(repeating: "█", count: filled), at: place.moved(7, 0), Style(.barFilled))
    grid.write(
      String(repeating: "░", count: cells - filled), at: place.moved(7 + filled, 0),
      Style(.barEmpty))
  }

  /// How much of its bar a number fills, against the largest of its column.
  private func share(_ value: Double, _ column: Column) -> Double {
    if column.short == "dead" { return value }
    let largest = figures.compactMap(column.value).map(abs).max() ?? 0
    guard largest > 0, value != 0 else { return 0 }
    guard let decades = column.decades else { return abs(value) / largest }
    return 1 + Double.logarithm(abs(value) / largest) / Double.logarithm(10) / decades
  }
}
