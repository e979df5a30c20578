import ArgumentParser
import Screens
import Views
import Workshop

/// The manual page, made from the tables that the program itself works with.
struct Manual {
  private let root: CommandDescription

  init() throws {
    root = try CommandDescription.program()
  }

  /// The page in the language of `man`.
  var text: String {
    var lines = [
      ".TH BLOCKWALK 1 \"\" \"blockwalk \(Blockwalk.configuration.version)\" \"User Commands\"",
      ".SH NAME", "blockwalk \\- \(escaped(root.abstract ?? ""))",
      ".SH SYNOPSIS", ".B blockwalk", "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
      ".SH DESCRIPTION", escaped(root.discussion ?? ""),
      "Without a command the explorer opens at its table of contents.",
      ".SH OPTIONS",
    ]
    lines += options(of: root)
    lines.append(".SH COMMANDS")
    for command in root.subcommands ?? [] where command.commandName != "help" {
      lines += [".SS blockwalk \(escaped(command.commandName))", escaped(command.abstract ?? "")]
      if let discussion = command.discussion { lines += [".PP", escaped(discussion)] }
      lines += options(of: command)
    }
    lines.append(".SH KEYS")
    for binding in Binding.all {
      let keys = binding.keys.map(\.name).joined(separator: "  ")
      lines += [".TP", ".B \(escaped(keys))", escaped(binding.description)]
    }
    lines += Self.otherKeys.flatMap { [".TP", ".B \(escaped($0.0))", escaped($0.1)] }
    lines.append(".SH SETTINGS")
    for setting in Settings.all {
      lines += [
        ".TP", ".B \(escaped(setting.name)): \(setting.choices.joined(separator: " | "))",
        escaped(setting.words),
      ]
    }
    lines += Self.section("ENVIRONMENT", Self.environment)
    lines += Self.section("FILES", Self.files)
    lines += Self.section("EXIT STATUS", Self.statuses)
    lines += [
      ".SH SIGNALS",
      "Whatever ends the program, the terminal is left as it was found, and a death by a signal "
        + "stays one. SIGKILL and a lost connection cannot be handled: type",
      ".B reset", "then.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func options(of command: CommandDescription) -> [String] {
    (command.arguments ?? []).filter(\.shouldDisplay).flatMap { argument -> [String] in
      let value = "\\fI\(escaped((argument.valueName ?? "value").uppercased()))\\fR"
      let names = (argument.names ?? []).map { "\\fB\(escaped($0.spelling))\\fR" }
      let head =
        switch argument.kind {
        case .positional: value
        case .option: names.joined(separator: ", ") + " " + value
        case .flag: names.joined(separator: ", ")
        }
      let standard = argument.defaultValue.map { " Standard: \($0)." } ?? ""
      return [".TP", head, escaped((argument.abstract ?? "") + standard)]
    }
  }

  private static func section(_ title: String, _ entries: [(String, String)]) -> [String] {
    [".SH \(title)"]
      + entries.flatMap { [".TP", ".B \(escaped($0.0))", escaped($0.1)] }
  }

  /// What no view sees: the terminal makes signals of it, or it waits for the key after it.
  private static let otherKeys = [
    ("ctrl-c", "end the program at once"), ("ctrl-z", "suspend it; fg goes on"),
    ("0 to 9", "before g, the step or question to go to; else the choice of that number"),
  ]

  /// The variables that are looked at.
  static let environment = [
    ("BLOCKWALK_LESSONS", "A folder of lessons in place of the built-in one."),
    ("NO_COLOR", "Set and not empty: no colours, unless --color says otherwise."),
    ("CLICOLOR, CLICOLOR_FORCE", "0 takes colours away; FORCE keeps them."),
    ("REDUCED_MOTION", "Set and not empty: nothing plays by itself."),
    ("ESCDELAY", "Milliseconds to wait after Esc for the rest of a key; 25 if unset."),
    ("TERM, LC_ALL, LC_CTYPE, LANG", "What the terminal can do and which characters it shows."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where files of the user lie."),
  ]
  static let files = [
    ("$XDG_CONFIG_HOME/blockwalk/config.yaml", "Settings; ~/.config if the variable is unset."),
    ("$XDG_DATA_HOME/blockwalk/", "Blocks of one's own; ~/.local/share if unset."),
    ("$XDG_STATE_HOME/blockwalk/", "What has been learnt; ~/.local/state if unset."),
  ]
  static let statuses = [
    ("0", "All went well."), ("1", "An error, said in one sentence on standard error."),
    ("2", "A terminal is needed and there is none that can be drawn on."),
    ("64", "Wrong usage."),
    ("128 + N", "In the shell's count: the program died by signal N."),
  ]

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty, "." where result.isEmpty: result += "\\&\(character)"
      default: result.append(character)
      }
    }
    return result
  }
  private func escaped(_ text: String) -> String { Self.escaped(text) }
}

/// The manual page on standard output.
struct ManualCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page, for man.")

  func run(on console: Console) throws { console.print(try Manual().text, terminator: "") }
}
