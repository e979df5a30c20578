import Screens
import Tensors

/// A plot's two axes, its curves in dots, and the rows of their labels.
struct PlotFrame {
  let size: Size
  let level: PlotAxis
  let upright: PlotAxis
  private(set) var canvas: DotCanvas
  /// The row of each curve's label, beside its end as far as the others leave room.
  private(set) var labelRows: [Int?]

  /// Nothing where there is no point to show.
  init?(_ plot: Plot, in size: Size) {
    let exponent = { (y: Double) in Double.logarithm(y) / Double.logarithm(10) }
    let curves = plot.curves.map { curve in
      curve.points.compactMap { point -> Plot.Point? in
        guard abs(point.x) < 1e100, abs(point.y) < 1e300, !plot.isLogarithmic || point.y > 0
        else { return nil }
        return plot.isLogarithmic ? Plot.Point(point.x, exponent(point.y)) : point
      }
    }
    let points = curves.joined()
    guard let first = points.map(\.x).min(), let last = points.map(\.x).max(),
      let bottom = points.map(\.y).min(), let top = points.map(\.y).max()
    else { return nil }
    let left = min(first, plot.domain?.lowerBound ?? first)
    let right = max(last, plot.domain?.upperBound ?? last)
    level = PlotAxis(left...right, cells: size.width, least: 6)
    // no wider than the curves, so that labels stand at their ends
    let width = min(size.width, Int(level.cell(of: right)) + 2)
    self.size = Size(width, size.height)
    upright = PlotAxis(
      bottom...top, cells: size.height, least: 2, isLogarithmic: plot.isLogarithmic)
    canvas = DotCanvas(self.size)
    labelRows = []
    let order = curves.indices.sorted { $0 != plot.chosen && $1 == plot.chosen }
    for index in order { draw(curves[index], owner: index) }
    labelRows = Self.apart(curves.map { $0.last.map { dot(of: $0).row } }, height: size.height)
  }

  private func dot(of point: Plot.Point) -> (column: Int, row: Int) {
    // half a cell in, so that a number at a tick stands beside it
    let column = 2 * level.cell(of: point.x)
    let row = 4 * (Double(size.height) - 0.5 - upright.cell(of: point.y)) - 0.5
    return (
      Int(min(max(column, 0), Double(2 * size.width - 1)).rounded()),
      Int(min(max(row, 0), Double(4 * size.height - 1)).rounded())
    )
  }

  private mutating func draw(_ points: [Plot.Point], owner: Int) {
    for (from, to) in zip(points, points.dropFirst().isEmpty ? points[...] : points.dropFirst()) {
      canvas.line(from: dot(of: from), to: dot(of: to), owner: owner)
    }
  }

  /// A row for the label of each curve that ends at one of these dots.
  ///
  /// Labels keep the order of the ends and move down, then up, until each has a row of its own.
  private static func apart(_ ends: [Int?], height: Int) -> [Int?] {
    let order = ends.enumerated().compactMap { index, dot in dot.map { (index: index, dot: $0) } }
      .sorted { ($0.dot, $0.index) < ($1.dot, $1.index) }
    var rows: [Int] = []
    for end in order { rows.append(max(end.dot / 4, (rows.last ?? -1) + 1)) }
    var below = height
    for place in rows.indices.reversed() {
      rows[place] = min(rows[place], below - 1)
      below = rows[place]
    }
    var labels = [Int?](repeating: nil, count: ends.count)
    for (end, row) in zip(order, rows) where row >= 0 { labels[end.index] = row }
    return labels
  }
}
