import ArgumentParser

/// The settings in force, as a file that can be kept.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Prints the settings in force and where their file lies.",
    discussion: "To begin a file of your own: blockwalk config > FILE, the one named in its head.")

  @OptionGroup var looks: LookOptions

  func run() {
    let settings = looks.settings
    print("# settings of blockwalk, kept in \(Settings.path)\n")
    print(settings.text, terminator: "")
    for warning in settings.warnings { StandardError.say(warning) }
  }
}
