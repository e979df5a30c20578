import Diagrams
import Lessons
import Screens
import Tensors

/// Sets planes of numbers side by side, in the form that tells most in the room there is.
struct MapSetter {
  let screen: Screen

  init(_ screen: Screen) { self.screen = screen }

  /// As many in a row as fit, on one scale, with its legend below.
  func grid(_ maps: [Findings.Map]) -> Grid {
    let width = screen.size.width
    let scale = Scale(of: maps.map { Statistics($0.numbers) })
    let height = screen.size.height - 3
    let form =
      Heatmap.Form.allCases.first { form in
        let shown = form.shown(on: screen)
        let rows = rows(of: maps, shown)
        return rows.reduce(0) { $0 + $1.height } <= height && rows.allSatisfy { $0.width <= width }
      } ?? .halfBlocks
    var parts: [Grid] = []
    for row in rows(of: maps, form.shown(on: screen)) {
      var grid = Grid(Size(width, row.height))
      for (index, column) in row.places {
        let map = maps[index]
        grid.write(map.title, at: Position(column, 0), Style(.term))
        Heatmap(
          Plane(rows: map.rows, columns: map.columns, map.numbers), scale: scale, form: form
        ).draw(into: &grid, at: Position(column, 1), on: screen)
      }
      parts.append(grid)
    }
    var legend = Grid(Size(width, 1))
    legend.paste(Legend(scale).draw(on: screen), at: Position(1, 0))
    return Grid(stacking: parts + [legend], width: width)
  }

  private struct Row {
    var places: [(index: Int, column: Int)] = []
    var width = 0
    var height = 0
  }

  private func rows(of maps: [Findings.Map], _ form: Heatmap.Form) -> [Row] {
    var rows: [Row] = []
    for (index, map) in maps.enumerated() {
      let size = form.extent(rows: map.rows, columns: map.columns)
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
