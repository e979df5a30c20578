import CPseudoTerminal
import Foundation
import Testing

/// The file of settings, and what is done where it is wrong.
struct SettingsFileTests {
  @Test func `what config prints is a file that says the same`() throws {
    let standard = try Program(["config"])
    #expect(standard.status == 0 && standard.output.contains("\ncolor: auto\n"))
    let other = standard.output.replacingOccurrences(of: "color: auto", with: "color: never")
      .replacingOccurrences(of: "mouse: false", with: "mouse: true")
    try Program.withSettings(other) { environment in
      let again = try Program(["config"], environment: environment)
      let settings = { (text: String) in text.split(separator: "\n").dropFirst() }
      #expect(settings(again.output) == settings(other) && again.errors.isEmpty)
    }
  }

  @Test func `the file is obeyed, the option beats it`() throws {
    try Program.withSettings("color: never\nglyphs: ascii\n") { environment in
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
    try Program.withSettings(text) { environment in
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

  @Test(arguments: ["relative", ""])
  func `a folder that is no absolute path is passed over`(folder: String) throws {
    let run = try Program(["config"], environment: ["XDG_CONFIG_HOME": folder])
    #expect(run.status == 0 && run.output.contains("/.config/blockwalk"))
    #expect(run.errors.contains("XDG_CONFIG_HOME is ‘relative’") == !folder.isEmpty)
  }

  @Test func `a pipe in place of the file is given up, and the explorer opens`() throws {
    try Program.withFolder { folder in
      let own = folder.appending(path: "blockwalk")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      #expect(mkfifo(own.appending(path: "config.yaml").path, 0o600) == 0)
      let environment = ["XDG_CONFIG_HOME": folder.path]
      let run = try Program(["config"], environment: environment)
      #expect(run.status == 0 && run.output.contains("color: auto"))
      #expect(run.errors.contains("config.yaml cannot be read: nobody writes to this pipe."))
      try Explorer.run(environment: environment) { terminal in
        terminal.type("q")
        #expect(terminal.waitForEnd() && terminal.exitCode == 0)
      }
    }
  }

  @Test func `a file that cannot be read is told and costs nothing else`() throws {
    try Program.withFolder { folder in
      // a folder in its place cannot be read by anyone
      let place = folder.appending(path: "blockwalk/config.yaml")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let run = try Program(["config"], environment: ["XDG_CONFIG_HOME": folder.path])
      #expect(run.status == 0 && run.output.contains("color: auto"))
      #expect(run.errors.contains("config.yaml cannot be read"))
      let without = try Program(
        ["config", "--no-config"], environment: ["XDG_CONFIG_HOME": folder.path])
      #expect(without.status == 0 && without.errors.isEmpty)
    }
  }

  @Test func `the mouse may be on from the start, and playing be off`() throws {
    try Program.withSettings("mouse: true\nmotion: false\n") { environment in
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
