import Foundation
import Screens
import Testing

/// What the program says without a screen, and around it.
struct CommandLineTests {
  @Test func `the version and the help go to standard output`() throws {
    let version = try Program(["--version"])
    #expect(version.status == 0 && version.errors.isEmpty)
    #expect(version.output.split(separator: "\n").count == 1)
    #expect(try Program(["-V"]).output == version.output)
    let help = try Program(["--help"])
    #expect(help.status == 0 && help.output.contains("USAGE:") && help.errors.isEmpty)
  }

  @Test func `a wrong option is refused with exit code 64 and nothing on standard output`() throws {
    let run = try Program(["draw", "basic 4", "--widht", "80"])
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("--widht") && run.errors.contains("--width"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions come out and the shell accepts them`(shell: String) throws {
    let script = try Program(["--generate-completion-script", shell])
    #expect(script.status == 0 && script.output.contains("blockwalk"))
    for command in ["step", "count", "explain", "config"] {
      #expect(script.output.contains(command), "\(command)")
    }
    let path = ["/bin/\(shell)", "/usr/bin/\(shell)"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    // a machine without that shell has nothing to ask
    guard let path else { return }
    try Program.withFolder { folder in
      let file = folder.appending(path: "completion")
      try script.output.write(to: file, atomically: true, encoding: .utf8)
      let check = try Program(["-n", file.path], path: path)
      #expect(check.status == 0, "\(check.errors)")
    }
  }

  @Test(arguments: [
    ["lesson", "1"], ["step", "basic 4", "--on", "6x6x4"], ["experiment", "gradient-depth"],
  ])
  func `without a terminal a place is printed line by line`(place: [String]) throws {
    let run = try Program(place)
    #expect(run.status == 0 && run.output.split(separator: "\n").count > 10)
    #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" })
  }

  @Test func `lessons are found from any folder`() throws {
    try Program.withFolder { folder in
      let run = try Program(["lesson", "8"], folder: folder)
      #expect(run.status == 0 && run.output.contains("strid"))
    }
  }

  @Test func `where the system does not show processes, the program still finds itself`() throws {
    // who may not make such a place has none to try it in
    let hidden = "mount -t tmpfs none /proc && exec '\(Explorer.program)'"
    let trial = try? Program(
      ["-rm", "/bin/sh", "-c", "mount -t tmpfs none /proc"], path: "/usr/bin/unshare")
    guard trial?.status == 0 else { return }
    for (arguments, words) in [("--version", "."), ("count 'basic 4'", "parameters")] {
      let run = try Program(
        ["-rm", "/bin/sh", "-c", "\(hidden) \(arguments)"], path: "/usr/bin/unshare")
      #expect(run.status == 0 && run.output.contains(words), "\(arguments): \(run.errors)")
    }
  }

  @Test func `without a home it runs`() throws {
    #expect(try Program(["config"], environment: ["HOME": ""]).status == 0)
    #expect(try Program(["count", "basic 4"], environment: ["HOME": "/nowhere"]).status == 0)
  }

  @Test func `nothing can be written and all runs`() throws {
    // no user, not even the first, can write below a file
    try Program.withFolder { folder in
      let file = folder.appending(path: "file")
      try "".write(to: file, atomically: true, encoding: .utf8)
      let names = ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]
      let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, file.path) })
      try Explorer.run(environment: environment) { terminal in
        terminal.type("s")
        #expect(terminal.wait { terminal.lines[0].contains("1 of") })
        terminal.type("qq")
        #expect(terminal.waitForEnd())
        #expect(terminal.exitCode == 0)
      }
      #expect(try Program(["count", "basic 4"], environment: environment).status == 0)
    }
  }

  @Test(arguments: ["</dev/null", "<&-", ">/dev/null", "| cat", "2>/dev/null </dev/null"])
  func `without a terminal at both ends there is no escape and exit code 2`(
    redirection: String
  ) throws {
    let script =
      "('\(Explorer.program)' \(redirection.first == "|" ? "" : redirection); "
      + "echo code $? >&2) \(redirection.first == "|" ? redirection : "")"
    try PseudoTerminal.run("/bin/sh", ["-c", script]) { terminal in
      #expect(terminal.waitForEnd())
      #expect(terminal.text.contains("code 2"), "\(terminal.text)")
      #expect(!terminal.bytes.contains(0x1B))
      #expect(terminal.isAsFound)
    }
  }

  @Test func `without a terminal there is one sentence on standard error`() throws {
    let run = try Program([])
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("needs a terminal") && !run.errors.contains("\u{1B}"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func `an error before the first frame is said by screen as by the explorer`() throws {
    let place = ["step", "conv 3x3 1", "--input", "/nowhere/x.safetensors"]
    let screen = try Program(["screen"] + place)
    #expect(screen.status == 1 && screen.output.isEmpty)
    #expect(screen.errors.contains("/nowhere/x.safetensors cannot be read"))
    #expect(try Program(["step", "--plain"] + place.dropFirst()).errors == screen.errors)
  }

  @Test func `a screen shows an answered card and records nothing`() throws {
    try Program.withFolder { folder in
      let environment = ["XDG_STATE_HOME": folder.path]
      let screen = try Program(["screen", "--keys", "d enter"], environment: environment)
      #expect(screen.output.contains("next card"))
      let log = try Program(["progress", "--export", "-"], environment: environment)
      #expect(log.status == 0 && log.output.isEmpty)
    }
  }
}
