import ArgumentParser
import Views
import Workshop

/// The explorer at Home: what opens where no subcommand is named.
struct HomeCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Open the explorer at Home.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions
  @OptionGroup var beginning: BeginningOptions

  func start(on console: Console) throws -> SessionStart { .home }
}
