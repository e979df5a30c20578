import Diagrams
import Lessons
import Screens

extension Exam {
  func draw(in screen: Screen) -> Grid {
    if isFinished { return drawResult(screen) }
    return exam.isTicking ? drawTicking(screen) : drawWriting(screen)
  }

  private var front: FrontMatter { paper.lessons[exam.current].front }
  private var place: String { "question \(exam.current + 1) of \(exam.questions.count)" }

  private func drawWriting(_ screen: Screen) -> Grid {
    var page = Page(screen)
    let done = exam.questions.filter(\.isHandedIn).reduce(0) { $0 + $1.points }
    page.title(["Mock exam", place], "\(clock) · \(done) of \(exam.points) points handed in")
    drawClockRule(on: &page)
    page.grid.write(
      "\(front.number)   \(front.title)", at: Position(3, 3), Style(.heading))
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
    let bottom = page.height - 3 - (isAskingConfidence ? 2 : 0)
    buffer.draw(on: &page, rows: (row + 2)..<max(bottom, row + 3), column: 3)
    if isAskingConfidence { drawSureness(on: &page, row: page.height - 4) }
    drawQuestions(on: &page)
    page.footer(hints)
    return page.grid
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
    var column = page.grid.write("sure?", at: Position(3, row)) + 3
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

  private func drawTicking(_ screen: Screen) -> Grid {
    var page = Page(screen)
    let earned = question.ticks.reduce(0.0) { sum, tick in
      lines.indices.contains(tick) ? sum + lines[tick].points : sum
    }
    page.title(
      ["Mock exam", "\(place), tick your answer"],
      "\(Figures.points(earned)) of \(question.points) points")
    page.rule(row: 1)
    page.grid.write("your answer to \(front.number)", at: Position(3, 3), Style(.heading))
    let answer = question.text.replacing("\n", with: " ")
    let words = answer.isEmpty ? "nothing written" : answer
    var row = 4
    for text in Text.wrapped(words, to: page.width - 8).prefix(page.height >= 30 ? 6 : 3) {
      page.grid.write(text, at: Position(5, row))
      row += 1
    }
    row = RubricList(lines: lines, ticks: question.ticks, mark: line)
      .draw(on: &page, rows: (row + 1)..<(page.height - 8))
    drawModelAnswer(on: &page, row: row + 1)
    page.rule(row: page.height - 3)
    let unticked = lines.count - question.ticks.count
    let sure = question.confidence.map { "you said “\(Quiz.sureness[$0 - 1]) sure” before" }
    let later = unticked == 0 ? nil : "\(unticked) unticked will come as cards"
    page.grid.write(
      [sure, later].compactMap { $0 }.joined(separator: "; "), at: Position(1, page.height - 2))
    page.footer(hints)
    return page.grid
  }

  /// What earns the line in hand; with `a` all of it.
  private func drawModelAnswer(on page: inout Page, row: Int) {
    let lesson = paper.lessons[exam.current]
    let section = lines.indices.contains(line) ? lines[line].section : nil
    guard let section, row + 1 < page.height - 3 else { return }
    page.grid.write(
      "model answer, ‘\(section)’"
        + (question.visited.count < lines.count ? "" : isAnswerOpen ? "" : " (a opens all of it)"),
      at: Position(3, row), Style(.heading))
    let text = lesson.plainText(under: section)
    let room = page.height - 4 - row
    let all = text.flatMap { Text.wrapped($0, to: page.width - 8) }
    let shown = isAnswerOpen ? all : Array(all.prefix(max(room, 0)))
    for (index, text) in shown.prefix(room).enumerated() {
      page.grid.write(text, at: Position(5, row + 1 + index))
    }
  }

  private func drawResult(_ screen: Screen) -> Grid {
    var page = Page(screen)
    let points = zip(exam.questions, paper.cards).map { question, card -> Double in
      guard case .tick(let task) = card.task else { return 0 }
      return question.ticks.reduce(0) { sum, tick in
        task.lines.indices.contains(tick) ? sum + task.lines[tick].points : sum
      }
    }
    let total = points.reduce(0, +)
    page.title(["Mock exam", "result"], "\(Figures.points(total)) of \(exam.points) points")
    page.rule(row: 1)
    var row = 3
    for (index, lesson) in paper.lessons.enumerated() where row < page.height - 5 {
      let question = exam.questions[index]
      page.grid.write("\(lesson.front.number)", at: Position(3, row))
      page.grid.write(Text.clipped(lesson.front.title, to: 34), at: Position(6, row))
      drawBar(points[index] / Double(max(question.points, 1)), on: &page, at: Position(42, row))
      page.grid.write(
        "\(Figures.points(points[index])) of \(question.points)", endingAt: 64, row: row)
      let missing = self.missing(of: index).count
      page.grid.write(
        missing == 0 ? "" : missing == 1 ? "1 line left" : "\(missing) lines left",
        at: Position(67, row), Style(.quiet))
      if index == exam.current {
        page.grid.write("▸", at: Position(1, row), Style(.focus))
        page.grid.cursor = Position(1, row)
      }
      row += 1
    }
    row += 1
    page.grid.write(
      "in \((exam.used + 59) / 60) of \(exam.minutes) minutes", at: Position(6, row))
    page.grid.write(
      "\(Figures.points(total)) of \(exam.points)", endingAt: 64, row: row, Style(.heading))
    if !paper.earlier.isEmpty, row + 1 < page.height - 3 {
      page.grid.write(
        "earlier: " + paper.earlier.suffix(10).map(Figures.points).joined(separator: ", "),
        at: Position(6, row + 1))
    }
    row += 3
    for line in missing(of: exam.current) where row < page.height - 3 {
      page.grid.write("[ ]", at: Position(3, row))
      page.grid.write(Text.clipped(line.text, to: page.width - 14), at: Position(7, row))
      page.grid.write(Figures.points(line.points), endingAt: page.width - 2, row: row)
      row += 1
    }
    page.rule(row: page.height - 3)
    page.grid.write(
      "Lines that were not ticked are now cards of the quiz.", at: Position(1, page.height - 2))
    page.footer(hints)
    return page.grid
  }

  /// The lines of a question's rubric that were not ticked.
  private func missing(of place: Int) -> [TickTask.Line] {
    guard case .tick(let task) = paper.cards[place].task else { return [] }
    let ticks = exam.questions[place].ticks
    return task.lines.indices.filter { !ticks.contains($0) }.map { task.lines[$0] }
  }

  private func drawBar(_ share: Double, on page: inout Page, at place: Position) {
    page.drawBar(share, at: place)
  }
}

extension Page {
  /// Ten cells, filled to a share.
  mutating func drawBar(_ share: Double, at place: Position) {
    let filled = min(max(Int((share * 10).rounded()), 0), 10)
    let end = grid.write(String(repeating: "█", count: filled), at: place, Style(.barFilled))
    grid.write(
      String(repeating: "░", count: 10 - filled), at: Position(end, place.row), Style(.barEmpty))
  }
}

extension Lesson {
  /// What stands under a heading, a text for each paragraph, formula and point of a list.
  func plainText(under title: String) -> [String] {
    guard let section = sections.first(where: { $0.title == title }) else { return [] }
    return blocks[section.blocks].dropFirst().flatMap(\.plainTexts)
  }
}

extension MarkdownBlock {
  fileprivate var plainTexts: [String] {
    switch content {
    case .paragraph(let words): [words.plain]
    case .formula(let latex):
      [(try? Formula(latex)).map { "  " + $0.line(ascii: false).text } ?? latex]
    case .list(let list): list.items.map { "- " + $0.flatMap(\.plainTexts).joined(separator: " ") }
    case .quote(let blocks): blocks.flatMap(\.plainTexts)
    case .code(_, let text): text.split(separator: "\n").map(String.init)
    default: []
    }
  }
}
