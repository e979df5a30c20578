/// Formulas lifted out of a Markdown text, because Markdown would read their `_`, `*` and `\`.
///
/// In place of each stands a mark of two private characters around its ordinal; lines stay
/// where they are. Fences and code spans are passed over.
struct Formulas {
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
  let marked: String

  private static let opening: Character = "\u{E000}"
  private static let closing: Character = "\u{E001}"

  init(_ text: Substring, line: Int) throws(LessonError) {
    // marks of the source's own would be taken for ours
    let scalars = text.unicodeScalars.map { "\u{E000}"..."\u{E001}" ~= $0 ? "\u{FFFD}" : $0 }
    var scanner = Scanner(text: scalars, line: line)
    var marked = String.UnicodeScalarView()
    while let step = try scanner.next() {
      switch step {
      case .copy(let scalars):
        marked.append(contentsOf: scalars)
      case .formula(let formula, let newlines):
        let mark = "\(Self.opening)\(all.count)\(Self.closing)"
        marked.append(contentsOf: mark.unicodeScalars)
        marked.append(contentsOf: repeatElement("\n", count: newlines))
        all.append(formula)
      }
    }
    self.marked = String(marked)
  }

  /// A text of the Markdown tree cut at the marks in it.
  func pieces(of text: String) -> [Piece] {
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
    case copy(ArraySlice<Unicode.Scalar>)
    case formula(Formulas.Formula, newlines: Int)
  }

  let text: [Unicode.Scalar]
  var line: Int
  var position = 0

  init(text: [Unicode.Scalar], line: Int) {
    self.text = text
    self.line = line
  }

  mutating func next() throws(LessonError) -> Step? {
    guard position < text.count else { return nil }
    if isLineStart, let fence = fenceEnd() { return copy(to: fence) }
    switch text[position] {
    case "\\": return copy(to: min(position + 2, text.count))
    case "`": return copy(to: codeEnd())
    case "$": return try formula() ?? copy(to: position + run(of: "$", at: position))
    default:
      var end = position + 1
      while end < text.count, text[end - 1] != "\n", !Self.isSign(text[end]) { end += 1 }
      return copy(to: end)
    }
  }

  private mutating func copy(to end: Int) -> Step {
    let slice = text[position..<end]
    line += slice.count { $0 == "\n" }
    position = end
    return .copy(slice)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "$" || scalar == "`" || scalar == "\\"
  }

  private var isLineStart: Bool { position == 0 || text[position - 1] == "\n" }

  private func run(of scalar: Unicode.Scalar, at start: Int) -> Int {
    var end = start
    while end < text.count, text[end] == scalar { end += 1 }
    return end - start
  }

  private func lineEnd(after start: Int) -> Int {
    text[start...].firstIndex(of: "\n").map { $0 + 1 } ?? text.count
  }

  private func firstMark(from start: Int) -> Int {
    text[start...].firstIndex { $0 != " " && $0 != ">" && $0 != "\t" } ?? text.count
  }

  /// Behind the fenced code that opens on this line, if one does.
  private func fenceEnd() -> Int? {
    let mark = firstMark(from: position)
    guard mark < text.count, text[mark] == "`" || text[mark] == "~" else { return nil }
    let length = run(of: text[mark], at: mark)
    var end = lineEnd(after: mark)
    guard length >= 3, !text[(mark + length)..<end].contains("`") else { return nil }
    while end < text.count {
      let closing = firstMark(from: end)
      let isClosing = closing < text.count && run(of: text[mark], at: closing) >= length
      end = lineEnd(after: end)
      if isClosing { break }
    }
    return end
  }

  /// Behind the code span that opens here, or behind its backticks if it does not close.
  private func codeEnd() -> Int {
    let length = run(of: "`", at: position)
    var end = position + length
    while end < text.count, !isBlankLine(at: end) {
      let closing = run(of: "`", at: end)
      if closing == length { return end + closing }
      end += max(closing, 1)
    }
    return position + length
  }

  /// Whether a line break here ends a paragraph.
  private func isBlankLine(at index: Int) -> Bool {
    guard text[index] == "\n" else { return false }
    let next = text[(index + 1)...].firstIndex { $0 != " " && $0 != "\t" && $0 != "\r" }
    return next.map { text[$0] == "\n" } ?? true
  }

  private mutating func formula() throws(LessonError) -> Step? {
    let length = run(of: "$", at: position) >= 2 ? 2 : 1
    let start = position + length
    var end = start
    while end < text.count, !isBlankLine(at: end) {
      if text[end] == "\\" {
        end += 2
      } else if text[end] == "$", closes(at: end, from: start, length: length) {
        let latex = text[start..<end]
        let formula = Formulas.Formula(
          latex: Self.trimmed(latex), line: line, isDisplay: length == 2)
        let newlines = latex.count { $0 == "\n" }
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
    let isRun = run(of: "$", at: end) >= length
    guard length == 1 else { return isRun && end > start }
    let next = end + 1 < text.count ? text[end + 1] : " "
    return end > start && !text[start].properties.isWhitespace
      && !text[end - 1].properties.isWhitespace && !("0"..."9" ~= next)
  }

  private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = Substring(String(String.UnicodeScalarView(scalars)))
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
