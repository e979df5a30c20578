import CPseudoTerminal
import Foundation
import Testing

/// The file of settings, and what is done where it is wrong.
struct SettingsFileTests {
  private func withSettings(_ text: String, _ body: ([String: String]) throws -> Void) throws {
    try Program.withFolder { folder in
      let own = folder.appending(path: "blockwalk")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try text.write(
        to: own.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
      try body(["XDG_CONFIG_HOME": folder.path])
    }
  }

  @Test func `what config prints is a file that says the same`() throws {
    let standard = try Program(["config"])
    #expect(standard.status == 0 && standard.output.contains("\ncolor: auto\n"))
    let other = standard.output.replacingOccurrences(of: "color: auto", with: "color: never")
      .replacingOccurrences(of: "mouse: false", with: "mouse: true")
    try withSettings(other) { environment in
      let again = try Program(["config"], environment: environment)
      let settings = { (text: String) in text.split(separator: "\n").dropFirst() }
      #expect(settings(again.output) == settings(other) && again.errors.isEmpty)
    }
  }

  @Test func `the file is obeyed, the option beats it`() throws {
    try withSettings("color: never\nglyphs: ascii\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        terminal.type("q")
        #expect(terminal.waitForEnd())
        #expect(!EscapeCodes(terminal.bytes).hasColors)
        #expect(terminal.bytes.allSatisfy { $0 < 128 })
      }
      try Explorer.run(["--color", "always"], environment: environment) { terminal in
        terminal.type("q")
        #expect(terminal.waitForEnd())
        #expect(EscapeCodes(terminal.bytes).hasColors)
      }
      try Explorer.run(["--no-config"], environment: environment) { terminal in
        terminal.type("q")
        #expect(terminal.waitForEnd())
        #expect(EscapeCodes(terminal.bytes).hasColors)
      }
    }
  }

  @Test(arguments: [
    ("color: pink\n", "config.yaml:1: ‘color’ takes one of: auto, always, never."),
    ("color: auto\ncolour: never\n", "config.yaml:2: there is no setting ‘colour’"),
    ("mouse: [1, 2\n", "config.yaml:"), ("- a\n- b\n", "config.yaml:1:"), ("\u{0}\u{1}", "config"),
  ])
  func `a fault is told with its line once the screen is left`(
    text: String, sentence: String
  ) throws {
    try withSettings(text) { environment in
      try Explorer.run(environment: environment) { terminal in
        #expect(!terminal.text.contains("config.yaml"))
        terminal.type("q")
        #expect(terminal.waitForEnd())
        #expect(terminal.exitCode == 0)
        let words = terminal.text.replacingOccurrences(of: "\n", with: "")
        #expect(words.contains(sentence), "\(terminal.text)")
        terminal.expectRestored()
      }
    }
  }

  @Test func `a folder that is no absolute path is passed over`() throws {
    let run = try Program(["config"], environment: ["XDG_CONFIG_HOME": "relative"])
    #expect(run.status == 0 && run.output.contains("/.config/blockwalk"))
  }

  @Test func `the mouse may be on from the start, and playing be off`() throws {
    try withSettings("mouse: true\nmotion: false\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        #expect(EscapeCodes(terminal.bytes).modesLeftOn.contains(1000))
        terminal.type("s")
        #expect(terminal.wait { terminal.lines[0].contains("1 of") })
        terminal.type(" ")
        #expect(terminal.wait(for: "Motion is off"))
        terminal.type("qq")
        #expect(terminal.waitForEnd())
        terminal.expectRestored()
      }
    }
  }
}
