import Diagrams
import Networks
import Quiz
import Screens

extension Quiz {
  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    guard !isOver else { return drawEnd(page) }
    let points =
      grade.map { "\(Figures.points($0.share * card.points)) of \(Figures.points(card.points))" }
      ?? PlainCard.worth(card.points)
    page.title(
      ["Quiz", card.heading],
      "card \(index + 1) of \(cards.count) · \(PlainCard.name(card.kind)) · \(points)")
    page.rule(row: 1)
    var row = pad.fillsScreen ? 2 : 3
    for line in Text.wrapped(card.prompt, to: page.width - 6).prefix(8) {
      page.grid.write(line, at: Position(3, row), Style(.heading))
      row += 1
    }
    row = drawExhibits(on: &page, row: row)
    let end = page.height - (grade == nil && !pad.fillsScreen ? 5 : 3)
    let needed = grade.map { verdict($0, width: page.width - 6).count + 1 } ?? 0
    let last = max(row + 2, end - needed)
    let after = pad.draw(
      on: &page, rows: (pad.fillsScreen ? row : row + 1)..<last, grade: grade)
    if let grade {
      drawVerdict(grade, on: &page, rows: min(after + 1, last + 1)..<(page.height - 3))
    } else {
      // on a tall screen not far from what one is to be sure of
      let isTall = page.height >= Page.twoPaneSize.height
      drawSureness(on: &page, row: isTall ? min(page.height - 5, after + 3) : page.height - 5)
    }
    drawSession(on: &page)
    if let fault { drawFault(fault, on: &page) }
    page.footer(hints)
    return page.grid
  }

  /// Blocks that the question is about: drawn where there is room, else by name.
  private func drawExhibits(on page: inout Page, row: Int) -> Int {
    var row = row
    for network in card.exhibits {
      row += 1
      page.grid.write(
        Text.clipped("\(network.line)  on \(network.input)", to: page.width - 8),
        at: Position(5, row), Style(.term))
      row += 1
      guard card.exhibits.count == 1 else { continue }
      let room = Size(page.width - 8, page.height - row - 8)
      let diagrams = [true, false].compactMap { showsShapes in
        let options = Diagram.Options(width: room.width, showsShapes: showsShapes)
        // a shape that is asked for must not stand in the picture
        return card.kind == .predict
          ? Diagram(sketch: network.block.sketch, options: options)
          : Diagram(network, options: options)
      }
      guard
        let diagram = diagrams.first(where: {
          $0.size.height <= room.height && $0.size.width <= room.width
        })
      else { continue }
      page.grid.paste(diagram.draw(), at: Position(5, row))
      row += diagram.size.height
    }
    return row
  }

  private func drawSureness(on page: inout Page, row: Int) {
    if isHinted, let hint = card.hint {
      let lines = Text.wrapped("hint: \(hint)", to: page.width - 6).prefix(2)
      for (index, line) in lines.enumerated() {
        page.grid.write(line, at: Position(3, row - lines.count + index), Style(.notice))
      }
    }
    guard !pad.fillsScreen else { return }
    var column = page.grid.write("sure?", at: Position(3, row)) + 3
    for (place, name) in Self.sureness.enumerated() {
      let isChosen = place + 1 == confidence
      let style = isChosen && isAskingConfidence ? Style(.focus) : Style.text
      if isChosen, isAskingConfidence { page.grid.cursor = Position(column, row) }
      column =
        page.grid.write("\(isChosen ? "◉" : "○") \(name)", at: Position(column, row), style) + 3
    }
  }

  /// What was wrong, by name, and why.
  private func verdict(_ grade: Grade, width: Int) -> [(text: String, style: Style)] {
    var lines: [(text: String, style: Style)] = []
    func say(_ text: String, _ style: Style = .text) {
      lines += Text.wrapped(text, to: width).map { ($0, style) }
    }
    if grade.isRight {
      say("Right.", Style(.right))
    } else if let first = grade.findings.first {
      say((grade.share > 0 ? "Partly: " : "Not quite: ") + first.name, Style(.wrong))
      if !first.why.isEmpty { say(first.why) }
      for finding in grade.findings.dropFirst().prefix(3) {
        say("also: " + finding.name + (finding.why.isEmpty ? "" : ". " + finding.why))
      }
    } else {
      say("Not quite.", Style(.wrong))
    }
    switch card.task {
    case .choose, .order, .tick: break
    // the picture says it in place
    case .block where grade.marked != nil: break
    default: if !grade.isRight { say("Right would be  \(grade.right)") }
    }
    if case .block = card.task {
      let earned = grade.lines.filter { $0.earned > 0 }.map(\.text)
      if !grade.isRight, !earned.isEmpty {
        say("earned: " + earned.joined(separator: "; "), Style(.quiet))
      }
    }
    if let why = grade.why, grade.findings.first?.why != why { say(why) }
    return lines
  }

  private func drawVerdict(_ grade: Grade, on page: inout Page, rows: Range<Int>) {
    let lines = verdict(grade, width: page.width - 6)
    for (index, line) in lines.enumerated() where index < rows.count {
      page.grid.write(line.text, at: Position(3, rows.lowerBound + index), line.style)
    }
    page.grid.cursor = Position(3, min(rows.lowerBound, page.height - 1))
  }

  private func drawFault(_ fault: String, on page: inout Page) {
    let lines = Text.wrapped(fault, to: page.width - 4).prefix(3)
    for (index, line) in lines.enumerated() {
      let row = page.height - 3 - lines.count + index
      page.grid.write(String(repeating: " ", count: page.width), at: Position(0, row))
      page.grid.write(line, at: Position(2, row), Style(.wrong))
    }
  }

  /// A dot a card, and what came of them in words.
  private func drawSession(on page: inout Page) {
    page.rule(row: page.height - 3)
    var column = 1
    let first = max(0, min(index - 15, cards.count - 30))
    for place in first..<min(cards.count, first + 30) {
      let grade = grades[place]
      let sign =
        grade.map { $0.isRight ? "●" : "✗" } ?? (place == index ? "◉" : place < index ? "·" : "○")
      let style =
        grade.map { Style($0.isRight ? .right : .wrong) }
        ?? Style(place == index ? .text : .upcoming)
      column = page.grid.write(sign, at: Position(column, page.height - 2), style)
    }
    let wrong = grades.count - rightCount
    page.grid.write(
      "   \(rightCount) right, \(wrong) wrong", at: Position(column, page.height - 2))
    if let grade, !grade.isRight, cards[(index + 1)...].contains(where: { $0.id == card.id }) {
      page.grid.write(
        "this card again before the end", endingAt: page.width - 1, row: page.height - 2)
    }
  }

  private func drawEnd(_ page: Page) -> Grid {
    var page = page
    page.title(["Quiz"], "\(cards.count) cards")
    page.rule(row: 1)
    let answered = grades.count
    page.grid.write(
      answered == 0 ? "Nothing was answered." : "\(rightCount) of \(answered) answers were right.",
      at: Position(3, 3), Style(.heading))
    var row = 5
    for (place, card) in cards.enumerated() where grades[place]?.isRight == false {
      guard row < page.height - 5 else { break }
      let name = grades[place]?.findings.first?.name ?? ""
      page.grid.write("✗", at: Position(3, row), Style(.wrong))
      page.grid.write(
        Text.clipped("\(card.heading): \(name.isEmpty ? card.prompt : name)", to: page.width - 8),
        at: Position(5, row))
      row += 1
    }
    page.grid.cursor = Position(3, 3)
    drawSession(on: &page)
    page.footer(hints)
    return page.grid
  }
}
