import ArgumentParser
import Workshop

/// Lessons and block files: everything in them is parsed, fitted and run.
struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check lessons and block files for faults.",
    discussion: """
      Everything in the files is parsed, fitted and run, and all that is wrong is told at once, as \
      FILE:LINE:COLUMN: and a sentence. The exit status is 1 if anything is wrong, and 0 if there \
      are only warnings.
      """)

  @Argument(help: "Lesson (.md) or block (.block) files; checks everything built in if omitted.")
  var files: [String] = []
  @Flag(help: "Print what is found as JSON.") var json = false
  @OptionGroup var sources: SourceOptions

  func run(on console: Console) throws {
    try Checker(workshop: try sources.workshop(on: console)).report(
      files, asJSON: json, on: console)
  }
}
