import Lessons
import Networks
import Screens
import Study

/// The reader: a page of text with live figures; from 110 columns on one of them runs at the
/// right.
struct LessonReader: TypingView, ClickableView, LevelledView, ClosingView {
  let reading: Reading
  /// What stands in the first row, whatever the width.
  private(set) var place: ReadingPlace
  private(set) var isAnswerOpen = false
  /// The live thing that Enter opens, once `n` has chosen one.
  private(set) var chosenFigure: Int?
  /// How many lines of each proof are uncovered, by figure.
  private(set) var uncovered: [Int: Int] = [:]
  /// The live things as steppers, where the panel has moved them.
  private(set) var steppers: [Int: Stepper] = [:] {
    didSet { panels = Memo() }
  }

  /// A key asks for the page several times, and most keys leave it as it is.
  let pages = Memo<LessonPage.Form, LessonPage>()
  /// Most keys move the text beside the panel.
  private(set) var panels = Memo<PanelForm, Grid>()

  private(set) var search: LessonSearch?
  private(set) var outline: LessonOutline?
  /// The term under the cursor, once Tab has put it there.
  private(set) var term: PageTerm?

  /// Opens where one was, or at the start.
  init(_ reading: Reading) {
    self.reading = reading
    let bookmark = reading.bookmark
    place = bookmark.place
    isAnswerOpen = bookmark.isAnswerOpen
    chosenFigure = bookmark.figure.flatMap { reading.figures.indices.contains($0) ? $0 : nil }
  }

  /// What is to be remembered of where one is.
  var remembrance: Effect {
    .ask(
      .remember(
        lesson: reading.lesson.front.number,
        Bookmark(place: place, isAnswerOpen: isAnswerOpen, figure: chosenFigure)))
  }

  /// The text keeps a measure that is easy to read.
  static let measure = (alone: 76, besidePanel: 60)
  static let panelColumn = 66

  var hints: [Hint] {
    if outline != nil { return LessonOutline.hints }
    if search != nil { return LessonSearch.hints }
    return [
      Hint(.up, .down, word: "line"), Hint(.open, word: "step it"),
      Hint(.back, .next, word: "step here"), Hint(.nextPoint, word: "next live"),
      Hint(.answer, word: isAnswerOpen ? "fold answer" : "answer"),
      Hint(.outline, word: "outline"), Hint(.quiz, word: "its quiz"),
      Hint(.search, word: "search"), Hint(.nextPane, word: "terms"),
      Hint(.previousPane, word: "the term before", isHidden: true),
      Hint(.stepBlock, word: "step", isHidden: true),
      Hint(
        .previousPoint, word: "previous live", isHidden: true,
        unless: reading.figures.isEmpty ? "There is nothing live on this page." : nil),
      Hint(.pageUp, .pageDown, word: "page", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(.out, word: "out", isHidden: true),
      Hint(.help, word: "keys"), Hint(.leave, word: "back"),
    ]
  }

  func footer(in screen: Screen) -> [Hint] {
    hasPanel(in: screen) ? hints : hints.filter { $0.commands != [.back, .next] }
  }

  /// Where one is, is kept whenever another part of the lesson is reached: a window that is closed
  /// at night loses no more than lines.
  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    let (before, wasOpen) = (reading.lesson.path(to: place.block), isAnswerOpen)
    let effects =
      outline == nil ? read(command, count, in: screen) : pressOutline(command, in: screen)
    let isElsewhere = before != reading.lesson.path(to: place.block) || wasOpen != isAnswerOpen
    return isElsewhere ? effects + [remembrance] : effects
  }

  private mutating func read(_ command: Command, _ count: Int?, in screen: Screen) -> [Effect] {
    let term = term
    self.term = nil
    let window = windowSize(in: screen).height
    let top = top(in: screen)
    switch command {
    case .search: search = LessonSearch(from: place)
    case .outline:
      outline = LessonOutline(reading.lesson, on: page(in: screen), at: top)
    case .down: scroll(to: top + 1, in: screen)
    case .up: scroll(to: top - 1, in: screen)
    case .pageDown: scroll(to: top + window - 2, in: screen)
    case .pageUp: scroll(to: top - window + 2, in: screen)
    case .first: scroll(to: 0, in: screen)
    case .last: scroll(to: .max, in: screen)
    case .answer:
      isAnswerOpen.toggle()
      // what was asked for is seen, wherever one was
      scroll(to: page(in: screen).answerRow ?? top, in: screen)
    case .nextPoint: return choose(after: true, in: screen)
    case .previousPoint: return choose(after: false, in: screen)
    case .nextPane: return look(1, from: term, in: screen)
    case .previousPane: return look(-1, from: term, in: screen)
    case .open where term != nil: return [.ask(.lookUp(term?.spot.term.english ?? ""))]
    case .open, .stepBlock: return open(in: screen)
    case .quiz: return [.ask(.study(.deal(.question(reading.lesson.front.number), seed: nil)))]
    case .next where !hasPanel(in: screen), .back where !hasPanel(in: screen):
      return [
        .say(
          "Steps go on in a panel beside the text, which needs 110 columns; ⏎ opens the stepper.")
      ]
    case .next, .back:
      if let live = liveFigure(in: screen), var stepper = stepper(live) {
        let effects = stepper.press(command, count: count, in: screen)
        steppers[live] = stepper
        return effects
      }
      return [.say("What is chosen opens with ⏎; only a block is stepped beside the text.")]
    default: break
    }
    return []
  }

  /// A click chooses a live thing, a second one opens it; one on the invitation shows the answer.
  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    let size = windowSize(in: screen)
    let row = position.row - 2
    guard 0..<size.height ~= row, position.column < size.width + 3 else { return [] }
    let page = page(in: screen)
    let part = page.parts.last { $0.row <= page.top(page.row(of: place), of: size) + row }
    if part?.isInvitation == true { return press(.answer, count: nil, in: screen) }
    guard let figure = part?.figure else {
      let line = top(in: screen) + row
      term = terms(in: screen).first {
        $0.row == line && $0.spot.columns ~= position.column - left(in: screen)
      }
      return term.map { [.say($0.spot.term.sentence)] } ?? []
    }
    if figure == chosenFigure { return open(in: screen) }
    chosenFigure = figure
    return []
  }

  /// The terms of the glossary in sight.
  private func terms(in screen: Screen) -> [PageTerm] {
    guard let glossary = reading.glossary else { return [] }
    return page(in: screen).terms(
      of: glossary, in: top(in: screen)..<top(in: screen) + windowSize(in: screen).height)
  }

  /// Goes to another term in sight, each met once, and says what it means.
  private mutating func look(_ distance: Int, from term: PageTerm?, in screen: Screen) -> [Effect] {
    var met: Set<String> = []
    let terms = terms(in: screen).filter { met.insert($0.spot.term.english).inserted }
    guard !terms.isEmpty else { return [.say("No term of the glossary is in sight.")] }
    let current = term.flatMap { term in terms.firstIndex { $0.spot.term == term.spot.term } }
    let next = current.map { $0 + distance } ?? (distance > 0 ? 0 : terms.count - 1)
    let found = terms[(next + terms.count) % terms.count]
    self.term = found
    return [.say(found.spot.term.sentence)]
  }

  private mutating func open(in screen: Screen) -> [Effect] {
    let first = reading.figures.firstIndex { $0.request != nil }
    guard let figure = chosenFigure ?? liveFigure(in: screen) ?? first else { return [] }
    if case .proof(let proof) = reading.figures[figure].content {
      // behind the last line it begins again
      let shown = uncovered[figure] ?? 1
      uncovered[figure] = shown < proof.lines.count ? shown + 1 : 1
      return []
    }
    if case .experiment(let experiment) = reading.figures[figure].content {
      return [
        .go(.view(Entrance(Laboratory(experiment, chapter: reading.lesson.front.heading))))
      ]
    }
    if case .training(let request, _) = reading.figures[figure].content {
      return [.ask(.train(request))]
    }
    if case .count(let network) = reading.figures[figure].content {
      var request = NetworkRequest(network.line, on: network.input)
      request.lesson = reading.lesson.front.number
      return [.ask(.open(request))]
    }
    if let request = CompareRequest(
      reading.figures[figure].directive, of: reading.lesson.front.number)
    {
      return [.ask(.compare(request))]
    }
    if let stepper = stepper(figure) { return [.ask(.run(stepper.requestFromHere))] }
    return reading.figures[figure].request.map { [.ask(.run($0))] } ?? []
  }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard var search else { return nil }
    let page = page(in: screen)
    switch search.press(key, on: page) {
    case .stays:
      self.search = search
      // the match stands a third down, with what leads to it above
      if let row = search.row {
        scroll(to: row - windowSize(in: screen).height / 3, in: screen)
      } else {
        place = search.origin
      }
    case .accepts:
      self.search = nil
      return [remembrance]
    case .gives:
      place = search.origin
      self.search = nil
    }
    return []
  }

  private mutating func pressOutline(_ command: Command, in screen: Screen) -> [Effect] {
    if command == .open {
      if let row = outline?.row { scroll(to: row, in: screen) }
      outline = nil
    } else if command == .outline {
      outline = nil
    } else {
      outline?.press(command)
    }
    return []
  }

  mutating func closeLevel() -> Bool {
    guard outline != nil || term != nil else { return false }
    outline = nil
    term = nil
    return true
  }

  var farewell: [Effect] { [remembrance] }

  func top(in screen: Screen) -> Int {
    let page = page(in: screen)
    return page.top(page.row(of: place), of: windowSize(in: screen))
  }

  private mutating func scroll(to row: Int, in screen: Screen) {
    let page = page(in: screen)
    place = page.place(at: page.top(max(row, 0), of: windowSize(in: screen)))
  }

  /// Goes to the next or previous live thing and brings it into sight.
  private mutating func choose(after: Bool, in screen: Screen) -> [Effect] {
    let top = top(in: screen)
    let figures = page(in: screen).figures
    let current = figures.firstIndex { $0.figure == chosenFigure }
    let index: Int?
    if let current {
      index = after ? current + 1 : current - 1
    } else {
      index = after ? figures.firstIndex { $0.row >= top } : figures.lastIndex { $0.row < top }
    }
    guard let index, figures.indices.contains(index) else {
      return [.say("There is nothing live \(after ? "below" : "above").")]
    }
    chosenFigure = figures[index].figure
    scroll(to: figures[index].row - 2, in: screen)
    return []
  }
}
