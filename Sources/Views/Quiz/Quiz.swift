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
  /// From 1, a guess, to 4, quite sure.
  private(set) var confidence = 3
  private(set) var isAskingConfidence = false
  private(set) var isHinted = false
  /// Why the answer could not be read.
  private(set) var fault: String?
  /// The answer that stands in the log.
  private(set) var answer: QuizAnswer?
  /// What was typed for the card in hand when that was last handed on to be kept.
  private var kept = ""

  static let sureness = ["guess", "hardly", "rather", "quite"]

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
  var rightCount: Int { grades.values.count(where: \.isRight) }

  var openings: [Effect] { [.ask(.study(.standing), .beside)] }

  var hints: [Hint] {
    if isOver {
      return [Hint(.open, word: "back"), Hint(.help, word: "keys"), Hint(.leave, word: "back")]
    }
    guard grade == nil else {
      return [
        Hint(.open, word: "next card"), Hint(.stepBlock, word: "step it"),
        Hint(.lesson, word: "lesson"),
        Hint(.compare, word: "compare", isHidden: comparison == nil),
        Hint(.more, word: "was easy", isHidden: grade?.isRight != true),
        Hint(.help, word: "keys"), Hint(.leave, word: "pause"),
      ]
    }
    let hint = card.hint == nil ? [] : [Hint(.hint, word: "hint")]
    let pane = Hint(.nextPane, word: pad.fillsScreen ? "branch" : "how sure")
    return pad.hints + [pane] + hint + [Hint(.skip, word: "skip")]
      + (pad.takesLetters
        ? [Hint(.out, word: "pause")] : [Hint(.help, word: "keys"), Hint(.leave, word: "pause")])
  }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard !isOver, grade == nil else { return nil }
    fault = nil
    if key == .control("n") { return skip() }
    if isAskingConfidence { return pressConfidence(key) }
    if key == .character("!"), !pad.takesSigns {
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
    if !isOver { pad = card.pad }
    kept = pad.draft ?? ""
  }

  mutating func takeChanges(all: Bool) -> [WorkshopRequest] {
    guard !isOver, grade == nil, let text = pad.draft, text != kept else { return [] }
    kept = text
    return [.study(.keepText(text, card: card.id, seed: card.seed))]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
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
