import ArgumentParser
import Views
import Workshop

/// Opens the explorer at a block of one's own.
struct PlaygroundCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "playground",
    abstract: "Write a block of your own and see what it becomes.",
    discussion: "The text is kept in $XDG_DATA_HOME/blockwalk, where saved blocks lie as well.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .answer(to: .openPlayground) }
}
