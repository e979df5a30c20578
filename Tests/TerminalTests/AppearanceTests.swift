import CPseudoTerminal
import Foundation
import Screens
import Testing

/// Colours and characters as they reach the terminal: never more than it said it can show.
struct AppearanceTests {
  /// All that is sent from the start to the end, with one step of a block between.
  private func codes(_ environment: [String: String]) throws -> EscapeCodes {
    var bytes: [UInt8] = []
    try Explorer.run(environment: environment) { terminal in
      terminal.type("s")
      #expect(terminal.wait { terminal.lines[0].contains("1 of") })
      terminal.type("\t")
      #expect(terminal.wait { terminal.lines[1].contains("▸tensors") })
      terminal.type("qq")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0 && terminal.isAsFound)
      bytes = terminal.bytes
    }
    return EscapeCodes(bytes)
  }

  @Test func `NO_COLOR leaves bold and takes every colour`() throws {
    let plain = try codes(["NO_COLOR": "1"])
    #expect(!plain.hasColors && plain.looks.contains(1))
    for environment in [[:], ["NO_COLOR": ""]] {
      #expect(try codes(environment).hasColors)
    }
  }

  @Test func `text stands on the terminal's own background`() throws {
    try Explorer.run(size: Size(120, 40)) { terminal in
      #expect(terminal.wait { terminal.showsStanding })
      let size = terminal.size
      for row in 0..<size.height {
        for column in 0..<size.width { #expect(terminal[column, row].background == -1) }
      }
      // the text of a question has no colour of its own either
      #expect(terminal[1, 37].scalar != 32 && terminal[1, 37].foreground == -1)
    }
  }

  @Test func `a locale without UTF-8 gets bytes below 128 only`() throws {
    try Explorer.run(environment: ["LC_ALL": "C"]) { terminal in
      #expect(terminal.bytes.allSatisfy { $0 < 128 })
      #expect(terminal.lines.contains { $0.contains(">") })
    }
  }

  @Test(arguments: ["LC_ALL", "LC_CTYPE", "LANG"])
  func `each of the three variables of the locale switches UTF-8 on by itself`(
    name: String
  ) throws {
    let environment = ["LC_ALL": ""].merging([name: "C.UTF-8"]) { $1 }
    try Explorer.run(environment: environment) { terminal in
      #expect(terminal.text.contains("▸"))
    }
  }

  @Test func `narrow characters are asked for by the settings`() throws {
    try Program.withSettings("glyphs: narrow\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        let text = terminal.text.unicodeScalars
        #expect(!text.contains { Glyphs.isAmbiguous($0) } && text.contains("▸"))
      }
    }
  }

  @Test(arguments: ["nonsense", "dumb", ""])
  func `a terminal that cannot be drawn on is refused with a sentence`(name: String) throws {
    try PseudoTerminal.run(Explorer.program, environment: ["TERM": name]) { terminal in
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 2)
      #expect(terminal.text.contains("TERM is"))
      #expect(!terminal.bytes.contains(0x1B))
      terminal.expectRestored()
    }
  }

  @Test(arguments: [
    ("vt100", 0), ("xterm-mono", 0), ("linux", 8), ("screen", 8), ("xterm", 8),
    ("xterm-16color", 16), ("tmux-256color", 256), ("xterm-256color", 256),
    ("xterm-direct", 1 << 24),
  ])
  func `no terminal is sent a colour that it does not have`(name: String, colors: Int) throws {
    try Self.withTerminals { environment in
      let codes = try codes(environment.merging(["TERM": name]) { $1 })
      #expect(codes.hasColors == (colors > 0))
      #expect((codes.indexedColors.max() ?? 0) < colors || codes.indexedColors.isEmpty)
      #expect(colors >= 256 || codes.indexedColors.isEmpty)
      #expect(colors >= 16 || !codes.looks.contains { 90...107 ~= $0 })
      #expect(codes.hasDirectColors == (colors > 256))
    }
  }

  /// Terminals that not every machine has a description of.
  private static func withTerminals(_ body: ([String: String]) throws -> Void) throws {
    let source = #"""
      xterm-16color|sixteen colours,
        colors#16, pairs#256, use=xterm,
        setab=\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,
        setaf=\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,
      xterm-direct|colours by their red\, green and blue,
        RGB, colors#0x1000000, pairs#0x7FFF, use=xterm,
        setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
        setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,

      """#
    try Program.withFolder { folder in
      let file = folder.appending(path: "source")
      try source.write(to: file, atomically: true, encoding: .utf8)
      let compiler = try Program(["-x", "-o", folder.path, file.path], path: "/usr/bin/tic")
      #expect(compiler.status == 0, "\(compiler.errors)")
      let dirs = [folder.path, "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
      try body(["TERMINFO_DIRS": dirs.joined(separator: ":")])
    }
  }
}
