import Screens
import Tensors

/// A text that is typed: its lines, where the cursor stands, and what it was before.
struct TextBuffer: Hashable, Sendable {
  /// Characters a line, so that the cursor counts what is seen.
  private(set) var lines: [[Character]]
  private(set) var row = 0
  private(set) var column = 0
  private var past: [State] = []
  private var future: [State] = []
  /// Whether the last key typed a letter, so that a word is undone at once.
  private var isTyping = false

  private struct State: Hashable, Sendable {
    let lines: [[Character]]
    let row: Int
    let column: Int
  }

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    row = lines.count - 1
    column = lines[row].count
  }

  var text: String { lines.map { String($0) }.joined(separator: "\n") + "\n" }
  private var length: Int { lines.reduce(lines.count) { $0 + $1.count } }
  /// Whether nothing more can be typed.
  var isFull: Bool { length >= Limits.typedCharacters }
  var undoCount: Int { past.count }

  /// The keys that take back what was typed.
  var hints: [Hint] {
    [
      Hint(
        .undo, word: "undo", isHidden: true,
        unless: past.isEmpty ? "There is nothing to undo." : nil, key: .control("u")),
      Hint(
        .redo, word: "redo", isHidden: true,
        unless: future.isEmpty ? "There is nothing to redo." : nil, key: .control("y")),
    ]
  }

  /// What a key does to the text; nothing where it is none of a text's keys.
  mutating func press(_ key: Key) -> Bool {
    switch key {
    case .character(let character):
      guard !isFull else { return true }
      remember(isTyping: character != " ")
      lines[row].insert(character, at: column)
      column += 1
    case .enter:
      guard !isFull else { return true }
      remember()
      // a new line stands under the one before
      let indent = lines[row].prefix { $0 == " " }.prefix(column)
      let rest = Array(lines[row][column...])
      lines[row].removeSubrange(column...)
      lines.insert(Array(indent) + rest, at: row + 1)
      (row, column) = (row + 1, indent.count)
    case .backspace:
      guard row > 0 || column > 0 else { return true }
      remember()
      if column > 0 {
        column -= 1
        lines[row].remove(at: column)
      } else {
        column = lines[row - 1].count
        lines[row - 1] += lines.remove(at: row)
        row -= 1
      }
    case .delete:
      guard row < lines.count - 1 || column < lines[row].count else { return true }
      remember()
      if column < lines[row].count {
        lines[row].remove(at: column)
      } else {
        lines[row] += lines.remove(at: row + 1)
      }
    case .left: move(to: column == 0 && row > 0 ? (row - 1, .max) : (row, column - 1))
    case .right:
      move(
        to: column == lines[row].count && row < lines.count - 1 ? (row + 1, 0) : (row, column + 1))
    case .up: move(to: (row - 1, column))
    case .down: move(to: (row + 1, column))
    case .home: move(to: (row, 0))
    case .end: move(to: (row, .max))
    case .pageUp: move(to: (row - 10, column))
    case .pageDown: move(to: (row + 10, column))
    case .control("u"): undo()
    case .control("y"): redo()
    default: return false
    }
    return true
  }

  private mutating func move(to place: (row: Int, column: Int)) {
    isTyping = false
    row = max(0, min(place.row, lines.count - 1))
    column = max(0, min(place.column, lines[row].count))
  }

  private mutating func remember(isTyping: Bool = false) {
    if !(isTyping && self.isTyping) {
      past.append(State(lines: lines, row: row, column: column))
      if past.count > 500 { past.removeFirst() }
    }
    self.isTyping = isTyping
    future = []
  }

  /// Takes another text, which can be undone; the cursor stays where it was, or at the end.
  mutating func take(_ text: String) {
    remember()
    let wasAtEnd = row == lines.count - 1 && column == lines[row].count
    let old = (row, column)
    let new = TextBuffer(text)
    (lines, row, column) = (new.lines, new.row, new.column)
    if !wasAtEnd { move(to: old) }
  }

  mutating func undo() { turn(from: \.past, to: \.future) }
  mutating func redo() { turn(from: \.future, to: \.past) }

  private mutating func turn(
    from source: WritableKeyPath<TextBuffer, [State]>,
    to target: WritableKeyPath<TextBuffer, [State]>
  ) {
    guard let state = self[keyPath: source].popLast() else { return }
    self[keyPath: target].append(State(lines: lines, row: row, column: column))
    (lines, row, column) = (state.lines, state.row, state.column)
    isTyping = false
  }

  /// Puts another word in the place of some characters of a line; all count from 0.
  mutating func replace(row: Int, column: Int, length: Int, by word: String) {
    guard lines.indices.contains(row), column >= 0, column + length <= lines[row].count else {
      return
    }
    remember()
    lines[row].replaceSubrange(column..<column + length, with: Array(word))
    (self.row, self.column) = (row, column + word.count)
  }
}
