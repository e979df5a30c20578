import ArgumentParser
import Diagrams
import Lessons
import Screens
import Views
import Workshop

/// The quiz: on the screen, line by line, or as cards for Anki.
struct QuizCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "quiz", abstract: "Asks the cards that are due, or those of one question.")

  @Argument(help: "The number of a question; all that is due if none is given.")
  var question: Int?
  @Flag(help: "Ask on standard output and read answers from standard input.") var plain = false
  @Flag(help: "Ask the lines of the rubrics that are least known.") var weakest = false
  @Option(help: "Write the cards for another program: anki.") var export: ExportFormat?
  @Option(name: .customLong("card"), help: "Ask the card of this id only.") var card: String?
  @Option(help: "Deal with this seed instead of a new one each time.") var seed: UInt64?
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  enum ExportFormat: String, ExpressibleByArgument { case anki }

  var request: QuizRequest {
    if let card { return .card(card) }
    return question.map(QuizRequest.question) ?? (weakest ? .weakest : .due)
  }

  func start(on console: Console) throws -> Start {
    .answer(to: .study(.deal(request, seed: seed)))
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
    let examiner = try sources.workshop().examiner
    if let notice = examiner.record.notice { console.print(notice + "\n") }
    try PlainSession(console: console, examiner: examiner, request: request, seed: seed).run()
  }

  private func exportCards(on console: Console) throws {
    let examiner = try sources.workshop().examiner
    let deck = try AnkiDeck(examiner.dealers) { network in
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

  func run() throws {
    let cards = try examiner.deal(request, seed: seed)
    guard !cards.isEmpty else {
      console.print("No cards are due. ‘blockwalk quiz 1’ asks those of question 1.")
      return
    }
    for (index, card) in cards.enumerated() {
      console.print("\(index + 1) of \(cards.count): ", terminator: "")
      guard try ask(PlainCard(card)) else { return }
    }
  }

  /// False where the input has come to its end.
  private func ask(_ plain: PlainCard) throws -> Bool {
    console.print(plain.question)
    let start = examiner.now
    while true {
      guard var line = try console.ask("> ") else { return false }
      if let rubric = plain.rubric {
        guard let ticks = try console.ask(rubric + "\n> ") else { return false }
        line = ticks
      } else if line.allSatisfy(\.isWhitespace) {
        console.print("Passed over.\n")
        return true
      }
      do {
        let reply = try plain.reply(line)
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
