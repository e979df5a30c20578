import ArgumentParser
import Views

/// The command line: `blockwalk` alone opens the explorer at its table of contents.
public struct Blockwalk: ParsableCommand, Opening {
  public static let configuration = CommandConfiguration(
    abstract: "Draws, runs and steps through the blocks of convolutional networks.",
    discussion: """
      NOTATION is text of the notation, '-' for standard input, or the name of a library block \
      with its arguments; quote it in the shell: blockwalk step "bottleneck 4 stride: 2" \
      --on 8x8x8
      """,
    version: "0.1.0",
    subcommands: [
      LessonCommand.self, StepCommand.self, NetworkCommand.self, ExperimentCommand.self,
      TermsCommand.self, DrawCommand.self, TimeCommand.self, CountCommand.self, RunCommand.self,
      ExplainCommand.self, PlaygroundCommand.self,
      CheckCommand.self, QuizCommand.self, ExamCommand.self, ProgressCommand.self,
      ScreenCommand.self, ConfigCommand.self, ManualCommand.self,
    ])

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @Flag(name: .customShort("V"), help: "Show the version.") var showsVersion = false

  /// As the argument parser does it, but for what an error quotes: nothing of that is obeyed.
  public static func main() {
    do {
      if CommandLine.arguments.count > 1 {
        var command = try parseAsRoot()
        try command.run()
      } else {
        // to find that there is nothing to parse takes a quarter of the way to the first frame
        try Session.open(Workshop(), Settings.read().inEnvironment)
      }
      try StandardOutput.finish()
    } catch {
      let message = fullMessage(for: error)
      let code = exitCode(for: error)
      if !message.isEmpty {
        if code.isSuccess { print(message) } else { StandardError.write(message) }
      }
      exit(withError: code)
    }
  }

  func openings() throws -> [Effect] { [] }
  public init() {}

  public func run() throws {
    guard !showsVersion else { return print(Self.configuration.version) }
    try Session.open(self)
  }
}
