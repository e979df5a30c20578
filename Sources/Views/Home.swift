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
      name: "Playground", sentence: "write a block, step through it", effect: .openPlayground),
    Place(
      name: "Networks", sentence: "ResNet-50, MobileNetV2, EfficientNet-B0 and others",
      effect: .openNetworks),
    Place(
      name: "Experiments", sentence: "\(Experiments.all.count) things to try, beside the questions",
      effect: .openExperiments),
    Place(name: "Quiz", sentence: "the cards that are due", effect: .quiz(.deal(.due, seed: nil))),
    Place(name: "Mock exam", sentence: "all questions, with a clock", effect: .quiz(.exam)),
    Place(
      name: "Progress", sentence: "what has been learnt, and what is weakest",
      effect: .quiz(.progress)),
    Place(name: "Terms", sentence: "what a word means, and its Czech one", effect: .lookUp("")),
  ]

  let chapters: [FrontMatter]
  /// The chosen line: a question, or after the last of them a place.
  private(set) var chosen = 0
  /// The blocks of the questions that have been looked at, by number.
  private var previews: [Int: Network?] = [:]
  /// The picture of the block that was looked at last: to lay one out takes milliseconds.
  private let sketches = Memo<SketchKey, Grid>()
  /// What has been learnt, once the record has been read.
  private var standing: Standing?
  /// What is wrong with the record, if something is.
  private var notice: String?

  init(_ chapters: [FrontMatter]) { self.chapters = chapters }

  var hints: [Hint] {
    [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "open"),
      Hint(.stepBlock, word: "step"), Hint(.quiz, word: "quiz"), Hint(.exam, word: "exam"),
      Hint(.edit, word: "playground", isHidden: true), Hint(.help, word: "keys"),
      Hint(.first, .last, word: "first, last", isHidden: true), Hint(.leave, word: "quit"),
    ]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    // `8 ⏎` opens question 8, as `8 g ⏎` does
    if let index = chapters.firstIndex(where: { $0.number == count }) { chosen = index }
    guard !chapters.isEmpty else { return command == .leave ? [.quit] : [] }
    switch command {
    case .up: chosen = max(chosen - 1, 0)
    case .down: chosen = min(chosen + 1, chapters.count + Self.places.count - 1)
    case .first where count == nil: chosen = 0
    case .last: chosen = chapters.count - 1
    case .open where chosen >= chapters.count:
      return [Self.places[chosen - chapters.count].effect]
    case .open: return [.read(lesson: chapters[chosen].number)]
    case .stepBlock where chosen < chapters.count:
      return [.step(lesson: chapters[chosen].number)]
    case .edit: return [.openPlayground]
    case .quiz where chosen < chapters.count:
      return [.quiz(.deal(.question(chapters[chosen].number), seed: nil))]
    case .quiz: return [.quiz(.deal(.due, seed: nil))]
    case .exam: return [.quiz(.exam)]
    case .leave: return [.quit]
    default: break
    }
    return missingPreview
  }

  var openings: [Effect] { missingPreview + [.quiz(.standing)] }

  mutating func receive(_ outcome: QuizOutcome) {
    guard case .standing(let standing, let notice) = outcome else { return }
    self.standing = standing
    self.notice = notice
  }

  /// Questions, found by their title or their words.
  var places: [CommandPalette.Entry] {
    chapters.map {
      CommandPalette.Entry(
        name: "\($0.number) \($0.title)", words: $0.question,
        deed: .order("lesson", argument: "\($0.number)"))
    }
  }

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
    // at the usual 24 rows all places are in sight
    hasPreview(on: screen) ? (5, 2, 77) : (screen.size.height < 25 ? 3 : 4, 1, screen.size.width)
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
    let hasBegun = standing.map { !$0.answers.isEmpty || $0.daysLeft != nil } ?? false
    page.title(
      ["Blockwalk"],
      standing.flatMap { hasBegun ? PlainProgress.head($0) : nil }
        ?? "\(chapters.count) questions · \(points) points")
    page.rule(row: 1)
    drawChapters(on: &page)
    if Self.hasPreview(on: screen) { drawPreview(on: &page, column: 80) }
    drawQuestion(on: &page)
    page.footer(hints)
    return page.grid
  }

  private func drawChapters(on page: inout Page) {
    let (top, spacing, columns) = Self.rows(in: page.screen)
    let head = spacing == 1 ? top - 1 : top - 2
    page.grid.write("Convolutional networks II", at: Position(3, head), Style(.heading))
    page.grid.write("points", endingAt: columns - 21, row: head, Style(.quiet))
    if standing != nil {
      page.grid.write("learnt", at: Position(columns - 19, head), Style(.quiet))
      page.grid.write("due", endingAt: columns - 4, row: head, Style(.quiet))
    }
    for (index, chapter) in chapters.enumerated() {
      let row = top + index * spacing
      let isChosen = index == chosen
      let style = Style.text
      page.grid.write(isChosen ? "▸" : " ", at: Position(1, row), Style.text)
      page.grid.write("\(chapter.number)", at: Position(3, row), isChosen ? .text : Style(.term))
      page.grid.write(
        Text.fitting([chapter.title, chapter.shortTitle], in: columns - 33), at: Position(6, row),
        style)
      page.grid.write("\(chapter.points)", endingAt: columns - 23, row: row)
      drawLearnt(chapter, on: &page, columns: columns, row: row)
      if isChosen {
        page.highlight(row: row, columns: 1..<columns - 1)
        page.grid.cursor = Position(1, row)
      }
    }
    let isShort = page.height < 22
    var row = top + chapters.count * spacing + (spacing == 1 ? 1 : 0)
    if !isShort {
      page.grid.write(Text.clipped(today, to: columns - 4), at: Position(3, row), Style(.notice))
      row += 2
    }
    // the chosen one is always in sight
    let end = page.height - (page.height >= Page.twoPaneSize.height ? 5 : 3)
    let room = max(end - row, 0)
    let first = min(max(chosen - chapters.count - room + 1, 0), max(Self.places.count - room, 0))
    for (index, place) in Self.places.enumerated().dropFirst(first).prefix(room) {
      let isChosen = chosen == chapters.count + index
      page.grid.write(isChosen ? "▸" : " ", at: Position(1, row))
      page.grid.write(place.name, at: Position(3, row), isChosen ? .text : Style(.term))
      page.grid.write(
        Text.clipped(sentence(of: place), to: columns - 19), at: Position(18, row),
        isChosen ? .text : Style(.quiet))
      if isChosen {
        page.highlight(row: row, columns: 1..<columns - 1)
        page.grid.cursor = Position(1, row)
      }
      row += 1
    }
    let hidden = Self.places.count - first - room
    if hidden > 0, room > 0 {
      page.grid.write("\(hidden) more", endingAt: columns - 4, row: row - 1, Style(.quiet))
    }
  }

  /// The share of the points to expect, and how many cards are due.
  private func drawLearnt(_ chapter: FrontMatter, on page: inout Page, columns: Int, row: Int) {
    guard let standing, let question = standing.question(chapter.number) else { return }
    page.drawBar(
      question.expected / Double(max(chapter.points, 1)), at: Position(columns - 19, row))
    let due = standing.due(chapter.number).count
    page.grid.write(
      question.hasBegun ? due == 0 ? "·" : "\(due)" : "new", endingAt: columns - 4, row: row)
  }

  /// What there is to do today.
  private var today: String {
    if let notice { return notice }
    guard let standing, !standing.answers.isEmpty else {
      return "Start with question 1, or press s to see a block run."
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
    case .quiz(.deal):
      let due = standing.due().count
      return due == 0 ? place.sentence : due == 1 ? "1 card due" : "\(due) cards due"
    case .quiz(.exam):
      let head = "\(standing.points) points, \(max(standing.points * 4 / 3, 1)) minutes"
      return standing.exams.last.map {
        "\(head); last one \(Figures.points($0.earned)) of \(standing.points)"
      } ?? head
    default: return place.sentence
    }
  }

  private func drawPreview(on page: inout Page, column: Int) {
    guard let chapter = chapters.indices.contains(chosen) ? chapters[chosen] : nil else { return }
    page.grid.write(
      "\(chapter.number)  \(chapter.title)", at: Position(column, 3), Style(.heading))
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

  /// On what the picture of a block depends.
  private struct SketchKey: Equatable, Sendable {
    let number: Int
    let room: Size
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
