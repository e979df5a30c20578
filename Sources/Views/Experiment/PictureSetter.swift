import Diagrams
import Experiments
import Screens

/// Sets the pictures and tables of an experiment in the room of a screen.
struct PictureSetter {
  let screen: Screen
  /// The curve set off from the others.
  let chosen: Int?

  init(_ screen: Screen, chosen: Int?) {
    self.screen = screen
    self.chosen = chosen
  }

  private var width: Int { screen.size.width }

  /// One below the other; curves and histograms share the height that the others leave.
  func grids(_ pictures: [Findings.Picture]) -> [Grid] {
    let fixed = pictures.map { isElastic($0) ? nil : grid($0, height: screen.size.height) }
    let taken = fixed.reduce(1) { $0 + ($1.map { $0.size.height + 1 } ?? 0) }
    let count = fixed.count { $0 == nil }
    let share = max((screen.size.height - taken) / max(count, 1) - (count > 1 ? 1 : 0), 9)
    var grids: [Grid] = []
    for (picture, fixed) in zip(pictures, fixed) {
      if !grids.isEmpty { grids.append(Grid(Size(width, 1))) }
      grids.append(fixed ?? grid(picture, height: share))
    }
    return grids
  }

  private func isElastic(_ picture: Findings.Picture) -> Bool {
    switch picture {
    case .curves, .histogram, .surface: true
    case .bars, .maps, .table, .lines: false
    }
  }

  private func grid(_ picture: Findings.Picture, height: Int) -> Grid {
    switch picture {
    case .curves(let curves, let unit, let isLogarithmic):
      self.curves(curves, unit, isLogarithmic, height)
    case .bars(let title, let bars): self.bars(title, bars)
    case .histogram(let title, let columns): histogram(title, columns, height)
    case .maps(let maps): MapSetter(screen).grid(maps)
    case .surface(let surface): SurfaceSetter(screen).grid(surface, height: height)
    case .table(let table): self.table(table)
    case .lines(let lines): self.lines(lines)
    }
  }

  private func curves(
    _ curves: [Findings.Curve], _ unit: String, _ isLogarithmic: Bool, _ height: Int
  ) -> Grid {
    var plot = Plot(
      curves.map { curve in
        Plot.Curve(curve.letter, curve.name, curve.points.map { Plot.Point($0.x, $0.y) })
      })
    plot.isLogarithmic = isLogarithmic
    plot.unit = unit
    plot.chosen = chosen
    return plot.draw(
      on: Screen(Size(width, height), colors: screen.colors, glyphs: screen.glyphs))
  }

  private func lines(_ lines: [String]) -> Grid {
    let rows = lines.flatMap { line in
      line.unicodeScalars.count > width - 2 ? Text.wrapped(line, to: width - 2) : [line]
    }
    var grid = Grid(Size(width, rows.count))
    for (row, line) in rows.enumerated() { grid.write(line, at: Position(1, row)) }
    return grid
  }

  private func bars(_ title: String, _ bars: [Findings.Bar]) -> Grid {
    let names = bars.map(\.name.unicodeScalars.count).max() ?? 0
    let labels = bars.map { Self.number($0.value, on: screen.glyphs) }
    let values = labels.map(\.unicodeScalars.count).max() ?? 0
    let room = max(width - names - values - 5, 4)
    let largest = bars.map(\.value).max() ?? 0
    var grid = Grid(Size(width, bars.count + 1))
    grid.write(title, at: Position(1, 0), Style(.quiet))
    for (row, bar) in bars.enumerated() {
      grid.write(bar.name, at: Position(1, row + 1))
      let length =
        largest > 0 ? Int((bar.value / largest * Double(room)).rounded()) : 0
      // what is not nothing is seen
      let shown = bar.value > 0 ? max(length, 1) : 0
      grid.write(
        String(repeating: "█", count: min(shown, room)), at: Position(names + 2, row + 1),
        Style(.barFilled))
      grid.write(labels[row], at: Position(names + 3 + min(shown, room), row + 1))
    }
    return grid
  }

  /// Upright bars with a dash where each was expected to end.
  private func histogram(_ title: String, _ columns: [Findings.Column], _ height: Int) -> Grid {
    let rows = min(max(height - 3, 4), 16)
    let pitch = max(min((width - 4) / max(columns.count, 1), 3), 1)
    let tallest = columns.map { max($0.count, $0.expected) }.max() ?? 0
    let size = { (x: Double) in
      tallest > 0 ? Int((x / tallest * Double(rows)).rounded()) : 0
    }
    var grid = Grid(Size(width, rows + 3))
    grid.write(title, at: Position(1, 0), Style(.quiet))
    var free = 0
    for (index, column) in columns.enumerated() {
      let left = 2 + index * pitch
      for level in 0..<size(column.count) {
        for place in 0..<max(pitch - 1, 1) {
          grid[left + place, rows - level] = Cell("█", Style(.barFilled))
        }
      }
      if column.expected > 0 {
        let level = max(size(column.expected), 1) - 1
        grid[left, rows - level] = Cell("─", Style(.product))
      }
      grid[left, rows + 1] = Cell("┴", Style(.quiet))
      for place in 1..<max(pitch, 1) { grid[left + place, rows + 1] = Cell("─", Style(.quiet)) }
      if left >= free {
        free = grid.write(column.label, at: Position(left, rows + 2), Style(.quiet)) + 1
      }
    }
    return grid
  }

  /// Words to the left, numbers to the right, a rule below the headings.
  func table(_ table: Findings.Table) -> Grid {
    let texts = table.rows.map { $0.map { Self.text($0, on: screen.glyphs) } }
    let widths = table.header.indices.map { column in
      ([table.header[column]] + texts.map { $0[column] })
        .map(\.unicodeScalars.count).max() ?? 0
    }
    var grid = Grid(Size(width, texts.count + 2))
    var left = 1
    for column in table.header.indices {
      let isWords = table.rows.allSatisfy { if case .text = $0[column] { true } else { false } }
      let right = left + widths[column]
      let put = { (grid: inout Grid, text: String, row: Int, style: Style) in
        isWords
          ? _ = grid.write(text, at: Position(left, row), style)
          : grid.write(text, endingAt: right, row: row, style)
      }
      put(&grid, table.header[column], 0, Style(.heading))
      for (row, line) in texts.enumerated() { put(&grid, line[column], row + 2, .text) }
      left = right + 3
    }
    grid.write(
      String(repeating: "─", count: max(min(left - 4, width - 2), 0)), at: Position(1, 1),
      Style(.quiet))
    return grid
  }

  private static func text(_ entry: Findings.Table.Entry, on glyphs: GlyphTier) -> String {
    switch entry {
    case .text(let text): text
    case .number(let x): number(x, on: glyphs)
    case .wide(let x): Numbers.wide(x, on: glyphs)
    case .count(let n): Numbers.count(n)
    case .share(let x): Numbers.significant(100 * x, on: glyphs) + " %"
    }
  }

  /// A number as short as it can be: whole, with three digits, or with a power of ten.
  static func number(_ x: Double, on glyphs: GlyphTier) -> String {
    if x == x.rounded(), abs(x) < 1e12 { return Numbers.fixed(x, decimals: 0, on: glyphs) }
    return abs(x) < 1e-3 || abs(x) >= 1e5
      ? Numbers.wide(x, on: glyphs) : Numbers.significant(x, on: glyphs)
  }
}
