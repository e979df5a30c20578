import Experiments
import Lessons
import Networks
import Screens

/// Where things are on the screen, and what it looks like.
extension LessonReader {
  func hasPanel(in screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
      && reading.figures.contains { $0.walk != nil }
  }

  /// The column at which the text begins.
  func left(in screen: Screen) -> Int { hasPanel(in: screen) ? 3 : 2 }

  func windowSize(in screen: Screen) -> Size {
    let width =
      hasPanel(in: screen)
      ? Self.measure.besidePanel : min(Self.measure.alone, screen.size.width - 4)
    return Size(width, screen.size.height - 3)
  }

  func page(in screen: Screen) -> LessonPage {
    let form = LessonPage.Form(
      width: windowSize(in: screen).width, screen: screen, isAnswerOpen: isAnswerOpen,
      chosenFigure: chosenFigure, showsPanel: hasPanel(in: screen), uncovered: uncovered)
    return pages.value(for: form) { LessonPage(reading, in: form) }
  }

  /// The walk that the panel shows: the chosen one, else the nearest to the top of the text.
  func liveFigure(in screen: Screen) -> Int? {
    guard hasPanel(in: screen) else { return chosenFigure }
    // what is chosen and no walk has the panel for itself
    if let chosenFigure { return reading.figures[chosenFigure].walk == nil ? nil : chosenFigure }
    let page = page(in: screen)
    let third = top(in: screen) + windowSize(in: screen).height / 3
    let walks = page.figures.filter { reading.figures[$0.figure].walk != nil }
    return walks.last { $0.row <= third }?.figure ?? walks.first?.figure
      ?? reading.figures.firstIndex { $0.walk != nil }
  }

  func stepper(_ figure: Int) -> Stepper? {
    if let stepper = steppers[figure] { return stepper }
    guard case .walk(let request, let walk) = reading.figures[figure].content else { return nil }
    return Stepper(request, walk)
  }

  func draw(in screen: Screen) -> Grid {
    var sheet = Page(screen)
    let page = page(in: screen)
    let size = windowSize(in: screen)
    let last = max(0, page.height - size.height)
    let row = page.top(page.row(of: place), of: size)
    let share = last == 0 ? 100 : row * 100 / last
    sheet.title(reading.lesson.path(to: page.block(at: row + 2)), "\(share) %")
    sheet.rule(row: 1)
    let left = left(in: screen)
    if let outline {
      let list = outline.draw(in: size)
      sheet.grid.paste(list, at: Position(left, 2))
      sheet.grid.cursor = list.cursor.map { $0.moved(left, 2) }
      sheet.footer(hints)
      return sheet.grid
    }
    var window = page.window(from: row, size: size)
    window.cursor = cursor(on: page, from: row, size: size)
    if let search { page.mark(search, in: &window, from: row) }
    if let term { term.mark(in: &window, from: row) }
    sheet.grid.paste(window, at: Position(left, 2))
    // with nothing live in sight one reads from the first line
    sheet.grid.cursor = (window.cursor ?? Position(0, 0)).moved(left, 2)
    if hasPanel(in: screen), let live = liveFigure(in: screen), let stepper = stepper(live) {
      let width = screen.size.width - Self.panelColumn
      let note = reading.figures[live].note.isEmpty ? "" : " · \(reading.figures[live].note)"
      let heading = "▸live: \(stepper.walk.network.line) on \(stepper.walk.network.input)\(note)"
      sheet.grid.write(
        " \(Text.clipped(heading, to: width - 4)) ", at: Position(Self.panelColumn + 2, 1),
        Style(.heading))
      let room = Size(width, screen.size.height - 3)
      let form = PanelForm(figure: live, size: room, screen: screen)
      let panel = panels.value(for: form) { LivePanel(stepper: stepper).draw(in: room, screen) }
      sheet.grid.paste(panel, at: Position(Self.panelColumn, 2))
    } else if hasPanel(in: screen), let chosenFigure {
      drawInvitation(to: reading.figures[chosenFigure], on: &sheet)
    }
    if let search {
      sheet.grid.write(
        Text.clipped(search.footer(on: page, screen.glyphs), to: screen.size.width - 2),
        at: Position(1, screen.size.height - 1))
    } else {
      sheet.footer(footer(in: screen))
    }
    return sheet.grid
  }

  /// What is chosen where it is no walk: what it is, and that Enter opens it.
  private func drawInvitation(to figure: Figure, on page: inout Page) {
    let (name, words) =
      switch figure.content {
      case .experiment(let experiment): ("experiment: \(experiment.title)", experiment.question)
      case .count(let network), .diagram(let network):
        ("\(network.line) on \(network.input)", "What each part costs, and what leaves it.")
      case .pair(let left, let right):
        (
          "compare on \(left.input)",
          "\(left.line) with \(right.line): what differs, and both passes side by side."
        )
      case .training(let request, let network):
        (
          "train \(network.line)" + (request.compared.map { " with \($0)" } ?? ""),
          "Watch it learn, epoch by epoch."
        )
      case .proof: ("a proof", "One line after another, each with its reason.")
      case .walk, .words: ("", "")
      }
    let column = Self.panelColumn
    let width = page.width - column - 3
    page.grid.write(
      " \(Text.clipped("▸" + name, to: width)) ", at: Position(column + 2, 1), Style(.heading))
    for (row, line) in Text.wrapped(words, to: width).enumerated() {
      page.grid.write(line, at: Position(column + 1, 3 + row))
    }
    let row = 4 + Text.wrapped(words, to: width).count
    page.grid.write(
      "\(Key.enter.label(page.screen.glyphs)) opens it", at: Position(column + 1, row),
      Style(.quiet))
  }

  /// What the panel depends on beside the steppers.
  struct PanelForm: Hashable, Sendable {
    let figure: Int
    let size: Size
    let screen: Screen
  }

  private func cursor(on page: LessonPage, from top: Int, size: Size) -> Position? {
    for part in page.parts where part.figure == chosenFigure && chosenFigure != nil {
      guard let cursor = part.grid.cursor else { continue }
      let row = part.row + cursor.row - top
      if 0..<size.height ~= row { return Position(cursor.column, row) }
    }
    return nil
  }
}
