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

  mutating func rule(row: Int) {
    grid.write(String(repeating: "─", count: width), at: Position(0, row), Style(.quiet))
  }

  /// The names of panes, standing in a rule, `▸` before the open one.
  ///
  /// A pane begins at its column at the soonest; tabs, which have none, follow one another.
  mutating func tabs(_ tabs: [(name: String, column: Int)], open: Int, row: Int = 1) {
    rule(row: row)
    var end = 0
    for (index, tab) in tabs.enumerated() {
      let name = index == open ? " ▸\(tab.name) " : " \(tab.name) "
      let style = Style(index == open ? .heading : .quiet)
      end = grid.write(name, at: Position(max(tab.column, end + 2), row), style)
    }
  }

  /// The keys that matter now; what does not fit goes, the help and the way out never.
  mutating func footer(_ hints: [Hint]) {
    let isWide = width >= Page.twoPaneSize.width
    var shown = hints.filter { !$0.isHidden }.map {
      Self.label($0, screen.glyphs, isWide: isWide)
    }
    let gap = isWide ? 3 : 2
    func length() -> Int {
      shown.reduce(1) { $0 + $1.unicodeScalars.count } + gap * (shown.count - 1)
    }
    while shown.count > 3, length() > width { shown.remove(at: shown.count - 3) }
    grid.write(
      shown.joined(separator: String(repeating: " ", count: gap)), at: Position(1, height - 1),
      Style(.text))
  }

  static func label(_ hint: Hint, _ glyphs: GlyphTier, isWide: Bool = true) -> String {
    let names = hint.commands.compactMap { Binding.of($0)?.keys.first?.label(glyphs) }
    // a pair of arrows reads as one sign
    let isArrows = glyphs == .unicode && names.allSatisfy { "←→↑↓".contains($0) }
    return names.joined(separator: isArrows ? "" : " ") + " "
      + (isWide ? hint.word : hint.short)
  }
}

extension Key {
  /// How footers and help name the key.
  func label(_ glyphs: GlyphTier) -> String {
    guard glyphs == .ascii else { return name }
    return switch self {
    case .left: "<-"
    case .right: "->"
    case .up: "up"
    case .down: "down"
    case .enter: "enter"
    case .tab: "tab"
    case .backTab: "shift-tab"
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
