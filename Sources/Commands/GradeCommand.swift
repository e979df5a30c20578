import ArgumentParser
import Equations
import Lessons
import Networks
import Quiz
import Tensors
import Views
import Workshop

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Grades an answer to one card without recording it.
struct GradeCommand: Printing {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Grade an answer to one card, such as an equation.",
    discussion: """
      An equation is run on several sizes and compared with the engine:

        blockwalk grade transposed-formula --answer "dI[i,j,c] = sum(i',j',o) …"

      Nothing is recorded.
      """)

  @Argument(help: "Id of the card, such as transposed-formula.") var card: String
  @Option(help: "Answer, or '-' to read it from standard input.") var answer: String
  @Option(help: "Seed of the numbers in the card.") var seed: UInt64 = 0
  @Flag(help: "Print JSON instead of text.") var json = false
  @OptionGroup var characters: CharacterOptions
  @OptionGroup var sources: SourceOptions

  func run(on console: Console) throws {
    let card = try find(on: console)
    let text =
      answer == "-" ? String(decoding: try console.readAll(Limits.source), as: UTF8.self) : answer
    let report = try GradeReport(card, answer: text)
    if json {
      console.print(try report.json(), as: .json)
    } else {
      console.print(report.text)
    }
  }

  private func find(on console: Console) throws -> Card {
    let dealers = try sources.workshop(on: console).examiner.dealers
    let known = dealers.flatMap { $0.entries.map(\.id) }
    // without the name of its pack an id means that of the first pack that has it
    let id = known.contains(card) ? card : known.first { $0.hasSuffix("/\(card)") } ?? card
    guard let dealer = dealers.first(where: { $0.entries.contains { $0.id == id } }) else {
      let near = nearest(to: card, among: known).map { "; did you mean ‘\($0)’?" }
      throw Failure("there is no card ‘\(card.quotable())’" + (near ?? "."))
    }
    return try dealer.card(id, seed: seed)
  }
}

/// What an answer is worth, for people and for programs.
struct GradeReport: Encodable {
  let points: Double
  let of: Double
  /// What is wrong; for an answer that cannot be read or run the reason.
  let mistakes: [String]
  /// The smallest case on which an equation differs.
  let differs: String?

  private enum CodingKeys: String, CodingKey { case points, of, mistakes, differs }

  init(_ card: Card, answer: String) throws {
    of = card.points
    if case .formula(let task) = card.task {
      let verdict = task.verdict(on: answer)
      points = task.points(of: verdict)
      mistakes =
        verdict.error.map { [$0.sentence] }
        ?? verdict.findings.map { "\($0.name): \($0.why)" }
      differs = verdict.difference?.description
      return
    }
    differs = nil
    do {
      let grade = try card.grade(PlainCard(card).reply(answer))
      points = grade.share * card.points
      let found = grade.findings.map { $0.why.isEmpty ? $0.name : "\($0.name): \($0.why)" }
      mistakes = grade.isRight || !found.isEmpty ? found : ["Right: \(grade.right)"]
    } catch {
      points = 0
      mistakes = ["\(error)"]
    }
  }

  var text: String {
    let worth = "\(Figures.points(points)) of \(Figures.points(of)) points"
    return ([worth] + mistakes.map { "- \($0)" } + (differs.map { ["  \($0)"] } ?? []))
      .joined(separator: "\n")
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Every key is there, also one without a value.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(points, forKey: .points)
    try container.encode(of, forKey: .of)
    try container.encode(mistakes, forKey: .mistakes)
    try container.encode(differs, forKey: .differs)
  }
}
