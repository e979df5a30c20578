import ArgumentParser
import Views
import Workshop

/// The explorer at its table of contents: what happens where no subcommand is named.
struct HomeCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Open the explorer at its table of contents.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func start(on console: Console) throws -> Start { .home }
}
