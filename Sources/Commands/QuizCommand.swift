import ArgumentParser
import Diagrams
import Lessons
import Quiz
import Screens
import Study
import Views
import Workshop

/// The quiz: on the screen, line by line, or as cards for Anki.
struct QuizCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "quiz",
    abstract: "Answer quiz cards: those that are due, or those of one question.")

  @Argument(help: "Number or name (5.9) of a question; asks the cards that are due if omitted.")
  var question: String?
  @Option(help: ArgumentHelp("Ask the cards of a lecture's questions.", valueName: "number"))
  var lecture: Int?
  @Flag(help: "Ask on standard output and read answers from standard input.") var plain = false
  @Flag(help: "Ask about the rubric lines that you know least.") var weakest = false
  @Flag(help: "Ask only what you got wrong last time.") var wrong = false
  @Option(
    help: ArgumentHelp("Print the cards for another program instead.", valueName: "program"))
  var export: ExportFormat?
  @Option(help: ArgumentHelp("Ask only the card with this id.", valueName: "id")) var card: String?
  @Option(help: "Seed of the numbers in the cards (default: a new one each time).")
  var seed: UInt64?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  enum ExportFormat: String, CaseIterable, ExpressibleByArgument { case anki }

  func validate() throws {
    let choices = [
      question.map { "question \($0)" }, lecture.map { _ in "--lecture" },
      weakest ? "--weakest" : nil, wrong ? "--wrong" : nil, card.map { _ in "--card" },
    ].compactMap { $0 }
    if choices.count > 1 {
      throw ValidationError("Choose one of \(choices.joined(separator: " and ")).")
    }
    if export != nil, let option = choices.first ?? seed.map({ _ in "--seed" }) {
      throw ValidationError("--export prints all cards; it does not work with \(option).")
    }
  }

  func request(on console: Console) throws -> QuizRequest {
    if let card { return .card(card) }
    if let question { return .question(try sources.question(called: question, on: console)) }
    if let lecture { return .lecture(lecture) }
    if wrong { return .wrong }
    return weakest ? .weakest : .due
  }

  func start(on console: Console) throws -> SessionStart {
    .answer(to: .study(.deal(try request(on: console), seed: seed)))
  }

  func run(on console: Console) throws {
    if export != nil {
      try exportCards(on: console)
    } else if plain || !console.hasTerminal {
      try printPlainly(on: console)
    } else {
      try explore(on: console)
    }
  }

  func printPlainly(on console: Console) throws {
    let examiner = try sources.workshop(on: console).examiner
    if let notice = examiner.record.notice { console.print(notice + "\n") }
    try PlainSession(
      console: console, examiner: examiner, request: request(on: console), seed: seed,
      isNothingWrong: wrong
    ).run()
  }

  private func exportCards(on console: Console) throws {
    let workshop = try sources.workshop(on: console)
    // a lesson that is left out would lose its cards without a word
    if let fault = workshop.course.faults.first { throw fault }
    let dealers = try workshop.course.chapters.map {
      try Dealer(
        workshop.course.lesson($0.front.number), library: workshop.library(for: $0.front.number))
    }
    let deck = try AnkiDeck(dealers) { network in
      Diagram(network, options: Diagram.Options(width: 100)).draw().lines.map(\.trimmedEnd)
        .joined(separator: "\n")
    }
    console.print(deck.text, terminator: "")
  }
}

/// The quiz without a screen: a question, a line of answer, the verdict.
struct PlainSession {
  let console: Console
  let examiner: Examiner
  let request: QuizRequest
  let seed: UInt64?
  /// Whether to have no cards is good news.
  let isNothingWrong: Bool

  func run() throws {
    let cards = try examiner.deal(request, seed: seed)
    guard !cards.isEmpty else {
      console.print(
        isNothingWrong
          ? "Nothing is wrong: your last answer to every card was right."
          : "No cards are due. Try ‘blockwalk quiz 1’ for the cards of question 1.")
      return
    }
    for (index, card) in cards.enumerated() {
      console.print("\(index + 1) of \(cards.count): ", terminator: "")
      guard try ask(PlainCard(card)) else { return }
    }
  }

  /// False at the end of the input.
  private func ask(_ plain: PlainCard) throws -> Bool {
    console.print(plain.question)
    let start = examiner.now
    while true {
      guard var line = try console.ask("> ") else { return false }
      if let rubric = plain.rubric {
        guard let ticks = try console.ask(rubric + "\n> ") else { return false }
        line = ticks
      } else if line.allSatisfy(\.isWhitespace) {
        console.print("Skipped.\n")
        return true
      }
      do {
        let reply = try plain.reply(line)
        if let words = plain.readBack(line) { console.print(words) }
        let grade = try plain.card.grade(reply)
        var answer = QuizAnswer(plain.card, reply: line, grade: grade)
        answer.seconds = examiner.now - start
        do { try examiner.record(answer) } catch { console.print("\(error)") }
        console.print(plain.verdict(grade) + "\n")
        return true
      } catch {
        console.print("\(error)")
      }
    }
  }
}
