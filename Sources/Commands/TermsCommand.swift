import ArgumentParser
import Lessons
import Views
import Workshop

/// The glossary.
struct TermsCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Looks a word up: the English term, the Czech one, one line.")

  @Argument(help: "Letters of a word in either language; all terms without.")
  var letters = ""
  @Flag(help: "Print what is found, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .answer(to: .lookUp(letters)) }

  func printPlainly(on console: Console) throws {
    let found = try sources.workshop().glossary().terms(with: letters)
    for term in found { console.print("\(term.english)  (\(term.czech))\n  \(term.line)") }
    if found.isEmpty { throw Failure("No term has the letters ‘\(letters)’.") }
  }
}
