import Lessons
import Screens

/// The headings of a lesson, to go to one of them.
struct LessonOutline: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let title: String
    let level: Int
    let row: Int
  }
  let entries: [Entry]
  private(set) var chosen: Int

  /// The headings that a page shows; the one that a row belongs to is chosen.
  init(_ lesson: Lesson, on page: LessonPage, at row: Int) {
    entries = lesson.sections.compactMap { section in
      guard section.level > 1 else { return nil }
      let part = page.parts.last { $0.block == section.blocks.lowerBound }
      return part.map { Entry(title: section.title, level: section.level, row: $0.row) }
    }
    chosen = entries.lastIndex { $0.row <= row + 1 } ?? 0
  }

  /// Where Enter goes.
  var row: Int? { entries.indices.contains(chosen) ? entries[chosen].row : nil }

  mutating func press(_ command: Command) {
    switch command {
    case .down: chosen += 1
    case .up: chosen -= 1
    case .first: chosen = 0
    case .last: chosen = entries.count - 1
    case .nextPoint: chosen = entries[(chosen + 1)...].firstIndex { $0.level == 2 } ?? chosen
    case .previousPoint: chosen = entries[..<chosen].lastIndex { $0.level == 2 } ?? chosen
    default: break
    }
    chosen = min(max(chosen, 0), max(entries.count - 1, 0))
  }

  static let hints = [
    Hint(.up, .down, word: "choose"), Hint(.open, word: "go there"),
    Hint(.nextPoint, .previousPoint, word: "next, before"), Hint(.out, word: "close"),
    Hint(.help, word: "keys"), Hint(.leave, word: "close"),
  ]

  func draw(in size: Size) -> Grid {
    var grid = Grid(size)
    let first = min(max(0, chosen - size.height / 2), max(entries.count - size.height, 0))
    for (line, entry) in entries.dropFirst(first).prefix(size.height).enumerated() {
      let isChosen = first + line == chosen
      let column = 2 + 3 * (entry.level - 2)
      grid.write(
        (isChosen ? "▸ " : "  ") + entry.title, at: Position(column, line),
        Style(isChosen ? .focus : entry.level == 2 ? .heading : .text))
      if isChosen { grid.cursor = Position(column, line) }
    }
    return grid
  }
}
