import Lessons
import Quiz
import Screens
import Study

extension Exam {
  func draw(in screen: Screen) -> Grid {
    if isFinished { return drawResult(screen) }
    return exam.isTicking ? drawTicking(screen) : drawWriting(screen)
  }

  var front: FrontMatter { paper.lessons[exam.current].front }
  var place: String { "question \(exam.current + 1) of \(exam.questions.count)" }

  private func drawWriting(_ screen: Screen) -> Grid {
    var page = Page(screen)
    let done = exam.questions.filter(\.isHandedIn).reduce(0) { $0 + $1.points }
    page.title(
      ["Mock exam", place] + sheetName, "\(clock) · \(done) of \(exam.points) points handed in")
    drawClockRule(on: &page)
    let bottom = page.height - 3 - (isAskingConfidence ? 2 : 0)
    if let pad {
      drawDrawing(pad, on: &page, rows: 2..<bottom)
    } else {
      drawWords(on: &page, bottom: bottom)
    }
    if isAskingConfidence { drawSureness(on: &page, row: page.height - 4) }
    drawQuestions(on: &page)
    page.footer(hints)
    return page.grid
  }

  /// The question as it is asked and what has been written.
  private func drawWords(on page: inout Page, bottom: Int) {
    page.grid.write(
      "\(front.label)   \(front.title)", at: Position(3, 3), Style(.heading))
    page.grid.write("[\(front.points) points]", endingAt: page.width - 2, row: 3)
    var row = 5
    for text in Text.wrapped(front.question, to: page.width - 6).prefix(5) {
      page.grid.write(text, at: Position(3, row))
      row += 1
    }
    row += 1
    page.grid.write(
      question.isHandedIn ? "your answer, handed in" : "your answer", at: Position(3, row),
      Style(.quiet))
    let sheets = drawings.map { drawing in
      let isThere = question.drawings?[drawing.card.id]?.isEmpty == false
      let (done, open) =
        drawing.card.kind == .formula ? ("written", "to write") : ("drawn", "to draw")
      return "\(drawing.name): \(isThere ? done : open)"
    }
    if !sheets.isEmpty {
      page.grid.write(
        Text.clipped(sheets.joined(separator: ", "), to: page.width - 32),
        endingAt: page.width - 2, row: row, Style(.quiet))
    }
    buffer.draw(on: &page, rows: (row + 2)..<max(bottom, row + 3), column: 3)
  }

  /// `drawing 1 of 2`, counted among the drawings or the equations of the question.
  private var sheetName: [String] {
    guard sheet > 0 else { return [] }
    let noun = drawings[sheet - 1].noun
    let alike = drawings.indices.filter { drawings[$0].noun == noun }
    let number = alike.count { $0 < sheet }
    return ["\(noun) \(number) of \(alike.count)"]
  }

  /// A sheet for one drawing or equation.
  private func drawDrawing(_ pad: any ExamPad, on page: inout Page, rows: Range<Int>) {
    var row = rows.lowerBound
    for text in Text.wrapped(drawings[sheet - 1].card.prompt, to: page.width - 6).prefix(3) {
      page.grid.write(text, at: Position(3, row), Style(.heading))
      row += 1
    }
    // an equation stands apart from what asks for it
    let gap = pad is FormulaPad ? 1 : 0
    _ = pad.draw(on: &page, rows: (row + gap)..<rows.upperBound, grade: nil)
  }

  /// Whole minutes; in the last five the seconds too.
  private var clock: String {
    let left = exam.secondsLeft
    guard left < 300 else { return "\((left + 59) / 60) min left" }
    let seconds = left % 60
    return "\(left / 60):\(seconds < 10 ? "0" : "")\(seconds) left"
  }

  /// The rule under the title is the clock: its heavy part is the time used.
  private func drawClockRule(on page: inout Page) {
    page.rule(row: 1)
    let used = min(exam.used * page.width / max(exam.minutes * 60, 1), page.width)
    page.grid.write(String(repeating: "━", count: used), at: Position(0, 1), Style(.quiet))
  }

  private func drawSureness(on page: inout Page, row: Int) {
    var column = page.grid.write("How sure?", at: Position(3, row)) + 3
    for (index, name) in Quiz.sureness.enumerated() {
      let isChosen = index + 1 == question.confidence ?? 3
      if isChosen { page.grid.cursor = Position(column, row) }
      column =
        page.grid.write(
          "\(isChosen ? "◉" : "○") \(name)", at: Position(column, row),
          isChosen ? Style(.focus) : .text) + 3
    }
  }

  private func drawQuestions(on page: inout Page) {
    page.rule(row: page.height - 3)
    var column = 1
    for (index, question) in exam.questions.enumerated() {
      let isHere = index == exam.current
      let mark = isHere ? "▸" : " "
      let sign = question.isHandedIn ? "✓" : " "
      column = page.grid.write(
        "\(mark)\(question.lesson) \(sign) ", at: Position(column, page.height - 2),
        isHere ? Style(.heading) : .text)
    }
    page.grid.write(
      "saved as you type", endingAt: page.width - 1, row: page.height - 2, Style(.quiet))
  }
}
