import Diagrams
import Lessons
import Networks
import Quiz
import Screens
import Study

extension Home {
  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let points = chapters.reduce(0) { $0 + $1.points }
    let hasBegun = standing.map { !$0.answers.isEmpty || $0.daysLeft != nil } ?? false
    page.title(
      ["Blockwalk"],
      standing.flatMap { hasBegun ? PlainProgress.head($0) : nil }
        ?? Words.counted(chapters.count, "question") + " · " + Words.counted(points, "point"))
    page.rule(row: 1)
    drawList(on: &page)
    if Self.hasPreview(on: screen) { drawPreview(on: &page, column: 80) }
    drawQuestion(on: &page)
    page.footer(hints)
    return page.grid
  }

  private func drawList(on page: inout Page) {
    let list = list(in: page.screen)
    let columns = Self.columns(in: page.screen)
    var heads = list.visible.filter {
      if case .lecture(_, _, isFolded: false) = $0.line { true } else { false }
    }.map(\.row)[...]
    let named = heads.popFirst()
    for (line, row) in list.visible {
      let isChosen = line.choice == chosen
      let style = isChosen ? Style.text : Style(.term)
      let quiet = isChosen ? Style.text : Style(.quiet)
      switch line {
      case .lecture(let lecture, let questions, let isFolded):
        draw(lecture, questions, isFolded, on: &page, columns: columns, row: row)
        if row == named { drawColumnNames(on: &page, columns: columns, row: row) }
      case .question(let front):
        page.grid.write("\(front.ownNumber)", endingAt: 6, row: row, style)
        if front.name != front.label {
          page.grid.write(front.name, at: Position(8, row), quiet)
        }
        page.grid.write(
          Text.fitting([front.title, front.shortTitle], in: columns - 40), at: Position(13, row))
        page.grid.write("\(front.points)", endingAt: columns - 23, row: row)
        drawLearnt(front, on: &page, columns: columns, row: row)
      case .today:
        page.grid.write(
          Text.clipped(today, to: columns - 4), at: Position(3, row),
          Style(notice == nil ? .heading : .notice))
      case .place(let index):
        let place = Self.places[index]
        page.grid.write(place.name, at: Position(3, row), style)
        page.grid.write(
          Text.clipped(sentence(of: place), to: columns - 19), at: Position(16, row), quiet)
      case .blank: break
      }
      if isChosen {
        page.grid.write("▸", at: Position(1, row))
        page.highlight(row: row, columns: 1..<columns - 1)
        page.grid.cursor = Position(1, row)
      }
    }
    if list.hiddenBelow > 0, let last = list.visible.last {
      page.grid.write(
        "\(list.hiddenBelow) more", endingAt: columns - 4, row: last.row, Style(.quiet))
    }
  }

  /// A lecture's number and title; folded, also what lies in it.
  private func draw(
    _ lecture: Lecture, _ questions: [FrontMatter], _ isFolded: Bool, on page: inout Page,
    columns: Int, row: Int
  ) {
    let sign = isFolded ? "+" : page.screen.glyphs == .unicode ? "−" : "-"
    page.grid.write(sign, at: Position(3, row), Style(.quiet))
    let heading = Text.clipped(lecture.heading, to: columns - 34)
    page.grid.write(heading, at: Position(5, row), Style(.heading))
    guard isFolded else { return }
    let points = questions.reduce(0) { $0 + $1.points }
    let count = questions.count == 1 ? "1 question" : "\(questions.count) questions"
    page.grid.write(
      "\(count) · \(points) points", endingAt: columns - 4, row: row, Style(.quiet))
  }

  private func drawColumnNames(on page: inout Page, columns: Int, row: Int) {
    page.grid.write("points", endingAt: columns - 21, row: row, Style(.quiet))
    guard standing != nil else { return }
    page.grid.write("learnt", at: Position(columns - 19, row), Style(.quiet))
    page.grid.write("due", endingAt: columns - 4, row: row, Style(.quiet))
  }

  /// The share of the points to expect, and how many cards are due.
  private func drawLearnt(_ chapter: FrontMatter, on page: inout Page, columns: Int, row: Int) {
    guard let standing, let question = standing.question(chapter.number) else { return }
    if let estimate = question.estimate {
      page.drawBar(
        estimate.points / Double(max(chapter.points, 1)), at: Position(columns - 19, row))
    } else if question.hasBegun {
      page.grid.write("too early", at: Position(columns - 19, row), Style(.quiet))
    }
    let due = standing.due(chapter.number).count
    page.grid.write(
      question.hasBegun ? due == 0 ? "·" : "\(due)" : "new", endingAt: columns - 4, row: row)
  }

  /// What there is to do today.
  private var today: String {
    if let notice { return notice }
    guard let standing, !standing.answers.isEmpty else {
      let first =
        chapters.first.map { "Start with question \($0.label)" } ?? "There is no lesson"
      return "\(first), or press s to see a block run."
    }
    let due = standing.due().count
    guard due > 0 else { return "Today    nothing is due; d asks new cards of a question" }
    let minutes = max((due * standing.usualSeconds + 30) / 60, 1)
    let worth = Figures.fixed(standing.worth, 1)
    return "Today    \(due) \(due == 1 ? "card" : "cards"), about \(minutes) "
      + (minutes == 1 ? "minute" : "minutes") + ", worth \(worth) points on exam day"
  }

  /// What a place holds now.
  private func sentence(of place: Place) -> String {
    guard let standing else { return place.sentence }
    switch place.effect {
    case .ask(.study(.deal), _):
      let due = standing.due().count
      return due == 0 ? place.sentence : due == 1 ? "1 card due" : "\(due) cards due"
    case .ask(.study(.exam), _):
      return standing.exams.last.map { exam in
        let asked = chapters.filter { exam.byQuestion.keys.contains($0.number) }
        let points = asked.reduce(0) { $0 + $1.points }
        return "\(place.sentence); last one \(Figures.points(exam.earned)) of \(points)"
      } ?? place.sentence
    default: return place.sentence
    }
  }

  private func drawPreview(on page: inout Page, column: Int) {
    guard let chapter = question else { return }
    page.grid.write(
      "\(chapter.name)  \(chapter.title)", at: Position(column, 3), Style(.heading))
    guard let preview = previews[chapter.number] ?? nil else { return }
    let room = Size(page.width - column - 1, page.height - 12)
    let sketch = sketches.value(for: SketchKey(number: chapter.number, room: room)) {
      let options = Diagram.Options(width: room.width, isGathered: true)
      let drawing = Diagram(preview, options: options).draw()
      return drawing.cropped(to: Size(room.width, min(drawing.size.height, room.height)))
    }
    page.grid.paste(sketch, at: Position(column, 5))
    let row = 5 + sketch.size.height + 1
    page.grid.write("\(preview.graph.steps.count) steps, both passes", at: Position(column, row))
    guard let question = standing?.question(chapter.number), question.hasBegun,
      row + 5 < page.height - 4
    else { return }
    page.grid.write(
      "weakest lines of its rubric", at: Position(column, row + 2), Style(.heading))
    for (index, card) in question.weakestLines.prefix(2).enumerated() {
      page.grid.write(
        Text.clipped(card.text, to: page.width - column - 3),
        at: Position(column + 2, row + 3 + index))
    }
  }

  private func drawQuestion(on page: inout Page) {
    guard let front = question else {
      page.rule(row: page.height - 3)
      page.grid.write(
        Text.clipped(description, to: page.width - 2), at: Position(1, page.height - 2))
      return
    }
    let rows = page.height >= Page.twoPaneSize.height ? 2 : 1
    var lines = Text.wrapped(front.question, to: page.width - 2)
    if lines.count > rows { lines = Text.wrapped(front.brief, to: page.width - 2) }
    page.rule(row: page.height - 2 - rows)
    var shown = Array(lines.prefix(rows))
    if lines.count > rows {
      shown[rows - 1] = Text.clipped(shown[rows - 1] + " …", to: page.width - 2)
    }
    for (index, line) in shown.enumerated() {
      page.grid.write(line, at: Position(1, page.height - 1 - rows + index))
    }
  }

  /// What the chosen line is, where it is no question.
  private var description: String {
    switch chosen {
    case .place(let index): return "\(Self.places[index].name): \(Self.places[index].sentence)."
    case .lecture(let lecture):
      let questions = chapters.filter { $0.lecture == lecture }
      let points = questions.reduce(0) { $0 + $1.points }
      return "\(lecture.heading): \(questions.map(\.shortTitle).joined(separator: ", ")) "
        + "(\(points) points)."
    case .question: return ""
    }
  }

  /// On what the picture of a block depends.
  struct SketchKey: Equatable, Sendable {
    let number: Int
    let room: Size
  }
}
