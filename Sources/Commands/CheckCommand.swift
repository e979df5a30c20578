import ArgumentParser
import Lessons
import Views
import Workshop

/// Lessons and block files: everything in them is parsed, fitted and run.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check lessons and block files for faults.",
    discussion: """
      Everything in the files is parsed, fitted and run. The exit status is 1 if anything is wrong.
      """)

  @Argument(help: "Lesson (.md) or block (.block) files; checks everything built in if omitted.")
  var files: [String] = []
  @OptionGroup var sources: SourceOptions

  func run(on console: Console) throws {
    let checker = Checker(workshop: try sources.workshop(on: console))
    let findings = try files.isEmpty ? checker.all() : files.flatMap(checker.file)
    for finding in findings { console.print(finding) }
    guard findings.isEmpty else { throw ExitCode.failure }
    console.print("\(checker.summary(files)): no faults")
  }
}
