import ArgumentParser
import Networks
import Tensors

/// What stands on the command line, with the subcommand first.
///
/// Options may stand before the subcommand as well as behind it. The argument parser would take
/// those before it for the program's own, so that they are put behind it here.
struct CommandLineArguments {
  private static let help = "help"

  /// What the argument parser is given.
  let ordered: [String]

  /// Throws where a word that should be a subcommand is none.
  init(_ arguments: [String]) throws {
    let end = try Self.leadingOptions(of: arguments)
    guard end < arguments.count, arguments[end] != "--" else {
      ordered = arguments
      return
    }
    let word = arguments[end]
    guard Self.subcommands.contains(word) else { throw Self.unknown(word) }
    ordered = [word] + arguments[..<end] + arguments[(end + 1)...]
  }

  /// How many arguments stand before the subcommand: options with their values.
  private static func leadingOptions(of arguments: [String]) throws -> Int {
    // the description of all commands takes longer than most commands do
    guard let first = arguments.first, isOption(first) else { return 0 }
    // what the completions of shells ask, and what prints them, goes to the argument parser
    if first.hasPrefix("---") || first.hasPrefix("--generate-completion-script") {
      return arguments.count
    }
    let withValue = try CommandDescription.program().optionsWithValue
    var index = 0
    while index < arguments.count, isOption(arguments[index]) {
      index += withValue.contains(arguments[index]) ? 2 : 1
    }
    return min(index, arguments.count)
  }

  private static func isOption(_ argument: String) -> Bool {
    argument.hasPrefix("-") && argument != "-" && argument != "--"
  }

  private static var subcommands: [String] {
    Blockwalk.configuration.subcommands.map { $0._commandName } + [help]
  }

  private static func unknown(_ word: String) -> ValidationError {
    ValidationError(
      "There is no subcommand ‘\(word.quotable())’"
        + (nearest(to: word, among: subcommands).map { "; did you mean ‘\($0)’?" } ?? "."))
  }
}
