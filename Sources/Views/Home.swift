import Experiments
import Lessons
import Networks
import Screens
import Study

/// The table of contents: the questions as chapters, and a look at the block of the chosen one.
struct Home: ClickableView, SearchableView, OpeningView, OutcomeView {
  /// What else there is below the questions.
  struct Place: Sendable {
    let name: String
    let sentence: String
    let effect: Effect
  }
  static let places = [
    Place(
      name: "Playground", sentence: "write a block, step through it", effect: .ask(.openPlayground)),
    Place(
      name: "Networks", sentence: "ResNet-50, MobileNetV2, EfficientNet-B0 and others",
      effect: .go(.networks)),
    Place(
      name: "Training", sentence: "watch a net learn, with shortcuts and without",
      effect: .ask(.train(.first))),
    Place(
      name: "Experiments", sentence: "\(Experiments.all.count) experiments for these questions",
      effect: .go(.experiments)),
    Place(
      name: "Quiz", sentence: "the cards that are due", effect: .ask(.study(.deal(.due, seed: nil)))
    ),
    Place(
      name: "Mock exam", sentence: "\(ExamSelection.usualPoints) points, drawn from all questions",
      effect: .ask(.study(.exam(nil)))),
    Place(
      name: "Progress", sentence: "what has been learnt, and what is weakest",
      effect: .ask(.study(.progress))),
    Place(
      name: "Terms", sentence: "glossary, with the Czech terms", effect: .ask(.lookUp(""))),
  ]

  let chapters: [FrontMatter]
  private(set) var chosen: HomeList.Choice
  /// The lectures that the reader has folded or opened.
  private var folds: [Lecture: Bool] = [:]
  /// The blocks of the questions that have been looked at, by number.
  private(set) var previews: [Int: Network?] = [:]
  /// The picture of the block that was looked at last: to lay one out takes milliseconds.
  let sketches = Memo<SketchKey, Grid>()
  /// What has been learnt, once the record has been read.
  private(set) var standing: Standing?
  /// What `/` finds in the text of the lessons, once they have been read.
  var index: [CommandPalette.Entry] = []
  /// What is wrong with the record, if something is.
  private(set) var notice: String?

  init(_ chapters: [FrontMatter]) {
    self.chapters = chapters
    chosen = chapters.first.map { .question($0.number) } ?? .place(0)
  }

  /// The chosen question, where it is one.
  var question: FrontMatter? {
    guard case .question(let number) = chosen else { return nil }
    return chapters.first { $0.number == number }
  }

  /// The number of the chosen lecture, or of that of the chosen question.
  private var lecture: Int? {
    if case .lecture(let lecture) = chosen { lecture.number } else { question?.lecture.number }
  }

  func list(in screen: Screen) -> HomeList {
    HomeList(chapters, places: Self.places.count, folds: folds, chosen: chosen, in: screen)
  }

  var hints: [Hint] {
    [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "open"),
      Hint(
        .stepBlock, word: "step",
        unless: question == nil ? "Choose a question first; s steps through its block." : nil),
      Hint(.quiz, word: "quiz"), Hint(.exam, word: "exam"),
      Hint(.edit, word: "playground", isHidden: true), Hint(.help, word: "keys"),
      Hint(.first, .last, word: "first, last", isHidden: true),
      Hint(
        .back, .next, word: "fold, open a lecture", isHidden: true,
        unless: lecture == nil ? "Only lectures and their questions fold." : nil),
      Hint(.unfold, word: "fold or open all", isHidden: true), Hint(.leave, word: "quit"),
    ]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    // `8 ⏎` opens question 8, as `8 g ⏎` does
    let counted =
      chapters.first { $0.number == count } ?? chapters.first { $0.ownNumber == count }
    if let front = counted {
      chosen = .question(front.number)
      folds[front.lecture] = false
    }
    let list = list(in: screen)
    switch command {
    case .up: chosen = list.choice(-1, from: chosen)
    case .down: chosen = list.choice(1, from: chosen)
    case .first where count == nil: chosen = list.choice(-list.lines.count, from: chosen)
    case .last: chosen = list.choice(list.lines.count, from: chosen)
    case .back: fold(true, in: list)
    case .next: fold(false, in: list)
    case .unfold: foldAll(in: list)
    case .open: return open(in: list)
    case .stepBlock: return question.map { [.ask(.step(lesson: $0.number))] } ?? []
    case .edit: return [.ask(.openPlayground)]
    case .quiz:
      return [.ask(.study(.deal(question.map { .question($0.number) } ?? .due, seed: nil)))]
    case .exam: return [.ask(.study(.exam(lecture.map(ExamSelection.lecture))))]
    case .leave: return [.terminal(.quit)]
    default: break
    }
    return missingPreview
  }

  private mutating func open(in list: HomeList) -> [Effect] {
    switch chosen {
    case .question(let number): return [.ask(.read(lesson: number))]
    case .place(let index): return [Self.places[index].effect]
    case .lecture(let lecture):
      fold(!list.isFolded(lecture), in: list)
      return missingPreview
    }
  }

  /// Folds or opens the lecture of the chosen line.
  private mutating func fold(_ isFolded: Bool, in list: HomeList) {
    switch chosen {
    case .lecture(let lecture): folds[lecture] = isFolded
    case .question where isFolded:
      guard let lecture = question?.lecture else { return }
      folds[lecture] = true
      chosen = .lecture(lecture)
    case .question, .place: break
    }
  }

  /// Opens all lectures, or folds them where all are open.
  private mutating func foldAll(in list: HomeList) {
    let lectures = chapters.lectures.map(\.lecture)
    let areOpen = lectures.allSatisfy { !list.isFolded($0) }
    for lecture in lectures { folds[lecture] = areOpen }
    if areOpen, let lecture = question?.lecture { chosen = .lecture(lecture) }
  }

  var openings: [Effect] { missingPreview + [.ask(.study(.standing), .beside)] }

  mutating func take(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .preview(let lesson, let network): show(network, of: lesson)
    case .index(let texts): index = texts.map(\.entry)
    case .study(.standing(let standing, let notice)):
      self.standing = standing
      self.notice = notice
    default: return false
    }
    return true
  }

  /// Questions, found by their title or their words; and all the text of the lessons.
  var places: [CommandPalette.Entry] {
    chapters.map {
      CommandPalette.Entry(
        name: "\($0.label) \($0.title)", words: $0.question,
        deed: .order("lesson", argument: $0.label))
    } + index
  }

  mutating func click(at position: Position, in screen: Screen) -> [Effect] {
    guard position.column < Self.columns(in: screen),
      let choice = list(in: screen).choice(at: position.row)
    else { return [] }
    if choice == chosen { return press(.open, count: nil, in: screen) }
    chosen = choice
    return missingPreview
  }

  /// How wide the list is: beside a preview it leaves room for it.
  static func columns(in screen: Screen) -> Int {
    hasPreview(on: screen) ? 77 : screen.size.width
  }

  static func hasPreview(on screen: Screen) -> Bool {
    screen.size.width >= Page.twoPaneSize.width && screen.size.height >= Page.twoPaneSize.height
  }

  /// What the chosen question still needs for its preview.
  var missingPreview: [Effect] {
    guard let number = question?.number, !previews.keys.contains(number) else { return [] }
    return [.ask(.preview(lesson: number), .whenIdle)]
  }

  /// Takes the block of a lesson; nothing where it has none that fits.
  mutating func show(_ preview: Network?, of lesson: Int) {
    previews.updateValue(preview, forKey: lesson)
  }
}
