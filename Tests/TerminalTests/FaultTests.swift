import Foundation
import Fuzzing
import Screens
import Testing

/// Terminals that close, hang, shrink and shout.
@Suite struct FaultTests {
  @Test func `after a storm of resizes the last size counts`() throws {
    try Explorer.run { storm($0) }
  }

  private func storm(_ terminal: PseudoTerminal) {
    var chance = Chance(seed: 7)
    let sizes = (0..<300).map { _ in Size(1 + chance.below(200), 1 + chance.below(60)) }
    for (number, size) in sizes.enumerated() {
      terminal.resize(to: size)
      if number % 4 == 0 { terminal.type(["j", "k", "\u{C}", "?", "\u{1B}"][number / 4 % 5]) }
      if number % 3 == 0 { terminal.wait(within: .milliseconds(2)) { false } }
    }
    terminal.resize(to: Size(1, 1))
    terminal.type("\u{1B}\u{1B}")
    terminal.resize(to: Size(100, 30))
    terminal.type("\u{C}")
    // keys that came to a window too small were not heard, and the help may be open
    terminal.goHome()
    terminal.type("q")
    #expect(terminal.waitForEnd())
    #expect(terminal.exitCode == 0)
    terminal.expectRestored()
  }

  @Test func `a window of one cell is lived through from the start`() throws {
    try PseudoTerminal.run(Explorer.program, size: Size(1, 1)) { terminal in
      #expect(terminal.wait { terminal.isFullScreen })
      // of what cannot be seen only `q` is heard
      terminal.type("jk?\u{1B}")
      #expect(terminal.wait { !terminal.hasUnreadKeys })
      terminal.resize(to: Size(80, 24))
      #expect(terminal.wait { terminal.showsHome })
      terminal.resize(to: Size(1, 1))
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }

  /// With `BLOCKWALK_KEYS` a megabyte, which takes minutes in a debug build.
  @Test func `a long text that is pasted is lived through`() throws {
    let length = ProcessInfo.processInfo.environment["BLOCKWALK_KEYS"] == nil ? 1 << 15 : 1 << 20
    try Explorer.run { terminal in
      let line = "j\u{1B}[200~k; rm -rf \u{1B}[201~j\u{1B}\u{1B}[A\u{1B}[<0;5;5M\u{FE}\u{0}zz"
      let paste = String(
        repeating: line.replacing("q", with: ""), count: length / line.utf8.count)
      terminal.paste(paste)
      terminal.type("\u{1B}\u{1B}")
      terminal.goHome(within: .seconds(120))
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }

  @Test func `while nobody reads its output keys wait and none is lost`() throws {
    try Explorer.run(size: Size(200, 60)) { terminal in
      #expect(terminal.wait { terminal.focusRow != nil })
      let first = try #require(terminal.focusRow)
      terminal.type("j")
      #expect(terminal.wait { terminal.focusRow != first })
      let pitch = try #require(terminal.focusRow) - first
      // each repaint sends more than a line holds
      for _ in 0..<60 { terminal.type("\u{C}") }
      terminal.type("jj")
      usleep(300_000)
      #expect(terminal.wait { terminal.focusRow == first + 3 * pitch })
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }

  @Test func `a window that closes while output is stuck ends it`() throws {
    try Explorer.run(size: Size(200, 60)) { terminal in
      for _ in 0..<60 { terminal.type("\u{C}") }
      usleep(200_000)
      terminal.hangUp()
      #expect(terminal.wait { terminal.hasEnded })
    }
  }

  @Test func `a window that closes ends it even where hang-ups are ignored`() throws {
    let script = "trap '' HUP; exec '\(Explorer.program)'"
    try PseudoTerminal.run("/bin/sh", ["-c", script]) { terminal in
      #expect(terminal.wait { terminal.showsHome })
      terminal.hangUp()
      #expect(terminal.wait { terminal.hasEnded })
    }
  }

  @Test(arguments: ["<&-", ">&-", "</dev/null", ">/dev/null", "2>&-", "2>/dev/full"])
  func `streams that are closed are said or done without`(closed: String) throws {
    try PseudoTerminal.run("/bin/sh", ["-c", "'\(Explorer.program)' \(closed); echo ended $?"]) {
      terminal in
      if closed.hasPrefix("2") {
        #expect(terminal.wait { terminal.showsHome })
        terminal.type("q")
        #expect(terminal.wait(for: "ended 0"))
      } else {
        #expect(terminal.wait(for: "ended 2"))
        #expect(!terminal.bytes.contains(0x1B))
      }
      #expect(terminal.isAsFound)
    }
  }

  @Test func `a reader that goes away ends a command without a word`() throws {
    let program = try Program(
      ["-c", "'\(Explorer.program)' draw resnet152 --unfold --width 200 | head -n 1"],
      path: "/bin/sh")
    #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
  }

  @Test func `output that cannot be written is said`() throws {
    let program = try Program(
      ["-c", "'\(Explorer.program)' count resnet50 > /dev/full"], path: "/bin/sh")
    #expect(program.status == 1)
    #expect(program.errors == "Error: standard output could not be written to its end.\n")
  }

  @Test func `standard input without end is refused`() throws {
    let program = try Program(
      ["-c", "tr '\\0' 'x' < /dev/zero | '\(Explorer.program)' draw -"], path: "/bin/sh")
    #expect(program.status == 1)
    #expect(program.errors.contains("longer than 200000 bytes"))
  }

  @Test func `bytes that are no UTF-8 are refused where they stand`() throws {
    let program = try Program(
      ["-c", "printf 'conv 3x3 4, \\377\\376' | '\(Explorer.program)' draw -"], path: "/bin/sh")
    #expect(program.status == 1)
    #expect(program.errors.contains("1:13: ‘\u{FFFD}’ does not belong in the notation"))
  }
}

extension PseudoTerminal {
  /// Types a long text piece by piece, reading what comes back meanwhile.
  fileprivate func paste(_ text: String) {
    var rest = text.utf8[...]
    while !rest.isEmpty, !hasEnded {
      type(String(decoding: rest.prefix(2000), as: UTF8.self))
      rest = rest.dropFirst(2000)
      wait(within: .milliseconds(1)) { false }
    }
  }
}
