import Diagrams
import Lessons
import Networks
import Screens
import Tensors

/// The table of contents: the questions as chapters, and a look at the block of the chosen one.
struct Home: View {
  /// What else there is below the questions.
  struct Place: Sendable {
    let name: String
    let sentence: String
    let effect: Effect
  }
  static let places = [
    Place(
      name: "Playground", sentence: "write a block, step through it", effect: .openPlayground)
  ]

  let chapters: [FrontMatter]
  /// The chosen line: a question, or after the last of them a place.
  private(set) var chosen = 0
  /// The blocks of the questions that have been looked at, by number.
  private var previews: [Int: Network?] = [:]

  init(_ chapters: [FrontMatter]) { self.chapters = chapters }

  var hints: [Hint] {
    [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "open"),
      Hint(.stepBlock, word: "step"), Hint(.edit, word: "playground"), Hint(.help, word: "keys"),
      Hint(.first, .last, word: "first, last", isHidden: true), Hint(.leave, word: "quit"),
    ]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    guard !chapters.isEmpty else { return command == .leave ? [.quit] : [] }
    switch command {
    case .up: chosen = max(chosen - 1, 0)
    case .down: chosen = min(chosen + 1, chapters.count + Self.places.count - 1)
    case .first:
      chosen = chapters.firstIndex { $0.number == count } ?? (count == nil ? 0 : chosen)
    case .last: chosen = chapters.count - 1
    case .open where chosen >= chapters.count: return [Self.places[chosen - chapters.count].effect]
    case .open: return [.read(lesson: chapters[chosen].number)]
    case .stepBlock where chosen < chapters.count:
      return [.step(lesson: chapters[chosen].number)]
    case .edit: return [.openPlayground]
    case .leave: return [.quit]
    default: break
    }
    return missingPreview
  }

  var openings: [Effect] { missingPreview }

  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    let rows = Self.rows(in: screen)
    let index = (position.row - rows.top) / rows.spacing
    guard position.row >= rows.top, chapters.indices.contains(index),
      (position.row - rows.top) % rows.spacing == 0, position.column < rows.width
    else { return [] }
    if index == chosen { return press(.open, count: nil, in: screen) }
    chosen = index
    return missingPreview
  }

  /// Where the questions stand: beside a preview they have room between them.
  private static func rows(in screen: Screen) -> (top: Int, spacing: Int, width: Int) {
    hasPreview(on: screen) ? (5, 2, 74) : (4, 1, screen.size.width)
  }

  private static func hasPreview(on screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
  }

  /// What the chosen question still needs for its preview.
  var missingPreview: [Effect] {
    guard chapters.indices.contains(chosen) else { return [] }
    let number = chapters[chosen].number
    return previews.keys.contains(number) ? [] : [.preview(lesson: number)]
  }

  /// Takes the block of a lesson; nothing where it has none that fits.
  mutating func show(_ preview: Network?, of lesson: Int) {
    previews.updateValue(preview, forKey: lesson)
  }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let points = chapters.reduce(0) { $0 + $1.points }
    page.title(["Blockwalk"], "\(chapters.count) questions · \(points) points")
    page.rule(row: 1)
    drawChapters(on: &page)
    if Self.hasPreview(on: screen) { drawPreview(on: &page, column: 80) }
    drawQuestion(on: &page)
    page.footer(hints)
    return page.grid
  }

  private func drawChapters(on page: inout Page) {
    let (top, spacing, columns) = Self.rows(in: page.screen)
    page.grid.write("Convolutional networks II", at: Position(3, 3), Style(.heading))
    page.grid.write("points", endingAt: columns - 16, row: 3, Style(.quiet))
    for (index, chapter) in chapters.enumerated() {
      let row = top + index * spacing
      let isChosen = index == chosen
      let style = isChosen ? Style(.focus) : Style.text
      page.grid.write(isChosen ? "▸" : " ", at: Position(1, row), style)
      page.grid.write("\(chapter.number)", at: Position(3, row), style)
      page.grid.write(
        Text.clipped(chapter.title, to: columns - 28), at: Position(6, row), style)
      page.grid.write("\(chapter.points)", endingAt: columns - 18, row: row)
      if isChosen { page.grid.cursor = Position(1, row) }
    }
    var row = top + chapters.count * spacing + (spacing == 1 ? 1 : 0)
    page.grid.write("Start with question 1, or press s to see a block run.", at: Position(3, row))
    row += 2
    for (index, place) in Self.places.enumerated() where row < page.height - 4 {
      let isChosen = chosen == chapters.count + index
      let style = isChosen ? Style(.focus) : Style.text
      page.grid.write(isChosen ? "▸" : " ", at: Position(3, row), style)
      page.grid.write(place.name, at: Position(5, row), style)
      page.grid.write(
        Text.clipped(place.sentence, to: columns - 19), at: Position(18, row), Style(.quiet))
      if isChosen { page.grid.cursor = Position(3, row) }
      row += 1
    }
  }

  private func drawPreview(on page: inout Page, column: Int) {
    guard let chapter = chapters.indices.contains(chosen) ? chapters[chosen] : nil else { return }
    page.grid.write(
      "\(chapter.number)  \(chapter.title)", at: Position(column, 3), Style(.heading))
    guard let preview = previews[chapter.number] ?? nil else { return }
    let room = Size(page.width - column - 1, page.height - 12)
    let diagram = Diagram(preview, options: Diagram.Options(width: room.width, isGathered: true))
    page.grid.paste(diagram.draw().cropped(to: room), at: Position(column, 5))
    let row = min(5 + diagram.size.height, 5 + room.height) + 1
    page.grid.write("\(preview.graph.steps.count) steps, both passes", at: Position(column, row))
  }

  private func drawQuestion(on page: inout Page) {
    guard chapters.indices.contains(chosen) else {
      guard Self.places.indices.contains(chosen - chapters.count) else { return }
      page.rule(row: page.height - 3)
      let place = Self.places[chosen - chapters.count]
      page.grid.write("\(place.name): \(place.sentence).", at: Position(1, page.height - 2))
      return
    }
    let front = chapters[chosen]
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
}
