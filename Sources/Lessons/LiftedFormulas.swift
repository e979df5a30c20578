import Quiz

/// Formulas lifted out of a Markdown text, because Markdown would read their `_`, `*` and `\`.
///
/// In place of each stands a mark: its ordinal between two control characters. Lines stay where
/// they are. Fences and code spans are passed over.
struct LiftedFormulas {
  struct Formula {
    let latex: String
    let line: Int
    /// Whether it stood between `$$` and makes a block of its own.
    let isDisplay: Bool
  }
  enum Piece {
    case text(String)
    case formula(Formula)
  }

  private(set) var all: [Formula] = []
  /// The text with marks, for the Markdown parser.
  private(set) var marked: [UInt8] = []

  private static let opening: Character = "\u{1}"
  private static let closing: Character = "\u{2}"

  init(_ text: Substring, line: Int) throws(LessonError) {
    // control characters of the source's own would be taken for ours
    let bytes = text.utf8.map { 1...2 ~= $0 ? UInt8(ascii: "?") : $0 }
    var scanner = Scanner(text: bytes, line: line)
    while let step = try scanner.next() {
      switch step {
      case .copy(let bytes):
        marked += bytes
      case .formula(let formula, let newlines):
        marked += "\(Self.opening)\(all.count)\(Self.closing)".utf8
        marked += repeatElement(UInt8(ascii: "\n"), count: newlines)
        all.append(formula)
      }
    }
  }

  /// A text of the Markdown tree cut at the marks in it.
  func pieces(of text: String) -> [Piece] {
    guard text.utf8.contains(1) else { return text.isEmpty ? [] : [.text(text)] }
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: Self.opening) {
      guard let end = rest[start...].firstIndex(of: Self.closing),
        let ordinal = Int(rest[rest.index(after: start)..<end]), all.indices.contains(ordinal)
      else { break }
      if start != rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
      pieces.append(.formula(all[ordinal]))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  /// The text as it was written, where formulas mean nothing, as in code.
  func restored(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .formula(let formula):
        formula.isDisplay ? "$$\(formula.latex)$$" : "$\(formula.latex)$"
      }
    }.joined()
  }
}

/// Walks over a Markdown text and tells formulas from all else.
private struct Scanner {
  enum Step {
    case copy(ArraySlice<UInt8>)
    case formula(LiftedFormulas.Formula, newlines: Int)
  }

  private static let dollar = UInt8(ascii: "$")
  private static let backtick = UInt8(ascii: "`")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")

  let text: [UInt8]
  var line: Int
  var position = 0

  init(text: [UInt8], line: Int) {
    self.text = text
    self.line = line
  }

  mutating func next() throws(LessonError) -> Step? {
    guard position < text.count else { return nil }
    if isLineStart, let fence = fenceEnd() { return copy(to: fence) }
    switch text[position] {
    case Self.backslash: return copy(to: min(position + 2, text.count))
    case Self.backtick: return copy(to: codeEnd())
    case Self.dollar:
      return try formula() ?? copy(to: position + run(of: Self.dollar, at: position))
    default:
      var end = position + 1
      while end < text.count, text[end - 1] != Self.newline, !Self.isSign(text[end]) { end += 1 }
      return copy(to: end)
    }
  }

  private mutating func copy(to end: Int) -> Step {
    let slice = text[position..<end]
    line += slice.count { $0 == Self.newline }
    position = end
    return .copy(slice)
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == dollar || byte == backtick || byte == backslash
  }

  private var isLineStart: Bool { position == 0 || text[position - 1] == Self.newline }

  private func run(of byte: UInt8, at start: Int) -> Int {
    var end = start
    while end < text.count, text[end] == byte { end += 1 }
    return end - start
  }

  private func lineEnd(after start: Int) -> Int {
    text[start...].firstIndex(of: Self.newline).map { $0 + 1 } ?? text.count
  }

  private func firstMark(from start: Int) -> Int {
    text[start...].firstIndex { !Self.isBlank($0) && $0 != UInt8(ascii: ">") } ?? text.count
  }

  /// Behind the fenced code that opens on this line, if one does.
  private func fenceEnd() -> Int? {
    let mark = firstMark(from: position)
    guard mark < text.count, text[mark] == Self.backtick || text[mark] == UInt8(ascii: "~") else {
      return nil
    }
    let length = run(of: text[mark], at: mark)
    var end = lineEnd(after: mark)
    guard length >= 3, !text[(mark + length)..<end].contains(Self.backtick) else { return nil }
    while end < text.count {
      let closing = firstMark(from: end)
      let found = run(of: text[mark], at: closing)
      end = lineEnd(after: end)
      let isClosing = found >= length && text[(closing + found)..<end].allSatisfy(Self.isSpace)
      if isClosing { break }
    }
    return end
  }

  /// Behind the code span that opens here, or behind its backticks if it does not close.
  private func codeEnd() -> Int {
    let length = run(of: Self.backtick, at: position)
    var end = position + length
    while end < text.count, !isBlankLine(at: end) {
      let closing = run(of: Self.backtick, at: end)
      if closing == length { return end + closing }
      end += max(closing, 1)
    }
    return position + length
  }

  /// Whether a line break here ends a paragraph.
  private func isBlankLine(at index: Int) -> Bool {
    guard text[index] == Self.newline else { return false }
    let next = text[(index + 1)...].firstIndex { !Self.isBlank($0) }
    return next.map { text[$0] == Self.newline } ?? true
  }

  private mutating func formula() throws(LessonError) -> Step? {
    let length = run(of: Self.dollar, at: position) >= 2 ? 2 : 1
    let start = position + length
    var end = start
    // many dollars without a match must not each be sought to the end of a long text
    let limit = length == 1 ? min(start + 500, text.count) : text.count
    while end < limit, !isBlankLine(at: end) {
      if text[end] == Self.backslash {
        end += 2
      } else if text[end] == Self.dollar, closes(at: end, from: start, length: length) {
        let latex = text[start..<end]
        let formula = LiftedFormulas.Formula(
          latex: Self.trimmed(latex), line: line, isDisplay: length == 2)
        let newlines = latex.count { $0 == Self.newline }
        line += newlines
        position = end + length
        return .formula(formula, newlines: newlines)
      } else {
        end += 1
      }
    }
    guard length == 1 else {
      throw LessonError("the formula that begins here is not closed by ‘$$’", line: line)
    }
    return nil
  }

  /// A single `$` is money unless it hugs its formula, as on other Markdown pages.
  private func closes(at end: Int, from start: Int, length: Int) -> Bool {
    let isRun = run(of: Self.dollar, at: end) >= length
    guard length == 1 else { return isRun && end > start }
    let isAmount = end + 1 < text.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[end + 1]
    return end > start && !isAmount
      && !Self.isSpace(text[start]) && !Self.isSpace(text[end - 1])
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == newline }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let start = bytes.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) } ?? start.endIndex - 1
    return String(decoding: start[...end], as: UTF8.self)
  }
}
