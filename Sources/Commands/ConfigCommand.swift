import ArgumentParser
import FileSystem
import Lessons
import Workshop

/// The settings in force, as a file that can be kept.
struct ConfigCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the current settings and the path of their file.",
    discussion: "To start a settings file, write this output to the path in its first line.")

  @OptionGroup var looks: LookOptions

  func run(on console: Console) {
    let settings = looks.settings(in: console.environment)
    let path = console.environment.settingsFile ?? "~/.config/blockwalk/config.yaml"
    console.print("# settings of blockwalk, stored in \(path)\n")
    console.print(settings.text, terminator: "")
    for warning in settings.warnings { console.warn(warning) }
  }
}
