import Diagrams
import Lessons
import Networks
import Quiz
import Screens
import Study

extension Exam {
  /// The page on which an answer is ticked against its rubric, or a drawing is looked at.
  func drawTicking(_ screen: Screen) -> Grid {
    var page = Page(screen)
    let earned = question.ticks.reduce(0.0) { sum, tick in
      lines.indices.contains(tick) ? sum + lines[tick].points : sum
    }
    page.title(
      ["Mock exam", "\(place), tick your answer"],
      "\(Figures.points(earned)) of \(question.points) points")
    page.rule(row: 1)
    if sheet > 0 {
      drawDrawn(drawn[sheet - 1], on: &page)
    } else {
      drawRubric(on: &page)
    }
    page.rule(row: page.height - 3)
    let unticked = lines.count - question.ticks.count
    let sure = question.confidence.map { "you felt “\(Quiz.sureness[$0 - 1])” before" }
    let later = unticked == 0 ? nil : "\(unticked) unticked will come as cards"
    page.grid.write(
      [sure, later].compactMap { $0 }.joined(separator: "; "), at: Position(1, page.height - 2))
    page.footer(hints)
    return page.grid
  }

  private func drawRubric(on page: inout Page) {
    page.grid.write("your answer to \(front.label)", at: Position(3, 3), Style(.heading))
    let answer = question.text.replacing("\n", with: " ")
    let words = answer.isEmpty ? "nothing written" : answer
    var row = 4
    for text in Text.wrapped(words, to: page.width - 8).prefix(page.height >= 30 ? 6 : 3) {
      page.grid.write(text, at: Position(5, row))
      row += 1
    }
    for drawing in drawn where row + 1 < page.height - 8 {
      let style = Style(drawing.grade.map { $0.isRight ? .right : .wrong } ?? .quiet)
      page.grid.write(
        Text.clipped(drawing.sentence, to: page.width - 8), at: Position(5, row), style)
      row += 1
    }
    row = RubricList(lines: lines, ticks: question.ticks, mark: line)
      .draw(on: &page, rows: (row + 1)..<(page.height - 8))
    drawModelAnswer(on: &page, row: row + 1)
  }

  /// A drawing or an equation that was handed in, with all that is wrong with it in words, and for
  /// a drawing in its place.
  private func drawDrawn(_ drawing: DrawnAnswer, on page: inout Page) {
    page.grid.write(drawing.name, at: Position(3, 3), Style(.heading))
    let findings = drawing.grade?.findings ?? []
    let isEquation = drawing.card.kind == .formula
    let words =
      findings.isEmpty
      ? [drawing.sentence] : findings.map { isEquation ? "\($0.name): \($0.why)" : $0.name }
    var lines = words.flatMap { Text.wrapped($0, to: page.width - 8) }
    if drawing.grade == nil, case .block(let task) = drawing.card.task {
      lines += Text.wrapped("right would be  \(task.spelled)", to: page.width - 8)
    }
    if isEquation, drawing.grade?.isRight != true {
      lines += Text.wrapped("right would be  \(drawing.card.solution)", to: page.width - 8)
    }
    lines = Array(lines.prefix(6))
    let last = page.height - 4 - lines.count
    var row = 5
    if case .formula(let task) = drawing.card.task {
      let pad = FormulaPad(task, text: drawing.text)
      let grade = drawing.grade ?? Grade(share: 0, right: task.solution)
      row = drawing.text.isEmpty ? row : pad.draw(on: &page, rows: row..<last, grade: grade)
    } else if let marked = drawing.grade?.marked {
      let room = Size(page.width - 6, last - row)
      let picture = MarkedPicture(wiring: marked).grid(in: room)
      page.grid.paste(picture.cropped(to: room), at: Position(3, row))
      let hidden = picture.size.height - room.height
      if hidden > 0 {
        page.grid.write(
          "\(hidden) more rows on a taller screen", endingAt: page.width - 1, row: 3, Style(.notice)
        )
      }
      row += min(picture.size.height, room.height)
    } else if case .block(let task) = drawing.card.task,
      let network = try? Network(drawing.text, library: task.library, on: task.input)
    {
      let options = Diagram.Options(width: page.width - 6, showsShapes: false)
      let diagram = Diagram(network, options: options)
      let room = Size(page.width - 6, last - row)
      page.grid.paste(diagram.draw().cropped(to: room, from: Position(0, 0)), at: Position(3, row))
      row += min(diagram.size.height, room.height)
    }
    for (index, line) in lines.enumerated() {
      page.grid.write(line, at: Position(5, row + 1 + index))
    }
    page.grid.cursor = Position(3, 3)
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
    let text = lesson.plainText(under: section, on: page.screen.glyphs)
    let room = page.height - 4 - row
    let all = text.flatMap { Text.wrapped($0, to: page.width - 8) }
    let shown = isAnswerOpen ? all : Array(all.prefix(max(room, 0)))
    for (index, text) in shown.prefix(room).enumerated() {
      page.grid.write(text, at: Position(5, row + 1 + index))
    }
  }
}

extension Lesson {
  /// What stands under a heading, a text for each paragraph, formula and point of a list.
  func plainText(under title: String, on glyphs: GlyphTier) -> [String] {
    guard let section = sections.first(where: { $0.title == title }) else { return [] }
    return blocks[section.blocks].dropFirst().flatMap { $0.plainTexts(on: glyphs) }
  }
}

extension MarkdownBlock {
  fileprivate func plainTexts(on glyphs: GlyphTier) -> [String] {
    switch content {
    case .paragraph(let words): [words.text(on: glyphs)]
    case .formula(let latex): ["  " + [Inline.formula(latex)].text(on: glyphs)]
    case .list(let list):
      list.items.map { item in
        "- " + item.flatMap { $0.plainTexts(on: glyphs) }.joined(separator: " ")
      }
    case .quote(let blocks): blocks.flatMap { $0.plainTexts(on: glyphs) }
    case .code(_, let text): text.split(separator: "\n").map(String.init)
    default: []
    }
  }
}

extension [Inline] {
  /// The text without its looks, formulas set on a line.
  fileprivate func text(on glyphs: GlyphTier) -> String {
    map { inline in
      switch inline {
      case .formula(let latex): (try? Formula(latex))?.line(ascii: glyphs.isPlain).text ?? latex
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): inner.text(on: glyphs)
      case .text, .code, .lineBreak: inline.plain
      }
    }.joined()
  }
}
