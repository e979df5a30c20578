import Diagrams
import Networks
import Quiz
import Screens
import Study
import Tensors

/// A session of cards: one question at a time, each answer recorded before the next is shown.
struct Quiz: TypingView, OpeningView, OutcomeView, KeepingView {
  let request: QuizRequest
  private(set) var cards: [Card]
  /// What came of the cards so far; nothing for one that was passed over.
  private(set) var grades: [Int: Grade] = [:]
  private(set) var index = 0
  private(set) var pad: any Pad
  /// The grade of the card in hand, once it is answered.
  private(set) var grade: Grade?
  /// From 1, guessing, to 4, certain.
  private(set) var confidence = 3
  private(set) var isAskingConfidence = false
  private(set) var isHinted = false
  /// Why the answer could not be read.
  private(set) var fault: String?
  /// The first row of what was answered that is in sight, where not all fits.
  private(set) var scrolled = 0
  /// The answer that stands in the log.
  private(set) var answer: QuizAnswer?
  /// What was typed for the card in hand when that was last handed on to be kept.
  private var kept = ""

  static let sureness = ["guessing", "unsure", "fairly", "certain"]

  /// There has to be a card to ask.
  init?(_ request: QuizRequest, _ cards: [Card]) {
    guard let first = cards.first else { return nil }
    self.request = request
    self.cards = cards
    pad = first.pad
    kept = pad.draft ?? ""
  }

  var card: Card { cards[min(index, cards.count - 1)] }
  var isOver: Bool { index >= cards.count }
  /// Whether some of it is answered and some is not.
  var isUnderway: Bool { !isOver && !grades.isEmpty }
  var rightCount: Int { grades.values.count(where: \.isRight) }

  var openings: [Effect] { [.ask(.study(.standing), .beside)] }

  var hints: [Hint] {
    if isOver {
      return [
        Hint(.open, word: "back"), Hint(.up, .down, word: "scroll"), Hint(.help, word: "keys"),
        Hint(.leave, word: "back"),
      ]
    }
    if grade != nil { return gradedHints }
    let ways =
      pad.takesLetters
      ? [Hint(.out, word: "pause")] : [Hint(.help, word: "keys"), Hint(.leave, word: "pause")]
    if isAskingConfidence {
      return [
        Hint(.back, .next, word: "how sure"), Hint(.open, word: "answer"),
        Hint(.nextPane, word: "back to the answer", short: "back"), Hint(.skip, word: "skip"),
      ] + [Hint(.help, word: "keys"), Hint(.out, word: "back")]
    }
    let pane = pad.fillsScreen ? [] : [Hint(.nextPane, word: "how sure")]
    return pad.hints + pane + hintHints + [Hint(.skip, word: "skip")] + ways
  }

  private var hintHints: [Hint] {
    guard card.hint != nil, takesHintKey else { return [] }
    return [Hint(.hint, word: "hint", unless: isHinted ? "The hint is shown already." : nil)]
  }
  /// Whether `!` asks for a hint and is no text.
  private var takesHintKey: Bool { !pad.takesSigns }

  /// What can be done once a card is answered.
  private var gradedHints: [Hint] {
    let step = subject == nil ? [] : [Hint(.stepBlock, word: "step it")]
    let compare = comparison == nil ? [] : [Hint(.compare, word: "compare")]
    let easy = answer?.grade.isRight == true && answer?.isEasy == false
    return [Hint(.open, word: "next card"), Hint(.up, .down, word: "scroll")] + step + [
      Hint(.lesson, word: "lesson")
    ] + compare
      + (easy ? [Hint(.more, word: "was easy")] : [])
      + [Hint(.help, word: "keys"), Hint(.leave, word: "pause")]
  }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard !isOver, grade == nil else { return nil }
    fault = nil
    if key == .control("n") { return skip() }
    if isAskingConfidence { return pressConfidence(key) }
    if key == .character("!"), takesHintKey {
      isHinted = card.hint != nil
      return []
    }
    switch pad.press(key) {
    case .stays?: return []
    case .answers?: return give()
    case nil: break
    }
    guard key == .tab, !pad.fillsScreen else { return nil }
    isAskingConfidence = true
    return []
  }

  private mutating func pressConfidence(_ key: Key) -> [Effect]? {
    switch key {
    case .left, .character("h"): confidence = max(confidence - 1, 1)
    case .right, .character("l"): confidence = min(confidence + 1, 4)
    case .tab, .backTab, .escape: isAskingConfidence = false
    case .enter: return give()
    case .character(let digit):
      guard let number = digit.wholeNumberValue, 1...4 ~= number else { return nil }
      confidence = number
    default: return nil
    }
    return []
  }

  private mutating func give() -> [Effect] {
    do {
      let grade = try card.grade(try pad.reply())
      var answer = QuizAnswer(card, reply: pad.text, grade: grade)
      // what is built has no room for the question
      answer.confidence = pad.fillsScreen ? nil : confidence
      answer.hinted = isHinted
      self.grade = grade
      scrolled = 0
      self.answer = answer
      grades[index] = grade
      isAskingConfidence = false
      // what was wrong is asked once more before the end
      let isNew = !cards[..<index].contains { $0.id == card.id }
      let again: [Effect] = !grade.isRight && isNew ? [.ask(.study(.again(card.id)))] : []
      return [.ask(.study(.record(answer)))] + again + [.ask(.study(.standing), .beside)]
    } catch {
      fault = Failure(error).sentence
      return []
    }
  }

  private mutating func skip() -> [Effect] {
    let typed = takeChanges(all: true).map { Effect.ask($0) }
    index += 1
    begin()
    return typed
  }

  private mutating func begin() {
    grade = nil
    answer = nil
    fault = nil
    confidence = 3
    isAskingConfidence = false
    isHinted = false
    scrolled = 0
    if !isOver { pad = card.pad }
    kept = pad.draft ?? ""
  }

  mutating func takeChanges(all: Bool) -> [WorkshopRequest] {
    guard !isOver, grade == nil, let text = pad.draft, text != kept else { return [] }
    kept = text
    return [.study(.keepText(text, card: card.id, seed: card.seed))]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    if isOver || grade != nil, let rows = Self.distance(command) {
      let hidden = hiddenRows(in: screen)
      guard hidden > 0 else { return [.say("Everything is in sight.")] }
      scrolled = max(0, min(scrolled + rows, hidden))
      return []
    }
    if isOver { return command == .open ? [.close] : [] }
    guard grade != nil else { return [] }
    switch command {
    case .open, .next:
      index += 1
      begin()
    case .stepBlock: return subject.map { [.ask(.run($0))] } ?? []
    case .lesson: return [.ask(.read(lesson: card.lesson))]
    case .compare: return comparison.map { [.ask(.compare($0))] } ?? []
    case .more:
      guard var answer, answer.grade.isRight, !answer.isEasy else { break }
      answer = answer.amended()
      self.answer = answer
      return [.ask(.study(.record(answer))), .ask(.study(.standing), .beside)]
    default: break
    }
    return []
  }

  /// How many rows a command scrolls, if it does.
  private static func distance(_ command: Command) -> Int? {
    switch command {
    case .up: -1
    case .down: 1
    case .pageUp: -8
    case .pageDown: 8
    default: nil
    }
  }

  func footer(in screen: Screen) -> [Hint] {
    hiddenRows(in: screen) > 0
      ? hints : hints.filter { $0.commands != [.up, .down] || !(isOver || grade != nil) }
  }

  /// The learner's block beside the right one, or the two that the card is about.
  private var comparison: CompareRequest? {
    func request(_ text: String, on input: Shape) -> WalkRequest {
      var request = WalkRequest(text, on: input)
      request.lesson = card.lesson
      return request
    }
    if case .block(let task) = card.task, grade?.isRight == false,
      (try? Network(pad.text, library: task.library, on: task.input)) != nil
    {
      return CompareRequest(
        request(pad.text, on: task.input), request(task.solution, on: task.input))
    }
    guard card.exhibits.count == 2 else { return nil }
    let requests = card.exhibits.map { request($0.source, on: $0.input) }
    return CompareRequest(requests[0], requests[1])
  }

  /// The block that a card is about, to be stepped.
  private var subject: WalkRequest? {
    if case .block(let task) = card.task {
      // the learner's own block, where it fits
      let own = (try? Network(pad.text, library: task.library, on: task.input)) != nil
      var request = WalkRequest(own ? pad.text : task.solution, on: task.input)
      request.lesson = card.lesson
      return request
    }
    guard let network = card.exhibits.first else { return nil }
    var request = WalkRequest(network.source, on: network.input)
    request.lesson = card.lesson
    return request
  }

  mutating func take(_ outcome: Outcome) -> Bool {
    guard case .study(.again(let card)) = outcome, !isOver else { return false }
    cards.append(card)
    return true
  }
}
