import ArgumentParser
import Workshop

/// The settings in force, as a file that can be kept.
struct ConfigCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Prints the settings in force and where their file lies.",
    discussion: "To begin a file of your own: blockwalk config > FILE, the one named in its head.")

  @OptionGroup var looks: LookOptions

  func run(on console: Console) {
    let settings = looks.settings
    console.print("# settings of blockwalk, kept in \(Settings.path)\n")
    console.print(settings.text, terminator: "")
    for warning in settings.warnings { console.warn(warning) }
  }
}
