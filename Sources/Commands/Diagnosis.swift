import FileSystem
import Networks
import Screens
import Study
import Terminal
import Views
import Workshop

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the program finds around it: the terminal, the locale, and the files of the user.
struct Diagnosis: Encodable {
  /// One thing that was looked at.
  struct Finding: Encodable {
    let topic: String
    let found: String
    /// What is wrong and what to do, a sentence each; empty where all is well.
    var faults: [String] = []
  }

  let version: String
  let findings: [Finding]

  var isHealthy: Bool { findings.allSatisfy(\.faults.isEmpty) }

  /// Looks at everything; what is not there is not made.
  init(on console: Console) {
    let settings = Settings(in: console.environment)
    let probe = console.probe()
    version = Blockwalk.version
    findings = [
      Self.terminal(console, probe), Self.colors(console.environment, settings, probe),
      Self.locale(console.environment, probe), Self.characters(settings, probe),
      Self.settings(console.environment, settings), Self.record(console),
    ]
  }

  /// A paragraph for each finding, then the verdict.
  var text: String {
    let width = findings.map(\.topic.count).max() ?? 0
    let indent = String(repeating: " ", count: width + 2)
    let lines = findings.flatMap { finding in
      [finding.topic + indent.dropFirst(finding.topic.count) + finding.found]
        + finding.faults.map { "\(indent)! \($0)" }
    }
    let faults = findings.reduce(0) { $0 + $1.faults.count }
    let verdict =
      switch faults {
      case 0: "Nothing is wrong."
      case 1: "One thing is wrong; its line begins with !."
      default: "\(faults) things are wrong; their lines begin with !."
      }
    return (["blockwalk \(version)", ""] + lines + ["", verdict]).joined(separator: "\n") + "\n"
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

// MARK: What is looked at

extension Diagnosis {
  private static func terminal(_ console: Console, _ probe: TerminalProbe) -> Finding {
    let name = console.environment["TERM"]
    var faults: [String] = []
    if name == nil {
      faults.append("TERM is not set. Set it to the name of your terminal: TERM=xterm-256color.")
    } else if probe.colors == nil {
      faults.append(
        "The system cannot describe this terminal. Try TERM=xterm-256color, or install the "
          + "descriptions of more terminals (Debian: ncurses-term).")
    }
    var found = name ?? "unknown"
    // that is how a report is written to a file: a remark, not a fault
    if !console.hasTerminal { found += "; input or output here is no terminal for the explorer" }
    return Finding(topic: "terminal", found: found, faults: faults)
  }

  private static func colors(
    _ environment: Environment, _ settings: Settings, _ probe: TerminalProbe
  ) -> Finding {
    let promised = probe.colors ?? 0
    let depth = settings.color.depth(promised: promised) { environment[$0] }
    var found = "\(promised) promised by the terminal"
    if depth == .none, promised >= 8 { found += ", none used, as your settings or NO_COLOR say" }
    return Finding(topic: "colours", found: found)
  }

  private static func locale(_ environment: Environment, _ probe: TerminalProbe) -> Finding {
    // the first that is set decides
    let variable = ["LC_ALL", "LC_CTYPE", "LANG"].first { environment[$0] != nil }
    let name = variable.flatMap { name in environment[name].map { "\(name)=\($0)" } }
    let fault =
      "Characters are not UTF-8, so drawings are in ASCII. Try LC_ALL=C.UTF-8; a locale that is "
      + "named must also be installed (locale -a lists those)."
    return Finding(
      topic: "locale", found: name ?? "none is set", faults: probe.isUTF8 ? [] : [fault])
  }

  private static func characters(_ settings: Settings, _ probe: TerminalProbe) -> Finding {
    let found =
      switch settings.glyphs.tier(isUTF8: probe.isUTF8) {
      case .unicode:
        "Unicode, ambiguous widths taken as one cell; if drawings look torn, set ‘glyphs: narrow’"
      case .narrow: "Unicode, without those that some fonts draw two cells wide"
      case .ascii: "ASCII only"
      }
    return Finding(topic: "characters", found: found)
  }

  private static func settings(_ environment: Environment, _ settings: Settings) -> Finding {
    guard let path = environment.settingsFile else {
      return Finding(topic: "settings", found: "no folder for them", faults: settings.warnings)
    }
    let found = Files.exists(path) ? path : "\(path), not there: the defaults are used"
    return Finding(topic: "settings", found: found, faults: settings.warnings)
  }

  private static func record(_ console: Console) -> Finding {
    guard let folder = console.environment.folder(for: .state).path else {
      return Finding(topic: "record", found: "no folder for it: answers count until you leave")
    }
    // to open a record where there is no folder would make it
    guard Files.exists(folder) else {
      return Finding(topic: "record", found: "none yet; your answers will be kept in \(folder)")
    }
    let record = console.dependencies.readOnly.record()
    var faults = [record.notice].compactMap { $0 }
    var answers = 0
    do { answers = try record.answers().count } catch { faults.append("\(error)") }
    return Finding(
      topic: "record", found: "\(Words.counted(answers, "answer")) in \(folder)", faults: faults)
  }
}
