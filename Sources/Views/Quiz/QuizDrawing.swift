import Diagrams
import Networks
import Quiz
import Screens

extension Quiz {
  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    guard !isOver else { return drawEnd(page) }
    if let sheet = sheet(in: screen) {
      let top = top(of: sheet, in: screen)
      page.grid.paste(
        sheet.cropped(to: Size(page.width, Self.room(in: screen)), from: Position(0, top)),
        at: Position(0, 2))
      let mark = sheet.cursor.map { $0.moved(0, 2 - top) }
      page.grid.cursor = mark.flatMap { page.grid.contains($0) ? $0 : nil } ?? Position(3, 2)
      drawHidden(above: top, below: sheet.size.height - top - Self.room(in: screen), on: &page)
    } else {
      _ = drawCard(on: &page, screen)
    }
    let points =
      grade.map { "\(Figures.points($0.share * card.points)) of \(Figures.points(card.points))" }
      ?? PlainCard.worth(card.points)
    page.title(
      ["Quiz", card.heading],
      "card \(index + 1) of \(cards.count) · \(PlainCard.name(card.kind)) · \(points)")
    page.rule(row: 1)
    drawSession(on: &page)
    if let fault { drawFault(fault, on: &page) }
    page.footer(footer(in: screen))
    return page.grid
  }

  /// The rows between the rule below the title and the one above the session.
  private static func room(in screen: Screen) -> Int { screen.size.height - 5 }

  /// The whole card where it is too long for the screen, so that it scrolls; nothing where it fits,
  /// or where what is built or written scrolls by itself.
  private func sheet(in screen: Screen) -> Grid? {
    if grade == nil, pad.fillsScreen || (pad.takesLetters && pad is TickPad) { return nil }
    var tall = Page(
      Screen(Size(screen.size.width, 120), colors: screen.colors, glyphs: screen.glyphs))
    let end = drawCard(on: &tall, screen)
    // what one is to be sure of stands a row lower than a verdict may end
    guard end - 2 > Self.room(in: screen) + (grade == nil ? 1 : 0) else { return nil }
    var sheet = tall.grid.cropped(to: Size(screen.size.width, end - 2), from: Position(0, 2))
    sheet.cursor = tall.grid.cursor.map { $0.moved(0, -2) }
    return sheet
  }

  /// The first row in sight: as scrolled, once it is answered, else so that the cursor is seen.
  private func top(of sheet: Grid, in screen: Screen) -> Int {
    let last = sheet.size.height - Self.room(in: screen)
    guard grade == nil, let cursor = sheet.cursor else { return max(0, min(scrolled, last)) }
    return max(0, min(cursor.row - Self.room(in: screen) * 2 / 3, last))
  }

  /// How many rows of the card are hidden on a screen.
  func hiddenRows(in screen: Screen) -> Int {
    guard !isOver else { return max(faults.count - Self.endRoom(in: screen), 0) }
    return sheet(in: screen).map { max($0.size.height - Self.room(in: screen), 0) } ?? 0
  }

  private func drawHidden(above: Int, below: Int, on page: inout Page) {
    for (count, row, word) in [(above, 2, "above"), (below, page.height - 4, "below")]
    where count > 0 {
      page.grid.write(
        " \(count) more \(count == 1 ? "row" : "rows") \(word)", endingAt: page.width - 1, row: row,
        Style(.notice))
    }
  }

  /// The card on a page that may be higher than the screen; returns the row after it.
  private func drawCard(on page: inout Page, _ screen: Screen) -> Int {
    var row = pad.fillsScreen ? 2 : 3
    for line in Text.wrapped(card.prompt, to: page.width - 6) {
      page.grid.write(line, at: Position(3, row), Style(.heading))
      row += 1
    }
    row = drawExhibits(on: &page, row: row, height: screen.size.height)
    let height = screen.size.height
    let end = height - (grade == nil && !pad.fillsScreen ? 5 : 3)
    let needed = grade.map { verdict($0, width: page.width - 6).count + 1 } ?? 0
    let last = max(row + 2, end - needed)
    let after = pad.draw(
      on: &page, rows: (pad.fillsScreen ? row : row + 1)..<last, grade: grade)
    guard let grade else {
      // not far from what one is to be sure of, where there is room
      let isTall = height >= Page.twoPaneSize.height
      let place = max(after, isTall ? min(height - 5, after + 3) : height - 5)
      drawSureness(on: &page, row: place)
      return place + 1
    }
    return drawVerdict(grade, on: &page, row: after + 1)
  }

  /// Blocks that the question is about: drawn where there is room, else by name.
  private func drawExhibits(on page: inout Page, row: Int, height: Int) -> Int {
    var row = row
    for network in card.exhibits {
      row += 1
      page.grid.write(
        Text.clipped("\(network.line)  on \(network.input)", to: page.width - 8),
        at: Position(5, row), Style(.term))
      row += 1
      guard card.exhibits.count == 1 else { continue }
      let room = Size(page.width - 8, height - row - 8)
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
    var column = page.grid.write("How sure?", at: Position(3, row)) + 3
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
      say((grade.share > 0 ? "Partly right: " : "Wrong: ") + first.name, Style(.wrong))
      if !first.why.isEmpty { say(first.why) }
      for finding in grade.findings.dropFirst().prefix(3) {
        say("also: " + finding.name + (finding.why.isEmpty ? "" : ". " + finding.why))
      }
    } else {
      say(grade.share > 0 ? "Partly right." : "Wrong.", Style(.wrong))
    }
    switch card.task {
    case .choose, .order, .tick: break
    // the picture says it in place
    case .block where grade.marked != nil: break
    default: if !grade.isRight { say("Right:  \(grade.right)") }
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

  private func drawVerdict(_ grade: Grade, on page: inout Page, row: Int) -> Int {
    let lines = verdict(grade, width: page.width - 6)
    for (index, line) in lines.enumerated() {
      page.grid.write(line.text, at: Position(3, row + index), line.style)
    }
    page.grid.cursor = Position(3, min(row, page.height - 1))
    return row + lines.count
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
    let room = Self.endRoom(in: page.screen)
    let first = max(0, min(scrolled, faults.count - room))
    for (row, fault) in faults.dropFirst(first).prefix(room).enumerated() {
      // a row that goes on is indented
      if fault.first != " " { page.grid.write("✗", at: Position(3, 5 + row), Style(.wrong)) }
      page.grid.write(fault, at: Position(5, 5 + row))
    }
    let hidden = faults.count - first - room
    if hidden > 0 {
      page.grid.write(
        "\(hidden) more below", endingAt: page.width - 1, row: page.height - 4, Style(.notice))
    }
    page.grid.cursor = Position(3, 3)
    drawSession(on: &page)
    page.footer(footer(in: page.screen))
    return page.grid
  }

  private static func endRoom(in screen: Screen) -> Int { screen.size.height - 9 }

  /// What was answered wrong, in rows of at most 72 columns.
  private var faults: [String] {
    cards.indices.filter { grades[$0]?.isRight == false }.flatMap { place -> [String] in
      let name = grades[place]?.findings.first?.name ?? ""
      let lines = Text.wrapped(
        "\(cards[place].heading): \(name.isEmpty ? cards[place].prompt : name)", to: 70)
      return lines.enumerated().map { ($0.offset == 0 ? "" : "  ") + $0.element }
    }
  }
}
