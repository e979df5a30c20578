import Lessons
import Screens

/// A table of a lesson: one rule under the heading and none else; long cells wrap.
struct TableSetter {
  let table: MarkdownTable
  let glyphs: GlyphTier
  private static let gap = 3

  init(_ table: MarkdownTable, glyphs: GlyphTier) {
    self.table = table
    self.glyphs = glyphs
  }

  func grid(width: Int) -> Grid {
    let heading = table.header.map { RunningText($0, style: Style(.heading), glyphs: glyphs) }
    let rows = table.rows.map { $0.map { RunningText($0, glyphs: glyphs) } }
    let widths = columnWidths([heading] + rows, in: width)
    var parts = [set(heading, widths)]
    let total = min(widths.reduce(0, +) + Self.gap * max(widths.count - 1, 0), width)
    parts.append(Grid(lines: [String(repeating: "─", count: total)], style: Style(.quiet)))
    parts += rows.map { set($0, widths) }
    return Grid(stacking: parts, width: width)
  }

  /// Natural widths, the widest columns narrowed until all fit.
  private func columnWidths(_ rows: [[RunningText]], in width: Int) -> [Int] {
    let count = rows.first?.count ?? 0
    var widths = (0..<count).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].length : 0 }.max() ?? 0
    }
    let room = width - Self.gap * max(count - 1, 0)
    while widths.reduce(0, +) > room,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 6
    { widths[widest] -= 1 }
    return widths
  }

  private func set(_ cells: [RunningText], _ widths: [Int]) -> Grid {
    let grids = zip(cells, widths).map { $0.grid(width: max($1, 1)) }
    let height = grids.map(\.size.height).max() ?? 1
    var row = Grid(Size(widths.reduce(0) { $0 + $1 + Self.gap }, height))
    var column = 0
    for (index, grid) in grids.enumerated() {
      row.paste(grid.aligned(table.alignments[index]), at: Position(column, 0))
      column += widths[index] + Self.gap
    }
    return row
  }
}

extension Grid {
  /// Grids one below the other, in a width.
  init(stacking parts: [Grid], width: Int) {
    self.init(Size(width, parts.reduce(0) { $0 + $1.size.height }))
    var row = 0
    for part in parts {
      paste(
        part.cropped(to: Size(min(part.size.width, width), part.size.height)), at: Position(0, row))
      row += part.size.height
    }
  }

  /// The same lines, each shifted to its side of the grid.
  fileprivate func aligned(_ alignment: MarkdownTable.Alignment) -> Grid {
    guard alignment != .left else { return self }
    var shifted = Grid(size)
    for row in 0..<size.height {
      let used = (0..<size.width).last { self[$0, row] != .blank }.map { $0 + 1 } ?? 0
      let free = size.width - used
      let offset = alignment == .right ? free : free / 2
      for column in 0..<used { shifted[column + offset, row] = self[column, row] }
    }
    return shifted
  }
}
