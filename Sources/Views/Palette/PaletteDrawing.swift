import Screens

extension CommandPalette {
  /// Rows below the sheet in which a view says what it shows.
  private static let below = 5

  /// The view beneath with the sheet over its lower part.
  func draw(over view: Grid, in screen: Screen) -> Grid {
    var page = Page(screen)
    page.grid = view
    let lines = lines
    let rows = max(1, min(lines.count, max(4, page.height / 2 - 6)))
    let bottom = page.height - 1 - (page.height >= 24 ? Self.below : 1)
    let top = bottom - rows - 3
    for row in top...bottom {
      page.grid.write(String(repeating: " ", count: page.width), at: Position(0, row))
    }
    for row in [top, bottom] {
      page.grid.write(
        String(repeating: "━", count: page.width), at: Position(0, row), Style(.quiet))
    }
    drawField(on: &page.grid, row: top + 1)
    let first = max(0, chosen - rows + 1)
    let longest = lines.filter { !$0.words.isEmpty }.map(\.name.unicodeScalars.count).max() ?? 0
    let words = min(longest, 28, page.width / 3)
    for (index, line) in lines.enumerated().dropFirst(first).prefix(rows) {
      draw(
        line, words: words, isChosen: index == chosen, on: &page.grid, row: top + 2 + index - first)
    }
    if lines.isEmpty {
      page.grid.write(
        Text.clipped(fault, to: page.width - 8), at: Position(6, top + 2), Style(.quiet))
    }
    page.grid.write(
      "\(lines.count) of \(count) \(sign == "/" ? "places" : "commands")",
      at: Position(1, bottom - 1), Style(.quiet))
    drawFooter(on: &page)
    return page.grid
  }

  /// The end of a long text stays in sight.
  private func drawField(on grid: inout Grid, row: Int) {
    let shown = String(
      String.UnicodeScalarView(text.unicodeScalars.suffix(grid.size.width - 6)))
    grid.write(sign, at: Position(1, row), Style(.heading))
    let end = grid.write(shown, at: Position(3, row))
    grid.write("▏", at: Position(end, row))
    grid.cursor = Position(end, row)
  }

  /// What lines do stands in one column, after names of up to `words` characters.
  private func draw(
    _ line: Entry, words: Int, isChosen: Bool, on grid: inout Grid, row: Int
  ) {
    let style = isChosen ? Style(.focus) : Style.text
    let width = grid.size.width
    let words = line.words.isEmpty ? width - 24 : words
    grid.write(isChosen ? "▸" : " ", at: Position(4, row), style)
    let end = grid.write(Text.clipped(line.name, to: words), at: Position(6, row), style)
    grid.write(
      Text.clipped(line.words, to: width - max(end + 2, words + 8) - 2),
      at: Position(max(end + 2, words + 8), row))
    grid.write(line.key, endingAt: width - 2, row: row, Style(.quiet))
  }

  private func drawFooter(on page: inout Page) {
    let row = page.height - 1
    page.grid.write(String(repeating: " ", count: page.width), at: Position(0, row))
    let keys = [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "do it"),
      Hint(.nextPane, word: "complete"), Hint(.out, word: "close"),
    ]
    let labels = keys.map { Page.label($0, page.screen.glyphs) }.joined(separator: "  ")
    let words = "type to filter  " + labels
    page.grid.write(
      words.unicodeScalars.count < page.width ? words : labels, at: Position(1, row))
  }
}
