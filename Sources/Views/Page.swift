import Screens

/// The sheet that every view is set on: title line, rules, and the keys in the last row.
struct Page {
  /// Below this one message takes the place of every view.
  static let leastSize = Size(64, 20)
  /// From here on two panes stand side by side.
  static let twoPaneSize = Size(110, 30)

  let screen: Screen
  var grid: Grid
  var width: Int { screen.size.width }
  var height: Int { screen.size.height }

  init(_ screen: Screen) {
    self.screen = screen
    grid = Grid(screen.size)
  }

  /// Where one is at the left, the state at the right; the left gives way, from its front.
  mutating func title(_ path: [String], _ state: String) {
    let room = width - state.unicodeScalars.count - 3
    var parts = path
    while parts.count > 1, parts.joined(separator: " › ").unicodeScalars.count > room {
      parts.removeFirst()
    }
    grid.write(
      Text.clipped(parts.joined(separator: " › "), to: room), at: Position(1, 0), Style(.title))
    grid.write(state, endingAt: width - 1, row: 0)
  }

  /// Sets a whole row off as the chosen one, between two columns.
  mutating func highlight(row: Int, columns: Range<Int>) {
    grid.restyle(at: Position(columns.lowerBound, row), width: columns.count) {
      $0.isFocused = true
    }
  }

  mutating func rule(row: Int) {
    grid.write(String(repeating: "─", count: width), at: Position(0, row), Style(.quiet))
  }

  /// The names of panes, standing in a rule, `▸` before the open one.
  ///
  /// A pane begins at its column at the soonest; tabs, which have none, follow one another. The
  /// cursor stands on the open one, until something in it is in focus.
  mutating func tabs(_ tabs: [Tab], open: Int, row: Int = 1) {
    rule(row: row)
    for (index, columns) in Tabs.columns(of: tabs, open: open).enumerated() {
      let name = index == open ? " ▸\(tabs[index].name) " : " \(tabs[index].name) "
      let style = Style(index == open ? .heading : .quiet)
      grid.write(name, at: Position(columns.lowerBound, row), style)
      if index == open { grid.cursor = Position(columns.lowerBound + 1, row) }
    }
  }

  /// The keys that matter now; what does not fit goes, the help and the way out never.
  mutating func footer(_ hints: [Hint]) {
    for label in footerLabels(hints) {
      let column = grid.write(label.keys, at: Position(label.column, height - 1), Style(.key))
      grid.write(label.word, at: Position(column + 1, height - 1), Style(.quiet))
    }
  }

  /// The key that the footer names at a position.
  func key(at position: Position, in hints: [Hint]) -> Key? {
    guard position.row == height - 1 else { return nil }
    for label in footerLabels(hints) where label.columns ~= position.column {
      if label.hint.commands.count == 1 { return label.hint.key(of: label.hint.commands[0]) }
      var column = label.column
      for command in label.hint.commands {
        let key = label.hint.key(of: command)
        let end = column + (key?.label(screen.glyphs) ?? "").unicodeScalars.count
        if column..<end ~= position.column { return key }
        column = end + Self.gap(in: label.hint, screen.glyphs).count
      }
    }
    return nil
  }

  private struct FooterLabel {
    let hint: Hint
    let keys: String
    let word: String
    var column = 1
    var columns: Range<Int> {
      column..<column + keys.unicodeScalars.count + 1 + word.unicodeScalars.count
    }
  }

  /// The labels that fit and where they stand.
  private func footerLabels(_ hints: [Hint]) -> [FooterLabel] {
    let isWide = width >= Page.twoPaneSize.width
    var shown = hints.filter { !$0.isHidden && $0.refusal == nil }.map {
      FooterLabel(
        hint: $0, keys: Self.keys(of: $0, screen.glyphs), word: isWide ? $0.word : $0.short)
    }
    let gap = isWide ? 3 : 2
    func length() -> Int {
      shown.reduce(1) { $0 + $1.columns.count } + gap * (shown.count - 1)
    }
    while shown.count > 3, length() > width { shown.remove(at: shown.count - 3) }
    var column = 1
    for index in shown.indices {
      shown[index].column = column
      column = shown[index].columns.upperBound + gap
    }
    return shown
  }

  static func label(_ hint: Hint, _ glyphs: GlyphTier, isWide: Bool = true) -> String {
    keys(of: hint, glyphs) + " " + (isWide ? hint.word : hint.short)
  }

  private static func keys(of hint: Hint, _ glyphs: GlyphTier) -> String {
    names(of: hint, glyphs).joined(separator: gap(in: hint, glyphs))
  }

  private static func names(of hint: Hint, _ glyphs: GlyphTier) -> [String] {
    hint.commands.compactMap { hint.key(of: $0)?.label(glyphs) }
  }

  /// A pair of arrows reads as one sign.
  private static func gap(in hint: Hint, _ glyphs: GlyphTier) -> String {
    glyphs == .unicode && names(of: hint, glyphs).allSatisfy { "←→↑↓".contains($0) } ? "" : " "
  }
}

extension Key {
  /// How footers and help name the key.
  func label(_ glyphs: GlyphTier) -> String {
    guard glyphs.isPlain else { return name }
    return switch self {
    case .left: "<-"
    case .right: "->"
    case .up: "up"
    case .down: "down"
    case .enter: "enter"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .backspace: "backspace"
    default: name
    }
  }
}

/// Plain text in a width.
enum Text {
  /// The text, or its beginning and `…` where it is too long.
  static func clipped(_ text: String, to width: Int) -> String {
    guard text.unicodeScalars.count > width else { return text }
    guard width > 0 else { return "" }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(width - 1))) + "…"
  }

  /// The text as it is where it fits, blanks and all, else in lines.
  static func lines(_ text: String, in width: Int) -> [String] {
    text.unicodeScalars.count <= width ? [text] : wrapped(text, to: width)
  }

  /// The first of some ways to say a thing that fits; the last one, clipped, where none does.
  static func fitting(_ ways: [String], in width: Int) -> String {
    ways.first { $0.unicodeScalars.count <= width } ?? clipped(ways.last ?? "", to: width)
  }

  /// As many of some parts as fit, two blanks between them.
  static func leading(_ parts: [String], in width: Int) -> String {
    let ways = parts.indices.reversed().map { parts[...$0].joined(separator: "  ") }
    return fitting(ways, in: width)
  }

  /// The text in lines of at most `width`, broken between words.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if joined.unicodeScalars.count <= width || line.isEmpty {
        line = joined
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
