import Screens

/// The sheet of keys over a view: typing filters it, Enter does the chosen line.
struct Help: Sendable {
  let hints: [Hint]
  private(set) var filter = ""
  private(set) var chosen = 0

  init(_ hints: [Hint]) { self.hints = hints }

  /// What a key did to the sheet.
  enum Result: Sendable {
    case stays
    case closes
    case does(Command)
  }

  /// What acts everywhere.
  static let everywhere: [Command] = [.search, .palette, .help, .mouse, .repaint]

  /// What acts here, with the word for it.
  var bindings: [(Binding, String)] {
    let commands = hints.flatMap(\.commands) + Self.everywhere
    return Binding.all.filter { commands.contains($0.command) }.map { ($0, words(for: $0)) }
  }

  /// What acts everywhere stands below the others, until one looks for it.
  private var lines: [Binding] {
    let all = bindings.map(\.0)
    let bindings = filter.isEmpty ? all.filter { !Self.everywhere.contains($0.command) } : all
    guard !filter.isEmpty else { return bindings }
    return bindings.filter { words(for: $0).lowercased().contains(filter.lowercased()) }
  }

  /// The word of the view where it has one, else that of the table.
  private func words(for binding: Binding) -> String {
    let hint = hints.first { $0.commands.contains(binding.command) }
    return hint.flatMap { $0.commands.count == 1 ? $0.word : nil } ?? binding.description
  }

  mutating func press(_ key: Key) -> Result {
    switch key {
    case .escape: return .closes
    case .up: chosen = max(chosen - 1, 0)
    case .down: chosen = min(chosen + 1, max(lines.count - 1, 0))
    case .enter:
      return lines.indices.contains(chosen) ? .does(lines[chosen].command) : .stays
    case .backspace:
      if !filter.isEmpty { filter.removeLast() }
      chosen = 0
    case .character("?") where filter.isEmpty: return .closes
    case .character(let character):
      filter.append(character)
      chosen = 0
    default: break
    }
    return .stays
  }

  /// The view beneath with the sheet over it: two heavy rules, no sides.
  func draw(over view: Grid, in screen: Screen) -> Grid {
    var page = Page(screen)
    page.grid = view
    page.grid.cursor = nil
    let left = min(8, max(0, page.width - Self.columnWidth * 2))
    let columns = page.width - left >= Self.columnWidth * 2 ? 2 : 1
    // the sheet keeps its size while typing filters it, so that nothing behind it moves
    let all = Help(hints).lines.count
    let rows = min((all + columns - 1) / columns, page.height - 9)
    let area = Size(page.width - left, rows + 6)
    var sheet = Grid(area)
    sheet.write(String(repeating: "━", count: area.width), at: Position(0, 0), Style(.quiet))
    sheet.write("keys that act here", at: Position(1, 1), Style(.heading))
    let end = sheet.write(
      "type to filter: " + filter, at: Position(Self.columnWidth, 1), Style(.quiet))
    sheet.write("▏", at: Position(end, 1))
    drawLines(rows: rows, columns: columns, on: &sheet, screen.glyphs)
    let common = Self.everywhere.map {
      Page.label(Hint($0, word: Self.word(for: $0)), screen.glyphs)
    }
    sheet.write("everywhere", at: Position(1, area.height - 2), Style(.quiet))
    sheet.write(common.joined(separator: "  "), at: Position(12, area.height - 2))
    sheet.write(
      String(repeating: "━", count: area.width), at: Position(0, area.height - 1), Style(.quiet))
    page.grid.paste(sheet, at: Position(left, 2))
    page.grid.cursor = sheet.cursor.map { $0.moved(left, 2) }
    page.grid.write(String(repeating: " ", count: page.width), at: Position(0, page.height - 1))
    page.grid.write("type to filter", at: Position(1, page.height - 1))
    let keys = [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "do it"), Hint(.out, word: "close"),
    ]
    page.grid.write(
      keys.map { Page.label($0, screen.glyphs) }.joined(separator: "  "),
      at: Position(17, page.height - 1))
    return page.grid
  }

  private static let columnWidth = 35

  private static func word(for command: Command) -> String {
    let words = Binding.of(command)?.description ?? ""
    return String(words.prefix { $0 != " " })
  }

  /// The keys of a line, as many as there is room for.
  private static func names(of keys: [Key], _ glyphs: GlyphTier) -> String {
    var text = ""
    for name in keys.map({ $0.label(glyphs) }) {
      let longer = text.isEmpty ? name : text + " " + name
      if longer.unicodeScalars.count > 11 { break }
      text = longer
    }
    return text
  }

  private func drawLines(rows: Int, columns: Int, on sheet: inout Grid, _ glyphs: GlyphTier) {
    let shown = lines
    let first = max(0, chosen / columns - rows + 1)
    for (index, binding) in shown.enumerated() where 0..<rows ~= index / columns - first {
      let position = Position(
        1 + index % columns * Self.columnWidth, 3 + index / columns - first)
      let keys = Self.names(of: binding.keys, glyphs)
      let style = index == chosen ? Style(.focus) : Style.text
      sheet.write(index == chosen ? "▸" : " ", at: position, style)
      sheet.write(keys, at: position.moved(2, 0), style)
      sheet.write(Text.clipped(words(for: binding), to: 20), at: position.moved(14, 0), style)
      if index == chosen { sheet.cursor = position }
    }
    let hidden = (shown.count + columns - 1) / columns - first - rows
    if hidden > 0 {
      sheet.write(
        "\(hidden * columns) more", endingAt: sheet.size.width - 2, row: 3 + rows, Style(.quiet))
    }
    if shown.isEmpty {
      sheet.write("no key does ‘\(filter)’", at: Position(3, 3), Style(.quiet))
    }
  }
}
