import Quiz
import Screens

/// An answer in words: written first, or on paper, then ticked line by line against the rubric.
struct TickPad: Pad {
  let task: TickTask
  private(set) var buffer = TextBuffer("")
  private(set) var isTicking = false
  private(set) var mark = 0
  private(set) var ticks: Set<Int> = []
  init(_ task: TickTask) { self.task = task }

  var hints: [Hint] {
    guard isTicking else { return [Hint(.handIn, word: "hand in")] + buffer.hints }
    return (task.lines.count > 1 ? [Hint(.up, .down, word: "line")] : [])
      + [
        Hint(.play, word: "tick"), Hint(.open, word: "done"),
      ]
  }
  var takesLetters: Bool { !isTicking }
  func reply() throws -> Reply { .ticks(ticks) }
  var text: String { buffer.text.trimmedEnd }

  mutating func press(_ key: Key) -> PadResult? {
    if key == .control("x"), !isTicking {
      isTicking = true
      return .stays
    }
    guard isTicking else {
      switch key {
      case .escape, .tab, .backTab: return nil
      default: return buffer.press(key) ? .stays : nil
      }
    }
    switch key {
    case _ where Self.isUp(key): visit(mark - 1)
    case _ where Self.isDown(key): visit(mark + 1)
    case .character(" "): ticks.formSymmetricDifference([mark])
    case .enter: return .answers
    default: return nil
    }
    return .stays
  }

  private mutating func visit(_ line: Int) {
    mark = max(0, min(line, task.lines.count - 1))
  }

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    guard isTicking else {
      page.grid.write(
        "your answer, here or on paper", at: Position(3, rows.lowerBound), Style(.quiet))
      buffer.draw(on: &page, rows: (rows.lowerBound + 2)..<rows.upperBound, column: 3)
      return rows.upperBound
    }
    var row = rows.lowerBound
    for line in Text.wrapped(buffer.text.replacing("\n", with: " "), to: page.width - 8).prefix(2) {
      page.grid.write(line, at: Position(5, row), Style(.quiet))
      row += 1
    }
    row = RubricList(lines: task.lines, ticks: ticks, mark: grade == nil ? mark : nil)
      .draw(on: &page, rows: (row + 1)..<max(row + task.lines.count * 3 + 2, rows.upperBound))
    // what earns the line in hand
    return ModelAnswerPart(line: task.lines[mark])
      .draw(on: &page, row: row + 1)
  }
}

/// The lines of a rubric with their ticks and points.
struct RubricList {
  let lines: [TickTask.Line]
  let ticks: Set<Int>
  let mark: Int?

  /// Draws the lines and returns the row after them.
  @discardableResult
  func draw(on page: inout Page, rows: Range<Int>) -> Int {
    var row = rows.lowerBound
    page.grid.write("is it there?", at: Position(3, row), Style(.heading))
    page.grid.write("points", endingAt: page.width - 2, row: row, Style(.quiet))
    row += 1
    // the line in hand stays in sight with its further rows
    let first = max(0, min((mark ?? 0) + 3 - rows.count, lines.count - 1))
    for (index, line) in lines.enumerated().dropFirst(first) where row < rows.upperBound {
      let isMarked = index == mark
      let style = isMarked ? Style(.focus) : Style.text
      page.grid.write(isMarked ? "▸" : " ", at: Position(3, row), style)
      page.grid.write(ticks.contains(index) ? "[x]" : "[ ]", at: Position(5, row), style)
      page.grid.write(Figures.points(line.points), endingAt: page.width - 3, row: row)
      let words = Text.wrapped(line.text, to: page.width - 18)
      if isMarked { page.grid.cursor = Position(6, row) }
      for text in words.prefix(isMarked ? words.count : 1) where row < rows.upperBound {
        let clipped =
          words.count > 1 && !isMarked ? Text.clipped(text + " …", to: page.width - 17) : text
        page.grid.write(clipped, at: Position(10, row))
        row += 1
      }
    }
    return row
  }
}

extension TextBuffer {
  /// Draws the text with its lines broken at the width of the page, and the cursor.
  func draw(on page: inout Page, rows: Range<Int>, column left: Int) {
    let width = max(page.width - left - 3, 10)
    var shown: [(text: String, row: Int, start: Int)] = []
    for (index, line) in lines.enumerated() {
      var start = 0
      repeat {
        shown.append((String(line.dropFirst(start).prefix(width)), index, start))
        start += width
      } while start <= line.count && line.count >= width
    }
    let current = shown.lastIndex { $0.row == row && $0.start <= column } ?? 0
    let first = max(0, current - rows.count + 1)
    for (index, line) in shown.enumerated().dropFirst(first).prefix(rows.count) {
      let place = rows.lowerBound + index - first
      page.grid.write(line.text, at: Position(left, place))
      guard index == current else { continue }
      let cursor = Position(left + column - line.start, place)
      if cursor.column - left >= line.text.unicodeScalars.count {
        page.grid.write("▏", at: cursor)
      }
      page.grid.cursor = cursor
    }
  }
}
