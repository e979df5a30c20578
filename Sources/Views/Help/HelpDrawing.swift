import Screens

extension Help {
  private static let keyColumns = 17
  private static let signColumns = 10

  /// The view beneath, dimmed, with the sheet in a frame over it.
  func draw(over view: Grid, in screen: Screen) -> Grid {
    var page = Page(screen)
    page.grid = view
    page.grid.cursor = nil
    for row in 0..<page.height {
      page.grid.restyle(at: Position(0, row), width: page.width) { $0 = Style(.quiet) }
    }
    // the frame keeps its size while one filters, so that nothing jumps
    let count = unfiltered.rows.count
    let room = min(max(count, 1), Self.room(in: screen))
    let size = Size(min(page.width - 4, 78), room + 2)
    let place = Position((page.width - size.width) / 2, 1)
    page.grid.paste(sheet(in: size, screen.glyphs), at: place)
    let first = first(in: room)
    page.grid.cursor =
      filter.map { Position(place.column + Self.title.count + 4 + $0.count, place.row) }
      ?? Position(place.column + 2, place.row + 1 + chosen - first)
    page.grid.write(
      String(repeating: " ", count: page.width), at: Position(0, page.height - 1))
    page.footer(footer)
    return page.grid
  }

  private static let title = "help"

  private var footer: [Hint] {
    filter == nil
      ? [
        Hint(.up, .down, word: "choose"), Hint(.open, word: "do it"),
        Hint(.pageUp, .pageDown, word: "page"), Hint(.search, word: "filter"),
        Hint(.out, word: "close"), Hint(.leave, word: "close"),
      ]
      : [
        Hint(.up, .down, word: "choose"), Hint(.open, word: "do it"),
        Hint(.out, word: "end the filter"),
      ]
  }

  /// The first row in sight: the chosen one is, with the heading above it.
  private func first(in room: Int) -> Int {
    let hasHeading = chosen == 1
    return hasHeading ? 0 : max(0, min(chosen - room + 2, rows.count - room))
  }

  private func sheet(in size: Size, _ glyphs: GlyphTier) -> Grid {
    var grid = Grid(size)
    let line = String(repeating: "─", count: size.width - 2)
    grid.write("┌\(line)┐", at: Position(0, 0), Style(.quiet))
    grid.write("└\(line)┘", at: Position(0, size.height - 1), Style(.quiet))
    for row in 1..<size.height - 1 {
      grid.write("│", at: Position(0, row), Style(.quiet))
      grid.write("│", at: Position(size.width - 1, row), Style(.quiet))
    }
    let end = grid.write(" \(Self.title) ", at: Position(2, 0), Style(.heading))
    if let filter { grid.write("/\(filter)▏ ", at: Position(end, 0), Style(.term)) }
    let room = size.height - 2
    let first = first(in: room)
    for (index, row) in rows.enumerated().dropFirst(first).prefix(room) {
      draw(row, isChosen: index == chosen, at: 1 + index - first, on: &grid, glyphs)
    }
    if rows.isEmpty {
      grid.write("nothing here contains ‘\(filter ?? "")’", at: Position(3, 1), Style(.quiet))
    }
    let above = first
    let below = rows.count - first - room
    let more = [above > 0 ? "\(above) above" : nil, below > 0 ? "\(below) below" : nil]
      .compactMap { $0 }
    if !more.isEmpty {
      grid.write(
        " \(more.joined(separator: ", ")) ", endingAt: size.width - 2, row: size.height - 1,
        Style(.notice))
    }
    return grid
  }

  private func draw(
    _ row: Row, isChosen: Bool, at line: Int, on grid: inout Grid, _ glyphs: GlyphTier
  ) {
    let room = grid.size.width - Self.keyColumns - 5
    switch row {
    case .heading(let text): grid.write(text, at: Position(2, line), Style(.heading))
    case .blank: break
    case .sign(let sign):
      grid.write(sign.glyphs, at: Position(4, line), Style(.term))
      grid.write(
        Text.clipped(sign.meaning, to: grid.size.width - Self.signColumns - 5),
        at: Position(4 + Self.signColumns, line))
    case .key(let key):
      let names = key.keys.map { $0.label(glyphs) }
      let isRefused = key.refusal != nil
      grid.write(
        Text.leading(names, in: Self.keyColumns - 1), at: Position(4, line),
        Style(isRefused ? .quiet : .key))
      let words = key.words + (isRefused ? " (not now)" : "")
      grid.write(
        Text.clipped(words, to: room), at: Position(4 + Self.keyColumns, line),
        Style(isRefused ? .quiet : .text))
    }
    guard isChosen else { return }
    grid.write("▸", at: Position(2, line), Style(.focus))
    grid.restyle(at: Position(2, line), width: grid.size.width - 4) { $0.isFocused = true }
  }
}
