import ArgumentParser
import Lessons
import Views
import Workshop

/// Lessons and block files: everything in them is parsed, fitted and run.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks lessons and block files; exits 1 on a fault.")

  @Argument(help: "Lesson (.md) or block (.block) files; all built-in ones if none is given.")
  var files: [String] = []
  @OptionGroup var sources: SourceOptions

  func run(on console: Console) throws {
    let checker = Checker(workshop: try sources.workshop())
    let findings = try files.isEmpty ? checker.all() : files.flatMap(checker.file)
    for finding in findings { console.print(finding) }
    guard findings.isEmpty else { throw ExitCode.failure }
    console.print("\(checker.summary(files)): no faults")
  }
}
