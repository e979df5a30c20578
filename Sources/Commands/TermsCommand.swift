import ArgumentParser
import Lessons
import Views
import Workshop

/// The glossary.
struct TermsCommand: PlainOpening {
  static let configuration = CommandConfiguration(
    commandName: "terms", abstract: "Look up a term in the glossary.")

  @Argument(help: "Part of an English or Czech term; lists all terms if omitted.")
  var letters = ""
  @Flag(help: "Print the terms instead of opening the explorer.") var plain = false
  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func start(on console: Console) throws -> SessionStart { .answer(to: .lookUp(letters)) }

  func printPlainly(on console: Console) throws {
    let found = try sources.workshop(on: console).glossary().terms(with: letters)
    for term in found { console.print("\(term.english)  (\(term.czech))\n  \(term.line)") }
    if found.isEmpty { throw Failure("No term has the letters ‘\(letters)’.") }
  }
}
