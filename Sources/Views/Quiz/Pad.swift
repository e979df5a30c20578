import Diagrams
import Networks
import Quiz
import Screens

/// Where a card is answered: what has been chosen or typed so far.
protocol Pad: Sendable {
  /// What can be done here, before the keys that all cards have.
  var hints: [Hint] { get }
  /// Whether letters are part of the answer, so that the keys of commands are not heard.
  var takesLetters: Bool { get }
  /// Whether `!` and other signs are part of the answer too.
  var takesSigns: Bool { get }
  /// Whether it takes the whole screen and the tabulator, so that nobody is asked how sure they are.
  var fillsScreen: Bool { get }
  /// The answer as it stands; throws a sentence where it cannot be read.
  func reply() throws -> Reply
  /// The answer as the log keeps it.
  var text: String { get }
  /// What was typed so far, to go on with another time; nothing where nothing is typed.
  var draft: String? { get }
  /// What a key does; nothing where it is none of this pad's.
  mutating func press(_ key: Key) -> PadResult?
  /// Draws into the rows of a page and returns the row after; what was graded shows what was right.
  ///
  /// What has no room there goes on below: the page scrolls where the returned row says so.
  @discardableResult
  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int
}

/// What came of a key.
enum PadResult {
  case stays
  /// The answer is given.
  case answers
}

extension Pad {
  var takesLetters: Bool { true }
  var takesSigns: Bool { false }
  var fillsScreen: Bool { false }
  var draft: String? { nil }

  /// Letters of the command table that move the mark.
  static func isUp(_ key: Key) -> Bool { key == .up || key == .character("k") }
  static func isDown(_ key: Key) -> Bool { key == .down || key == .character("j") }
}

extension Card {
  /// The pad that its kind of question needs.
  var pad: any Pad {
    switch task {
    case .choose(let task): ChoicePad(task)
    case .order(let task): OrderPad(task)
    case .formula(let task): FormulaPad(task, text: draft ?? "")
    case .number, .shape: LinePad(isNumber: kind == .number, text: draft ?? "")
    case .cell(let task): CellPad(task, card: self)
    case .block(let task): BlockPad(task, text: draft)
    case .tick(let task): TickPad(task)
    }
  }
}

/// One or several of some choices.
struct ChoicePad: Pad {
  let task: ChoiceTask
  private(set) var mark = 0
  private(set) var chosen: Set<Int> = []

  init(_ task: ChoiceTask) { self.task = task }

  var takesLetters: Bool { false }

  var hints: [Hint] {
    task.takesSeveral
      ? [Hint(.up, .down, word: "move"), Hint(.play, word: "tick"), Hint(.open, word: "answer")]
      : [Hint(.up, .down, word: "choose"), Hint(.open, word: "answer")]
  }
  private var answer: Set<Int> { task.takesSeveral ? chosen : [mark] }
  func reply() throws -> Reply {
    guard !answer.isEmpty else { throw Failure("Tick at least one with space.") }
    return .choices(answer)
  }
  var text: String { answer.sorted().map { task.choices[$0].text }.joined(separator: "; ") }

  mutating func press(_ key: Key) -> PadResult? {
    switch key {
    case _ where Self.isUp(key): mark = max(mark - 1, 0)
    case _ where Self.isDown(key): mark = min(mark + 1, task.choices.count - 1)
    case .character(" ") where task.takesSeveral: chosen.formSymmetricDifference([mark])
    case .enter: return .answers
    case .character(let digit):
      guard let number = digit.wholeNumberValue, 1...task.choices.count ~= number else {
        return nil
      }
      // a digit moves the mark and never answers
      mark = number - 1
    default: return nil
    }
    return .stays
  }

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    let gap = grade == nil && rows.count >= task.choices.count * 2 ? 2 : 1
    var row = rows.lowerBound
    for (index, choice) in task.choices.enumerated() {
      let isMarked = index == mark && grade == nil
      let lines = Text.wrapped(choice.text, to: page.width - (grade == nil ? 14 : 24))
      let column = task.takesSeveral ? 13 : 9
      if isMarked { page.grid.write("▸", at: Position(3, row), Style(.focus)) }
      if let grade { drawVerdict(index, choice, grade, on: &page, row: row) }
      let isGiven = grade != nil
      if !isGiven { page.grid.write("\(index + 1)", at: Position(5, row)) }
      if task.takesSeveral {
        page.grid.write(chosen.contains(index) ? "[x]" : "[ ]", at: Position(8, row))
      }
      for line in lines {
        page.grid.write(line, at: Position(column, row), isMarked ? Style(.focus) : .text)
        row += 1
      }
      if isMarked { page.grid.cursor = Position(5, row - lines.count) }
      row += gap - 1
    }
    return row
  }

  private func drawVerdict(
    _ index: Int, _ choice: ChoiceTask.Choice, _ grade: Grade, on page: inout Page, row: Int
  ) {
    let isGiven = answer.contains(index)
    page.grid.write("\(index + 1)", at: Position(5, row))
    guard choice.isRight || isGiven else { return }
    let style = Style(choice.isRight ? .right : .wrong)
    page.grid.write(choice.isRight ? "✓" : "✗", at: Position(3, row), style)
    let words =
      choice.isRight ? (isGiven && task.takesSeveral ? "right, yours" : "right") : "your answer"
    page.grid.write(words, endingAt: page.width - 2, row: row, style)
  }
}

/// A number, an expression or a shape in one line.
struct LinePad: Pad {
  let isNumber: Bool
  private(set) var buffer: TextBuffer

  init(isNumber: Bool, text: String = "") {
    self.isNumber = isNumber
    buffer = TextBuffer(text)
  }

  var draft: String? { text }
  var hints: [Hint] { [Hint(.open, word: "answer")] + buffer.hints }
  func reply() throws -> Reply {
    guard !text.isEmpty else { throw Failure("Type an answer first.") }
    return .text(text)
  }
  var text: String { String(buffer.lines[0]).trimmedEnd }

  mutating func press(_ key: Key) -> PadResult? {
    switch key {
    case .enter: return .answers
    case .up, .down, .escape, .tab, .backTab: return nil
    default: return buffer.press(key) ? .stays : nil
    }
  }

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    let row = rows.lowerBound
    page.grid.write("answer", at: Position(3, row), Style(.quiet))
    let shown = String(text.suffix(page.width - 14))
    page.grid.write(shown, at: Position(12, row))
    if grade == nil {
      page.grid.write("▏", at: Position(12 + min(buffer.column, page.width - 14), row))
      page.grid.cursor = Position(12 + min(buffer.column, page.width - 14), row)
    }
    guard isNumber, rows.count > 1, text.contains(where: { !$0.isNumber && $0 != "." }),
      let value = try? Arithmetic.answer(text)
    else { return row + 1 }
    page.grid.write("= \(Figures.grouped(value))", at: Position(12, row + 1), Style(.quiet))
    return row + 2
  }
}

/// One cell of an input gradient: its terms and its sum, typed in one line.
struct CellPad: Pad {
  let task: CellTask
  private let plain: PlainCard
  private(set) var line: LinePad

  init(_ task: CellTask, card: Card) {
    self.task = task
    line = LinePad(isNumber: false, text: card.draft ?? "")
    plain = PlainCard(card)
  }

  var hints: [Hint] { line.hints }
  func reply() throws -> Reply { try plain.reply(line.text) }
  var text: String { line.text }
  var draft: String? { line.text }
  mutating func press(_ key: Key) -> PadResult? { line.press(key) }

  func draw(on page: inout Page, rows: Range<Int>, grade: Grade?) -> Int {
    // on a low screen everything moves together
    let top = rows.lowerBound
    let gap = rows.count >= task.gradient.count + 6 ? 1 : 0
    page.grid.write(
      "stride \(task.stride), no padding; fill dx[\(task.cell.row),\(task.cell.column)]",
      at: Position(3, top))
    let gradient = task.gradient.enumerated().map { row, line in
      line.enumerated().map { column, value in
        let isHere = row == task.cell.row && column == task.cell.column
        if isHere { return grade == nil ? "[ ?]" : "[\(value)]" }
        return row < task.cell.row ? "\(value)" : "·"
      }
    }
    let column = table(gradient, named: "dx", on: &page, at: Position(3, top + 1 + gap))
    let second = table(
      task.upstream.map { $0.map(String.init) }, named: "G", on: &page,
      at: Position(column + 4, top + 1 + gap))
    table(
      task.kernel.map { $0.map(String.init) }, named: "K", on: &page,
      at: Position(second + 4, top + 1 + gap))
    let row = top + 2 + 2 * gap + max(task.gradient.count, task.upstream.count, task.kernel.count)
    page.grid.write(
      "terms and sum:  G[row,column]K[row,column] + … = sum", at: Position(3, row), Style(.quiet))
    _ = line.draw(on: &page, rows: (row + 1)..<(row + 2), grade: grade)
    guard case .cell(let terms, _)? = try? plain.reply(text + "=0")
    else { return row + 2 }
    let products = terms.compactMap { term -> String? in
      guard task.upstream.indices.contains(term.output.row),
        task.upstream[0].indices.contains(term.output.column),
        task.kernel.indices.contains(term.weight.row),
        task.kernel[0].indices.contains(term.weight.column)
      else { return nil }
      let output = task.upstream[term.output.row][term.output.column]
      return "\(output)·\(task.kernel[term.weight.row][term.weight.column])"
    }
    page.grid.write(products.joined(separator: " + "), at: Position(12, row + 2), Style(.quiet))
    return row + 3
  }

  @discardableResult
  private func table(
    _ cells: [[String]], named name: String, on page: inout Page, at place: Position
  ) -> Int {
    let width = cells.joined().map(\.unicodeScalars.count).max() ?? 1
    page.grid.write(
      "\(name)   \(cells.count)×\(cells[0].count)", at: place, Style(.heading))
    for (index, row) in cells.enumerated() {
      for (column, cell) in row.enumerated() {
        page.grid.write(
          cell, endingAt: place.column + (column + 1) * (width + 1), row: place.row + 1 + index)
      }
    }
    return place.column + max((cells[0].count) * (width + 1), 8)
  }
}
