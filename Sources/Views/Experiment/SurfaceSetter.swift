import Diagrams
import Experiments
import Screens

/// Sets a loss of two weights as contours, with paths over it.
struct SurfaceSetter {
  private let screen: Screen
  /// How many bands of height there are from the lowest to the highest place.
  private static let bands = 9.0

  init(_ screen: Screen) { self.screen = screen }

  /// Contours as dots; a path as small letters, with a large one where it stands.
  func grid(_ surface: Findings.Surface, height: Int) -> Grid {
    let names = surface.paths.map { "\($0.letter) \($0.name)" }.joined(separator: "   ")
    let legend = Text.wrapped(names, to: screen.size.width - 2)
    // a cell is about twice as high as wide
    let rows = max(height - legend.count - 1, 7)
    let columns = min(screen.size.width - 2, 4 * rows)
    var grid = Grid(Size(screen.size.width, rows + legend.count))
    for row in 0..<rows {
      for column in 0..<columns where isContour(surface, column, row, columns, rows) {
        grid[column + 1, row] = Cell(screen.glyphs.isPlain ? "." : "·", Style(.quiet))
      }
    }
    for path in surface.paths { draw(path, on: surface, in: &grid, columns, rows) }
    for (row, line) in legend.enumerated() { grid.write(line, at: Position(1, rows + row)) }
    return grid
  }

  /// Whether a line of equal height runs between a cell and the next one, right or below.
  private func isContour(
    _ surface: Findings.Surface, _ column: Int, _ row: Int, _ columns: Int, _ rows: Int
  ) -> Bool {
    func band(_ column: Int, _ row: Int) -> Int {
      let (low, high) = (surface.heights.min() ?? 0, surface.heights.max() ?? 1)
      let height = surface.height(
        Double(min(column, columns - 1)) / Double(columns - 1),
        Double(min(row, rows - 1)) / Double(rows - 1))
      // the root spreads the lines around a minimum evenly
      let share = max((height - low) / max(high - low, 1e-12), 0).squareRoot()
      return Int(share * Self.bands)
    }
    let own = band(column, row)
    return own != band(column + 1, row) || own != band(column, row + 1)
  }

  private func draw(
    _ path: Findings.Curve, on surface: Findings.Surface, in grid: inout Grid, _ columns: Int,
    _ rows: Int
  ) {
    for (place, point) in path.points.enumerated() {
      let x = (point.x - surface.x.lowerBound) / (surface.x.upperBound - surface.x.lowerBound)
      let y = (surface.y.upperBound - point.y) / (surface.y.upperBound - surface.y.lowerBound)
      guard 0...1 ~= x, 0...1 ~= y else { continue }
      let isEnd = place == path.points.count - 1
      let letter = isEnd ? String(path.letter) : path.letter.lowercased()
      let (column, row) = (x * Double(columns - 1), y * Double(rows - 1))
      grid[1 + Int(column.rounded()), Int(row.rounded())] = Cell(
        letter.unicodeScalars.first ?? "?", Style(isEnd ? .focus : .product))
    }
  }
}
