import Foundation
import Terminal
import Testing

@testable import Commands

/// An option of a subcommand, and what it changes.
struct OptionCase: CustomTestStringConvertible, Sendable {
  /// A run, and the file that it may have written.
  struct Result {
    let run: Run
    let file: [UInt8]?

    var output: String { run.output }
    var isASCII: Bool { (run.output + run.errors).utf8.allSatisfy { $0 < 128 } }
  }

  let subcommand: String
  let option: String
  var value: String?
  /// The arguments that stand there with the option and without it.
  var arguments: [String]
  var input = ""
  var hasTerminal = false
  /// The file that a run writes.
  var file: String?
  /// Whether the option has done to a run what it promises: with it, and without it.
  let isObeyed: @Sendable (_ with: Result, _ without: Result) -> Bool

  var testDescription: String {
    ([subcommand, option] + [value].compactMap { $0 }).joined(separator: " ")
  }

  /// The command line without the option, then with it in every place where it may stand.
  var commandLines: (without: [String], with: [[String]]) {
    let own = [option] + [value].compactMap { $0 }
    var lines = [
      own + [subcommand] + arguments, [subcommand] + own + arguments,
    ]
    // what comes behind the place of a screen is that place's own
    if subcommand != "screen" || arguments.isEmpty { lines.append([subcommand] + arguments + own) }
    return ([subcommand] + arguments, lines)
  }

  /// The command lines without those that the program takes for one before them.
  ///
  /// What runs is made of the parsed command alone: where that is the same, so is the run.
  func distinct(_ lines: [[String]]) throws -> [[String]] {
    try Workplace.with { place in
      var commands: Set<String> = []
      return lines.filter { line in
        guard let command = try? Blockwalk.parse(place.resolve(line)) else { return true }
        var text = ""
        dump(command, to: &text)
        return commands.insert(text).inserted
      }
    }
  }

  func result(_ line: [String]) throws -> Result {
    try Workplace.with { place in
      let run = Run(
        place.resolve(line), input: input, environment: place.environment,
        hasTerminal: hasTerminal, probe: TerminalProbe(colors: 256, isUTF8: true))
      return Result(run: run, file: file.flatMap { place.bytes($0) })
    }
  }
}
