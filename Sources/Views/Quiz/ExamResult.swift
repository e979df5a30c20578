import Lessons
import Quiz
import Screens
import Study

extension Exam {
  /// Points by question and by line, beside those of earlier exams.
  func drawResult(_ screen: Screen) -> Grid {
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
      page.grid.write("\(lesson.front.ownNumber)", at: Position(3, row))
      page.grid.write(Text.clipped(lesson.front.title, to: 34), at: Position(6, row))
      drawBar(points[index] / Double(max(question.points, 1)), on: &page, at: Position(42, row))
      page.grid.write(
        "\(Figures.points(points[index])) of \(question.points)", endingAt: 64, row: row)
      let note =
        paper.earlier.last?.byQuestion[question.lesson].map { "before \(Figures.points($0))" }
        ?? "\(question.ticks.count) of \(lines(of: index).count) lines"
      page.grid.write(note, at: Position(67, row), Style(.quiet))
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
        "earlier: "
          + paper.earlier.suffix(10).map { Figures.points($0.earned) }.joined(separator: ", "),
        at: Position(6, row + 1))
    }
    drawLines(on: &page, row: row + (paper.earlier.isEmpty ? 1 : 2))
    page.rule(row: page.height - 3)
    page.grid.write(
      "Lines that were not ticked are now cards of the quiz.", at: Position(1, page.height - 2))
    page.footer(hints)
    return page.grid
  }

  /// The lines of the rubric of the question in hand, and whether earlier answers had them.
  private func drawLines(on page: inout Page, row: Int) {
    let earlier = paper.earlier.suffix(5)
    let width = page.width - 14 - (earlier.isEmpty ? 0 : earlier.count + 2)
    var row = row
    for (index, line) in lines.enumerated() where row < page.height - 3 {
      let isThere = question.ticks.contains(index)
      page.grid.write(
        isThere ? "✓" : "✗", at: Position(4, row), Style(isThere ? .right : .wrong))
      page.grid.write(
        Text.clipped(line.text, to: width), at: Position(7, row), isThere ? Style(.quiet) : .text)
      for (place, exam) in earlier.enumerated() {
        let sign = exam.byLine[line.id].map { $0 ? "✓" : "✗" } ?? "·"
        page.grid.write(
          sign, at: Position(page.width - 7 - earlier.count + place, row), Style(.quiet))
      }
      page.grid.write(Figures.points(line.points), endingAt: page.width - 2, row: row)
      row += 1
    }
  }

  private func drawBar(_ share: Double, on page: inout Page, at place: Position) {
    page.drawBar(share, at: place)
  }
}

extension Page {
  /// Ten cells, filled to a share.
  mutating func drawBar(_ share: Double, at place: Position) {
    let filled = min(max(Int((share * 10).rounded()), 0), 10)
    let end = grid.write(String(repeating: "━", count: filled), at: place, Style(.barFilled))
    grid.write(
      String(repeating: "─", count: 10 - filled), at: Position(end, place.row), Style(.barEmpty))
  }
}
