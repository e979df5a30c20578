import Quiz
import Screens
import Study

/// A mock exam: all questions on paper of its own, a clock, no help; then ticking, then the result.
///
/// What changes is kept with the next frame, so that a killed program goes on where it was.
struct Exam: ClockView, TypingView, OpeningView, OutcomeView, KeepingView, SharedView {
  private(set) var paper: ExamPaper
  private(set) var buffer: TextBuffer
  /// The sheet in hand: 0 has the words, each further one a drawing or an equation.
  private(set) var sheet = 0
  /// Where a drawing is built or an equation written, while its sheet is in hand.
  private(set) var pad: (any ExamPad)?
  /// The drawings and equations of the question that is being ticked.
  private(set) var drawn: [DrawnAnswer] = []
  /// When time was last counted, in seconds since 1970.
  private var counted: Int
  /// The line of the rubric in hand.
  private(set) var line = 0
  /// Whether the whole model answer is open.
  private(set) var isAnswerOpen = false
  /// Whether the learner is asked how sure the answer is, before it is handed in.
  private(set) var isAskingConfidence = false
  /// The exam as it was last handed on to be kept.
  private var kept: MockExam
  /// Whether more than text has changed since.
  private var isUrgent = false

  /// Seconds of the clock that may be lost with a killed program.
  private static let clockSeconds = 5

  init(_ paper: ExamPaper) {
    self.paper = paper
    kept = paper.exam
    counted = paper.now
    buffer = TextBuffer(paper.exam.questions[paper.exam.current].text)
    if paper.exam.isTicking { drawn = handedInDrawings }
  }

  var exam: MockExam { paper.exam }
  var question: MockExam.Question { exam.questions[exam.current] }
  var lines: [TickTask.Line] { lines(of: exam.current) }
  func lines(of place: Int) -> [TickTask.Line] {
    guard case .tick(let task) = paper.cards[place].task else { return [] }
    return task.lines
  }
  var drawings: [ExamPaper.Drawing] { paper.drawings[exam.current] }
  var isFinished: Bool { exam.finished != nil }

  var openings: [Effect] { [.ask(.study(.standing), .beside)] }

  var hints: [Hint] {
    if isFinished {
      return [
        Hint(.up, .down, word: "question"), Hint(.help, word: "keys"), Hint(.leave, word: "back"),
      ]
    }
    if exam.isTicking {
      return [
        Hint(.play, word: "tick"), Hint(.up, .down, word: "line"),
        Hint(.open, word: "next"),
        Hint(
          .nextPane, word: drawn.dropFirst(sheet).first?.noun ?? "rubric", isHidden: drawn.isEmpty),
        Hint(
          .answer, word: "model answer",
          unless: question.visited.count == lines.count
            ? nil : "Look at every line of the rubric first: ↓ goes to the next."),
        Hint(.help, word: "keys"), Hint(.leave, word: "pause"),
      ]
    }
    if isAskingConfidence {
      return [
        Hint(.back, .next, word: "how sure"), Hint(.open, word: "hand in"),
        Hint(.out, word: "back"),
      ]
    }
    let turning = [
      Hint(.skip, word: drawings.dropFirst(sheet).first?.noun ?? "next"),
      Hint(.unskip, word: "previous"), Hint(.handIn, word: "hand in"), Hint(.out, word: "pause"),
    ]
    guard let pad else { return turning + buffer.hints }
    // only the whole question is handed in
    let hidden = [
      Hint(.unskip, word: "previous", isHidden: true),
      Hint(.handIn, word: "hand in", isHidden: true),
    ]
    let end = [Hint(.skip, word: "next"), Hint(.out, word: "pause")] + hidden
    // many keys of its own leave no room for all
    return pad.sheetHints + (pad.sheetHints.count > 1 ? end : turning)
  }

  /// Letters are text while one writes.
  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard !isFinished, !exam.isTicking else { return nil }
    if isAskingConfidence { return pressConfidence(key) }
    switch key {
    case .control("n"): turn(by: 1)
    case .control("p"): turn(by: -1)
    case .control("x"): isAskingConfidence = true
    case _ where pad != nil: return draw(key)
    case .escape: return nil
    default:
      guard !question.isHandedIn, buffer.press(key) else { return nil }
    }
    return []
  }

  /// A key for the drawing or the equation in hand.
  private mutating func draw(_ key: Key) -> [Effect]? {
    guard !question.isHandedIn, var pad else { return nil }
    guard let result = pad.pressOnSheet(key) else { return nil }
    self.pad = pad
    if case .answers = result { isAskingConfidence = true }
    let (id, source) = (pad.cardID, pad.source)
    edit { $0.drawings = ($0.drawings ?? [:]).merging([id: source]) { $1 } }
    return []
  }

  private mutating func pressConfidence(_ key: Key) -> [Effect] {
    let sure = question.confidence ?? 3
    isUrgent = true
    switch key {
    case .left: edit { $0.confidence = max(sure - 1, 1) }
    case .right: edit { $0.confidence = min(sure + 1, 4) }
    case .escape: isAskingConfidence = false
    case .enter:
      isAskingConfidence = false
      edit {
        $0.confidence = sure
        $0.isHandedIn = true
      }
      if exam.questions.allSatisfy(\.isHandedIn) { beginTicking() } else { turn(by: 1) }
    default: break
    }
    return []
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    if isFinished { return pressResult(command) }
    guard exam.isTicking else { return [] }
    isUrgent = true
    switch command {
    case .up: visit(max(line - 1, 0))
    case .down: visit(min(line + 1, lines.count - 1))
    case .play:
      let line = line
      edit { $0.ticks.formSymmetricDifference([line]) }
    case .nextPane: sheet = (sheet + 1) % (drawn.count + 1)
    case .answer:
      // only after each line has been looked at once
      if question.visited.count == lines.count { isAnswerOpen.toggle() }
    case .open: return finishQuestion()
    default: break
    }
    return []
  }

  /// The lines that are missing are shown question by question.
  private mutating func pressResult(_ command: Command) -> [Effect] {
    switch command {
    case .up: paper.exam.current = max(exam.current - 1, 0)
    case .down: paper.exam.current = min(exam.current + 1, exam.questions.count - 1)
    case .open: return [.close]
    default: break
    }
    return []
  }

  private mutating func edit(_ change: (inout MockExam.Question) -> Void) {
    change(&paper.exam.questions[exam.current])
  }

  /// To the next sheet, or to another question that is not handed in yet, where there is one.
  private mutating func turn(by step: Int) {
    let isWithin = !question.isHandedIn && 0...drawings.count ~= sheet + step
    guard !isWithin else { return show(exam.current, sheet: sheet + step) }
    let count = exam.questions.count
    let places = (1...count).map { (exam.current + step * $0 + count * count) % count }
    let open = places.first { !exam.questions[$0].isHandedIn } ?? exam.current
    show(open, sheet: step > 0 ? 0 : paper.drawings[open].count)
  }

  private mutating func show(_ place: Int, sheet: Int = 0) {
    settleText()
    paper.exam.current = place
    self.sheet = sheet
    buffer = TextBuffer(question.text)
    line = 0
    isAnswerOpen = false
    drawn = exam.isTicking ? handedInDrawings : []
    guard sheet > 0, !exam.isTicking else {
      pad = nil
      return
    }
    let card = drawings[sheet - 1].card
    pad = card.examPad(question.drawings?[card.id])
  }

  private var handedInDrawings: [DrawnAnswer] {
    drawings.map { DrawnAnswer($0, text: question.drawings?[$0.card.id] ?? "") }
  }

  private mutating func beginTicking() {
    settleText()
    isUrgent = true
    paper.exam.isTicking = true
    for place in exam.questions.indices { paper.exam.questions[place].isHandedIn = true }
    isAskingConfidence = false
    show(exam.questions.firstIndex { !$0.isTicked } ?? 0)
    visit(0)
  }

  private mutating func visit(_ place: Int) {
    line = place
    edit { $0.visited.insert(place) }
  }

  /// Records what was ticked and goes on; after the last question the exam is over.
  private mutating func finishQuestion() -> [Effect] {
    edit { $0.isTicked = true }
    let blocks = drawn.filter { !$0.text.isEmpty }.map {
      exam.record(
        of: $0.text, grade: $0.grade, card: $0.card, confidence: question.confidence, at: counted)
    }
    let records = exam.records(of: question, lines: lines, at: counted) + blocks
    if let next = exam.questions.firstIndex(where: { !$0.isTicked }) {
      show(next)
      visit(0)
    } else {
      paper.exam.finished = counted
    }
    kept = exam
    return [.ask(.study(.keep(edit, answers: records, isUrgent: true)))]
      + (isFinished ? [.ask(.study(.standing), .beside)] : [])
  }

  var showsClock: Bool { !isFinished && !exam.isTicking }

  mutating func tick(_ now: Int) {
    // only what passes while one writes counts, and no jump of the clock
    let passed = min(max(now - counted, 0), 60)
    counted = now
    guard showsClock else { return }
    paper.exam.used += passed
    if exam.secondsLeft == 0 { beginTicking() }
  }
}

// MARK: - Keeping

extension Exam {
  private var edit: ExamEdit { ExamEdit(exam, edition: paper.edition) }

  var newsRequest: WorkshopRequest? { isFinished ? nil : .study(.news(of: edit)) }

  mutating func takeChanges(all: Bool) -> [WorkshopRequest] {
    guard !isFinished else { return [] }
    settleText()
    // the place in the exam and the clock alone can wait
    var same = exam
    (same.used, same.current) = (kept.used, kept.current)
    let isLate = exam.used - kept.used >= Self.clockSeconds
    guard same != kept || isLate || all && exam != kept else { return [] }
    kept = exam
    defer { isUrgent = false }
    return [.study(.keep(edit, isUrgent: isUrgent))]
  }

  /// Puts what was typed where it belongs.
  private mutating func settleText() {
    guard !exam.isTicking, !isFinished else { return }
    let text = String(buffer.text.dropLast())
    if text != question.text { edit { $0.text = text } }
  }

  /// Takes over what another window has written.
  mutating func take(_ outcome: Outcome) -> Bool {
    guard case .study(.merged(let merge)) = outcome, merge.merged.id == exam.id else {
      return false
    }
    if !isFinished { take(merge) }
    return true
  }

  private mutating func take(_ merge: ExamMerge) {
    settleText()
    let (before, wasTicking) = (question, exam.isTicking)
    paper.exam = .merged(base: merge.sent, mine: exam, theirs: merge.merged)
    paper.edition = merge.edition
    kept = merge.merged
    if isFinished { return }
    if exam.isTicking {
      if !wasTicking || question.isTicked {
        show(exam.questions.firstIndex { !$0.isTicked } ?? exam.current)
        visit(0)
      }
    } else if question.isHandedIn, !before.isHandedIn {
      turn(by: 1)
    } else {
      if question.text != before.text { buffer.take(question.text) }
      if question.drawings != before.drawings, sheet > 0 { show(exam.current, sheet: sheet) }
    }
  }
}
