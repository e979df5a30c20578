import Screens

/// The field in which one looks for words on a page.
struct LessonSearch: Hashable, Sendable {
  private(set) var letters = ""
  /// Where one was when it was opened.
  let origin: ReadingPlace
  /// The row of the match in sight.
  private(set) var row: Int?

  init(from origin: ReadingPlace) { self.origin = origin }

  /// What a key does to the field.
  enum Result: Hashable, Sendable {
    case stays, accepts, gives
  }

  /// Letters look from the origin on; arrows go to the next match and the one before.
  mutating func press(_ key: Key, on page: LessonPage) -> Result {
    switch key {
    case .escape: return .gives
    case .enter: return .accepts
    case .down, .tab: step(1, on: page)
    case .up, .backTab: step(-1, on: page)
    case .backspace: look(for: String(letters.dropLast()), on: page)
    case .control("u"): look(for: "", on: page)
    case .character(let character): look(for: letters + String(character), on: page)
    default: break
    }
    return .stays
  }

  private mutating func look(for letters: String, on page: LessonPage) {
    self.letters = letters
    let rows = page.rows(with: letters)
    row = rows.first { $0 >= page.row(of: origin) } ?? rows.first
  }

  private mutating func step(_ distance: Int, on page: LessonPage) {
    let rows = page.rows(with: letters)
    guard let current = row.flatMap(rows.firstIndex) else { return }
    row = rows[(current + distance + rows.count) % rows.count]
  }

  static let hints = [
    Hint(.down, .up, word: "next, before"), Hint(.open, word: "stay"), Hint(.out, word: "back"),
  ]

  /// The field, how many matches there are, and what keys do.
  func footer(on page: LessonPage, _ glyphs: GlyphTier) -> String {
    let rows = page.rows(with: letters)
    let place =
      letters.isEmpty
      ? ""
      : rows.isEmpty
        ? "not here" : "\((row.flatMap(rows.firstIndex) ?? 0) + 1) of \(rows.count)"
    return ["/\(letters)▏", place].filter { !$0.isEmpty }.joined(separator: "  ") + "   "
      + Self.hints.map { Page.label($0, glyphs) }.joined(separator: "  ")
  }
}

extension LessonPage {
  /// The rows that hold some letters, in whatever case, or in which a match begins.
  func rows(with letters: String) -> [Int] {
    let wanted = letters.lowercased()
    guard !wanted.isEmpty, let width = parts.map(\.grid.size.width).max() else { return [] }
    let lines = window(from: 0, size: Size(width, height)).lines.map { $0.lowercased() }
    return lines.indices.filter { row in
      if lines[row].contains(wanted) { return true }
      guard wanted.contains(" "), row + 1 < lines.count, !lines[row + 1].contains(wanted) else {
        return false
      }
      // words that a line break has parted
      let (end, start) = (lines[row].trimmedEnd, lines[row + 1].drop { $0 == " " })
      return (end + " " + start).contains(wanted)
    }
  }

  /// Underlines what was found in a window that begins at a row; the match in sight is reversed.
  func mark(_ search: LessonSearch, in window: inout Grid, from top: Int) {
    let wanted = Array(search.letters.lowercased())
    guard !wanted.isEmpty else { return }
    for (line, text) in window.lines.enumerated() {
      let letters = Array(text.lowercased())
      guard letters.count == window.size.width, letters.count >= wanted.count else { continue }
      for start in 0...letters.count - wanted.count
      where letters[start] == wanted[0]
        && letters[start..<start + wanted.count].elementsEqual(wanted)
      {
        let isInSight = top + line == search.row
        window.restyle(at: Position(start, line), width: wanted.count) { style in
          if isInSight { style.role = .focus } else { style.isUnderlined = true }
        }
        if isInSight, window.cursor == nil { window.cursor = Position(start, line) }
      }
    }
  }

  /// The row at which a place of the lesson stands.
  func row(of place: ReadingPlace) -> Int {
    let rows = rows(of: place.block)
    return min(rows.lowerBound + place.row, max(rows.upperBound - 1, rows.lowerBound))
  }
  /// The place of the lesson that stands at a row.
  func place(at row: Int) -> ReadingPlace {
    let block = block(at: row)
    return ReadingPlace(block: block, row: max(row - rows(of: block).lowerBound, 0))
  }
  /// The rows of a block, or where it would stand while it is folded away.
  private func rows(of block: Int) -> Range<Int> {
    let own = parts.filter { $0.block == block }
    guard let first = own.first, let last = own.last else {
      let next = parts.first { $0.block > block }?.row ?? height
      return next..<next
    }
    return first.row..<last.row + last.grid.size.height
  }
}
