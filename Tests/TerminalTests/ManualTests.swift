import Foundation
import Screens
import Testing
import Views

/// The manual page lists what the program knows.
struct ManualTests {
  /// The page as plain words.
  private static let page = Result {
    try Program(["manual"]).output.replacingOccurrences(of: "\\-", with: "-")
      .replacingOccurrences(of: "\\fB", with: "").replacingOccurrences(of: "\\fI", with: "")
      .replacingOccurrences(of: "\\fR", with: "").replacingOccurrences(of: "\\e", with: "\\")
  }

  @Test func `every command and each of its options is there`() throws {
    let page = try Self.page.get()
    let help = try Program(["--help"]).output
    let list = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
    let commands = list.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first }.filter { $0.allSatisfy(\.isLetter) }
      .filter { help.contains("\n  \($0) ") }
    #expect(commands.count > 8)
    for option in help.matches(of: #/\n  (?:-\w, )?(--?[A-Za-z-]+)/#) where option.1 != "-h" {
      #expect(page.contains(String(option.1)), "\(option.1)")
    }
    for command in commands where command != "See" {
      #expect(page.contains(".SS blockwalk \(command)\n"), "\(command)")
      let options = try Program([String(command), "--help"]).output
      for option in options.matches(of: #/\n  (?:-\w, )?(--[a-z-]+)/#) {
        #expect(page.contains(String(option.1)), "\(command) \(option.1)")
      }
    }
  }

  @Test func `every key is there with what it does`() throws {
    let page = try Self.page.get()
    for binding in Binding.all {
      #expect(page.contains(binding.description))
      for key in binding.keys { #expect(page.contains(key.name), "\(key.name)") }
    }
    #expect(page.contains("ctrl-c") && page.contains("ctrl-z"))
  }

  /// The one that makes a crash for the tests is nobody's business.
  @Test func `every variable that the sources look at is there`() throws {
    let page = try Self.page.get()
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var variables: Set<String> = []
    for case let file as URL in try #require(files)
    where ["swift", "c"].contains(file.pathExtension) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(
        of: #/(?:getenv|environment|variable|isSet|userFolder)[(\[]"([A-Z_]+)"/#)
      { variables.insert(String(match.1)) }
    }
    #expect(variables.count > 8, "\(variables)")
    for name in variables.subtracting(["BLOCKWALK_FAULT"]) {
      #expect(page.contains(name), "\(name)")
    }
  }

  @Test func `files, variables and exit codes are there`() throws {
    let page = try Self.page.get()
    for word in [
      "NO_COLOR", "CLICOLOR", "ESCDELAY", "BLOCKWALK_LESSONS", "XDG_CONFIG_HOME",
      "XDG_STATE_HOME", "REDUCED_MOTION", "config.yaml", "EXIT STATUS", "64", "SIGKILL",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    for setting in try Program(["config"]).output.matches(of: #/(?m)^(\w+): /#) {
      #expect(page.contains(".B \(setting.1):"), "\(setting.1)")
    }
  }
}
