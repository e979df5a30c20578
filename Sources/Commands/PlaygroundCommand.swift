import ArgumentParser
import Views
import Workshop

/// Opens the explorer at a block of one's own.
struct PlaygroundCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "playground",
    abstract: "Write a block of your own.",
    discussion: "Your text and the blocks that you save are stored in $XDG_DATA_HOME/blockwalk.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func start(on console: Console) throws -> SessionStart { .answer(to: .openPlayground) }
}
