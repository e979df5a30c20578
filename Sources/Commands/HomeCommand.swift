import ArgumentParser
import Views

/// The explorer at Home: what opens where no subcommand is named.
struct HomeCommand: Opening {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Open the explorer at Home.")

  @OptionGroup var sources: SourceOptions
  @OptionGroup var looks: LookOptions

  func openings(on console: Console) throws -> [Effect] { [] }
}
