import Diagrams
import Experiments
import Screens
import Tensors

/// Sets planes of numbers side by side, in the form that tells most in the room there is.
struct MapSetter {
  let screen: Screen

  init(_ screen: Screen) { self.screen = screen }

  /// As many in a row as fit, on one scale, with its legend below.
  ///
  /// What is too wide in every form is pooled: the largest magnitude of each square.
  func grid(_ maps: [Findings.Map]) -> Grid {
    let width = screen.size.width
    let scale = ColorScale(of: maps.map { Statistics($0.numbers) })
    let whole = maps.map { Plane(rows: $0.rows, columns: $0.columns, $0.numbers) }
    let forms = Heatmap.Form.allCases.filter { $0.shown(on: screen) == $0 }
    // what needs no scrolling, else whole numbers, else the smallest form; tenths tell little
    let isPlain = screen.colors == .none || screen.glyphs.isPlain
    let isCountable = scale.isWhole && fits(maps, whole, .numbers)
    var form =
      isPlain && isCountable
      ? .numbers : forms.first { fits(maps, whole, $0) && isShort(maps, whole, $0) }
    if form == nil, isCountable { form = .numbers }
    let shown = form ?? forms.last ?? .cells
    var (planes, side) = (whole, 1)
    while !fits(maps, planes, shown), side < 64 {
      side += 1
      planes = whole.map { $0.pooled(side) }
    }
    var parts: [Grid] = []
    for row in rows(of: maps, planes, shown) {
      var grid = Grid(Size(width, row.height))
      for (index, column) in row.places {
        grid.write(maps[index].title, at: Position(column, 0), Style(.term))
        Heatmap(planes[index], scale: scale, form: shown)
          .draw(into: &grid, at: Position(column, 1), on: screen)
      }
      parts.append(grid)
    }
    var legend = Grid(Size(width, side > 1 ? 2 : 1))
    legend.paste(Legend(scale).draw(on: screen), at: Position(1, 0))
    if side > 1 {
      legend.write("largest |value| of each \(side)×\(side)", at: Position(1, 1), Style(.notice))
    }
    return Grid(stacking: parts + [legend], width: width)
  }

  /// Whether every row of maps is as narrow as the screen.
  private func fits(_ maps: [Findings.Map], _ planes: [Plane], _ form: Heatmap.Form) -> Bool {
    rows(of: maps, planes, form).allSatisfy { $0.width <= screen.size.width }
  }
  /// Whether they and their legend need no scrolling.
  private func isShort(_ maps: [Findings.Map], _ planes: [Plane], _ form: Heatmap.Form) -> Bool {
    rows(of: maps, planes, form).reduce(2) { $0 + $1.height } <= screen.size.height
  }

  private struct Row {
    var places: [(index: Int, column: Int)] = []
    var width = 0
    var height = 0
  }

  private func rows(
    of maps: [Findings.Map], _ planes: [Plane], _ form: Heatmap.Form
  ) -> [Row] {
    var rows: [Row] = []
    for (index, map) in maps.enumerated() {
      let size = form.extent(rows: planes[index].rows, columns: planes[index].columns)
      let width = max(size.width, map.title.unicodeScalars.count)
      if rows.isEmpty || (rows[rows.count - 1].width + width + 3 > screen.size.width) {
        rows.append(Row())
      }
      let column = rows[rows.count - 1].width == 0 ? 1 : rows[rows.count - 1].width + 3
      rows[rows.count - 1].places.append((index, column))
      rows[rows.count - 1].width = column + width
      rows[rows.count - 1].height = max(rows[rows.count - 1].height, size.height + 2)
    }
    return rows
  }
}
