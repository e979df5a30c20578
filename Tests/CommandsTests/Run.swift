import FileSystem
import Lessons
import Terminal
import Views
import Workshop

@testable import Commands

/// The command line run to its end in this process, with everything that it said.
struct Run {
  /// The explorer as a command wanted to open it.
  struct Visit {
    let workshop: Workshop
    let settings: Settings
    let start: SessionStart
  }

  let status: Int32
  let output: String
  let errors: String
  /// What the explorer was opened with, where it was.
  let visit: Visit?

  /// Without an environment there is no home: no settings are read and nothing is recorded.
  init(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    hasTerminal: Bool = false, columns: Int = 80,
    probe: TerminalProbe = TerminalProbe(colors: nil, isUTF8: false)
  ) {
    let record = Record(input)
    status = Blockwalk.run(
      arguments,
      on: Console(
        output: { record.output += $0 },
        errors: { record.errors += $0 },
        readLine: { record.lines.popFirst().map(String.init) },
        readAll: { Array(input.utf8.prefix($0 + 1)) },
        environment: Environment(environment),
        hasTerminal: hasTerminal,
        probe: { probe },
        explore: { record.visit = Visit(workshop: $0, settings: $1, start: $2) },
        columns: columns))
    output = String(decoding: record.output, as: UTF8.self)
    errors = String(decoding: record.errors, as: UTF8.self)
    visit = record.visit
  }

  /// The lines of the output, without an empty last one.
  var lines: [Substring] { output.split(separator: "\n") }
}

/// What a run has said so far.
private final class Record {
  var output: [UInt8] = []
  var errors: [UInt8] = []
  var lines: ArraySlice<Substring>
  var visit: Run.Visit?

  init(_ input: String) {
    lines = input.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
  }
}
