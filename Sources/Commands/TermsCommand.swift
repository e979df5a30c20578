import ArgumentParser
import Lessons
import Terminal
import Views

/// The glossary.
struct TermsCommand: ParsableCommand, Opening {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Looks a word up: the English term, the Czech one, one line.")

  @Argument(help: "Letters of a word in either language; all terms without.")
  var letters = ""
  @Flag(help: "Print what is found, without a screen.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings() throws -> [Effect] { [.lookUp(letters)] }

  func run() throws {
    guard plain || !Terminal.isAvailable else { return try Session.open(self) }
    let found = try sources.workshop().glossary().terms(with: letters)
    for term in found { print("\(term.english)  (\(term.czech))\n  \(term.line)") }
    if found.isEmpty { throw Failure("No term has the letters ‘\(letters)’.") }
  }
}
