import ArgumentParser
import Screens
import Views
import Workshop

/// The manual page, made from the tables that the program itself uses.
struct Manual {
  private let root: CommandDescription

  init() throws {
    root = try CommandDescription.program()
  }

  /// The page in the language of `man`.
  var text: String {
    var lines = [
      ".TH BLOCKWALK 1 \"\" \"blockwalk \(Blockwalk.version)\" \"User Commands\"",
      ".SH NAME", "blockwalk \\- \(escaped(root.abstract ?? ""))",
      ".SH SYNOPSIS", ".B blockwalk", "[\\fISUBCOMMAND\\fR] [\\fIOPTIONS\\fR]",
      ".SH DESCRIPTION",
    ]
    lines += paragraphs(root.discussion ?? "")
    lines += [
      ".SH OPTIONS"
    ]
    lines += options(of: root)
    lines.append(".SH COMMANDS")
    for command in root.subcommands ?? [] where command.commandName != "help" {
      lines += [".SS blockwalk \(escaped(command.commandName))", escaped(command.abstract ?? "")]
      if let discussion = command.discussion { lines += [".PP"] + paragraphs(discussion) }
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
      "However the program ends, it restores the terminal, and a signal that kills it is reported "
        + "to the shell as such. SIGKILL and a lost connection cannot be handled; if they leave "
        + "the terminal in disorder, type",
      ".B reset",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Paragraphs of a text; an indented one is an example, whose line stays whole.
  private func paragraphs(_ text: String) -> [String] {
    let paragraphs = text.split(separator: "\n\n").map { paragraph in
      paragraph.hasPrefix("  ")
        ? [".RS", ".EX", escaped(String(paragraph.drop { $0 == " " })), ".EE", ".RE"]
        : [escaped(String(paragraph))]
    }
    return Array(paragraphs.joined(separator: [".PP"]))
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
      let values = argument.allValues.map { " One of: \($0.joined(separator: ", "))." } ?? ""
      let standard = argument.defaultValue.map { " Default: \($0)." } ?? ""
      return [".TP", head, escaped((argument.abstract ?? "") + values + standard)]
    }
  }

  private static func section(_ title: String, _ entries: [(String, String)]) -> [String] {
    [".SH \(title)"]
      + entries.flatMap { [".TP", ".B \(escaped($0.0))", escaped($0.1)] }
  }

  /// Keys that no view sees: the terminal turns them into signals, or they wait for another key.
  private static let otherKeys = [
    ("ctrl-c", "end the program at once"), ("ctrl-z", "suspend the program; fg resumes it"),
    (
      "0 to 9", "before g, the number of the step or question to go to; otherwise, choose an option"
    ),
  ]

  /// The environment variables that the program reads.
  static let environment = [
    (
      "BLOCKWALK_LESSONS",
      "Folders of lessons to open beside the built-in one, separated by colons."
    ),
    ("NO_COLOR", "If set and not empty, no colours are used unless --color says otherwise."),
    ("CLICOLOR, CLICOLOR_FORCE", "CLICOLOR=0 turns colours off; CLICOLOR_FORCE=1 keeps them on."),
    ("COLORTERM", "‘truecolor’ or ‘24bit’ says that the terminal shows all colours."),
    ("COLORFGBG", "The terminal's own colours, where it does not tell its background."),
    ("REDUCED_MOTION", "If set and not empty, autoplay is disabled."),
    ("ESCDELAY", "Milliseconds to wait after Esc for the rest of a key (default: 25)."),
    ("TERM, LC_ALL, LC_CTYPE, LANG", "What the terminal can do, and which characters it can show."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where user files are stored."),
  ]
  static let files = [
    (
      "$XDG_CONFIG_HOME/blockwalk/config.yaml",
      "Settings (default: ~/.config/blockwalk/config.yaml)."
    ),
    ("$XDG_DATA_HOME/blockwalk/", "Your own blocks (default: ~/.local/share/blockwalk/)."),
    (
      "$XDG_DATA_HOME/blockwalk/packs/",
      "Packs of lessons that you have added (default: ~/.local/share/blockwalk/packs/)."
    ),
    ("$XDG_STATE_HOME/blockwalk/", "Your answers (default: ~/.local/state/blockwalk/)."),
  ]
  static let statuses = [
    ("0", "Success."), ("1", "An error, described in one sentence on standard error."),
    ("2", "A terminal is needed, and there is none, or it cannot be drawn on."),
    ("64", "Wrong usage."),
    ("128 + N", "Signal N killed the program (as shells report it)."),
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
    commandName: "manual", abstract: "Print the manual page, for man.")

  func run(on console: Console) throws { console.print(try Manual().text, terminator: "") }
}
