import ArgumentParser
import FileSystem
import Lessons
import Views
import Workshop

/// The command line: `blockwalk` alone opens the explorer at Home.
public struct Blockwalk: ParsableCommand {
  static let version = "0.1.0"

  public static let configuration = CommandConfiguration(
    abstract: "Draw, run and step through the blocks of convolutional networks.",
    usage: """
      blockwalk [<options>]
      blockwalk <subcommand> [<options>] ...
      """,
    discussion: """
      Without a subcommand, the explorer opens at Home; 'blockwalk help home' lists its options.

      A <notation> is a block in the notation, a library block with its arguments, or '-' to read \
      it from standard input. Quote it in the shell:

        blockwalk step "bottleneck 4 stride: 2" --on 8x8x8
      """,
    version: version,
    subcommands: [
      HomeCommand.self, LessonCommand.self, StepCommand.self, NetworkCommand.self,
      ExperimentCommand.self, TermsCommand.self, DrawCommand.self, TimeCommand.self,
      CountCommand.self, RunCommand.self, TrainCommand.self, ExplainCommand.self,
      ImportCommand.self,
      PlaygroundCommand.self,
      CheckCommand.self, PackCommand.self, QuizCommand.self, GradeCommand.self, ExamCommand.self,
      ProgressCommand.self, SummaryCommand.self, BookCommand.self, ScreenCommand.self,
      ReferenceCommand.self, ConfigCommand.self, DoctorCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: HomeCommand.self)

  @Flag(name: .customShort("V"), help: "Show the version.") var showsVersion = false

  public init() {}

  public func validate() throws {
    if showsVersion { throw CleanExit.message(Self.version) }
  }

  /// Runs the program with the arguments and the streams of this process, and ends it.
  public static func main() {
    exit(withError: ExitCode(run(Array(CommandWords.all.dropFirst()), on: .process)))
  }

  /// Runs the program to its end.
  ///
  /// - Returns: the exit status: 0, 1 for an error, 2 where a terminal is needed and there is
  ///   none, 64 for wrong usage.
  static func run(_ arguments: [String], on console: Console) -> Int32 {
    var console = console
    console.arguments = arguments
    do {
      if arguments.isEmpty {
        // to find that there is nothing to parse takes a quarter of the way to the first frame
        try console.explore(
          Workshop(PackSelection(in: console.environment), console.dependencies),
          Settings(in: console.environment), .home)
      } else {
        var command = try parse(arguments)
        if let subcommand = command as? any Subcommand {
          console.isASCII = subcommand.isASCII
          try subcommand.run(on: console)
        } else {
          try command.run()
        }
      }
      try console.finish()
      return 0
    } catch {
      return say(error, on: console)
    }
  }

  /// The subcommand with its options, wherever they stand.
  static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    try parseAsRoot(CommandLineArguments(arguments).ordered)
  }

  /// Says an error as the argument parser does, or prints the help that was asked for.
  private static func say(_ error: any Error, on console: Console) -> Int32 {
    let message = fullMessage(for: error, columns: console.columns)
    let code = exitCode(for: error)
    guard code.isSuccess else {
      if !message.isEmpty { console.note(message) }
      return code.rawValue
    }
    console.print(message)
    do {
      try console.finish()
      return 0
    } catch {
      return say(error, on: console)
    }
  }
}
