import Diagrams
import Equations
import Quiz
import Screens

/// An equation in one line, set in two dimensions above as it is typed.
struct FormulaPad: Pad {
  let task: FormulaTask
  /// The id of the card that asks for it, where it is a sheet of the exam.
  let cardID: String
  private(set) var buffer: TextBuffer
  /// The equation as it was last understood, in LaTeX.
  private(set) var latex: String
  private var showsGrammar = false

  /// Goes on with a text.
  init(_ task: FormulaTask, card: String = "", text: String = "") {
    self.task = task
    cardID = card
    buffer = TextBuffer(text)
    latex = task.typesetting(of: text) ?? ""
  }

  var takesSigns: Bool { true }
  var hints: [Hint] { [Hint(.open, word: "answer")] }
  var text: String { String(buffer.lines[0]).trimmedEnd }
  var draft: String? { text }

  func reply() throws -> Reply {
    guard !text.isEmpty else { throw Failure("Type the equation first: \(task.asked) = …") }
    return .text(text)
  }

  mutating func press(_ key: Key) -> PadResult? {
    switch key {
    case .enter: return .answers
    case .character("?"): showsGrammar.toggle()
    case .tab: return complete() ? .stays : nil
    case .up, .down, .escape, .backTab: return nil
    default:
      guard buffer.press(key) else { return nil }
      latex = task.typesetting(of: text) ?? latex
      if text.isEmpty { latex = "" }
    }
    return .stays
  }

  // MARK: Completion

  /// Completes the name before the cursor as far as it is certain; false where no name stands there.
  private mutating func complete() -> Bool {
    let before = buffer.lines[0][..<buffer.column]
    let word = String(before.reversed().prefix { $0.isLetter || $0 == "'" }.reversed())
    guard !word.isEmpty else { return false }
    let fitting = task.names.filter { $0.hasPrefix(word) && $0 != word }
    guard let first = fitting.first else { return false }
    let common = fitting.reduce(first) { common, name in
      String(zip(common, name).prefix { $0 == $1 }.map(\.0))
    }
    buffer.replace(
      row: 0, column: buffer.column - word.count, length: word.count,
      by: fitting.count == 1 ? first : common)
    latex = task.typesetting(of: text) ?? latex
    return true
  }

  /// The places of the bracket at the cursor and of the one that it belongs to.
  var matchedBrackets: (Int, Int)? {
    let line = buffer.lines[0]
    let pairs: [Character: Character] = [")": "(", "]": "[", "}": "{"]
    var open: [(Character, Int)] = []
    for (place, character) in line.enumerated() {
      if pairs.values.contains(character) { open.append((character, place)) }
      guard let opening = pairs[character], let last = open.last, last.0 == opening else {
        continue
      }
      open.removeLast()
      let own = [place, last.1]
      if own.contains(buffer.column - 1) || own.contains(buffer.column) { return (last.1, place) }
    }
    return nil
  }

  // MARK: Drawing

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    var row = drawFormula(on: &page, rows: rows)
    row = drawText(on: &page, rows: row..<rows.upperBound, isOpen: grade == nil)
    guard grade == nil else { return row }
    let lines =
      showsGrammar
      ? Self.grammar
      : task.given.map { "\($0.name)   \($0.meaning)" } + ["⇥ completes a name   ? the grammar"]
    row += row + lines.count + 1 < rows.upperBound ? 1 : 0
    for line in lines where row < rows.upperBound {
      page.grid.write(
        Text.clipped(line, to: page.width - 14), at: Position(12, row), Style(.quiet))
      row += 1
    }
    return row
  }

  private func drawFormula(on page: inout Page, rows: Range<Int>) -> Int {
    guard let formula = try? Formula(latex) else { return rows.lowerBound }
    let room = max(rows.count - 3, 0)
    let drawing = formula.drawing(width: page.width - 14)
    guard drawing.grid.size.height <= room, drawing.grid.size.width <= page.width - 13 else {
      let line = formula.line()
      page.grid.write(
        Text.clipped(line.text, to: page.width - 14), at: Position(12, rows.lowerBound))
      return rows.lowerBound + 2
    }
    page.grid.paste(drawing.grid, at: Position(12, rows.lowerBound))
    return rows.lowerBound + drawing.grid.size.height + 1
  }

  /// The text, over as many rows as it takes.
  private func drawText(on page: inout Page, rows: Range<Int>, isOpen: Bool) -> Int {
    let width = max(page.width - 14, 10)
    let line = buffer.lines[0]
    page.grid.write("answer", at: Position(3, rows.lowerBound), Style(.quiet))
    let marks = isOpen ? matchedBrackets : nil
    func place(_ column: Int) -> Position {
      Position(12 + column % width, rows.lowerBound + column / width)
    }
    for (column, character) in line.enumerated() where place(column).row < rows.upperBound {
      let isMarked = column == marks?.0 || column == marks?.1
      page.grid.write("\(character)", at: place(column), isMarked ? Style(.focus) : .text)
    }
    if isOpen, place(buffer.column).row < rows.upperBound {
      if buffer.column == line.count { page.grid.write("▏", at: place(buffer.column)) }
      page.grid.cursor = place(buffer.column)
    }
    return place(max(line.count, 1) - 1).row + 1
  }

  /// The short grammar.
  static let grammar = [
    "sum(i', j'; condition) …      also mean, product, max, min;  sum(m = 0..N-1) …",
    "K[m,n,c,o] or K_{m,n,c,o}     a product: a*b, a·b or a b;  a/b, a^2, a mod b",
    "[condition] is 1 or 0         = != < <= and or not;  if c then a else b",
    "floor ceil sqrt abs exp log   relu sigmoid tanh softmax;  several lines: a; b",
    "LaTeX: \\sum_{i'} \\frac{a}{b} \\sqrt{a} \\lfloor a \\rfloor \\begin{cases} …",
  ]
}
