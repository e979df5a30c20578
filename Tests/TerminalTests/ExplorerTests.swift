import CPseudoTerminal
import Foundation
import Screens
import Testing

/// The real program, driven by keys and read by a real terminal.
struct ExplorerTests {
  @Test(arguments: ["j", "\u{1B}[B", "\u{1B}OB"])
  func `a key moves the focus and the cursor with it`(down: String) throws {
    try Explorer.run { terminal in
      let row = try #require(terminal.focusRow)
      terminal.type(down)
      #expect(terminal.wait { terminal.focusRow == row + 1 })
      #expect(terminal.wait { terminal.cursor.row == row + 1 })
    }
  }

  @Test func `the bytes of an arrow may come apart`() throws {
    try Explorer.run(environment: ["ESCDELAY": "5000"]) { terminal in
      let row = try #require(terminal.focusRow)
      terminal.type("\u{1B}")
      terminal.type("[B")
      #expect(terminal.wait { terminal.focusRow == row + 1 })
    }
  }

  @Test func `a walk forward and back ends on the screen that it began with`() throws {
    try Explorer.run { terminal in
      terminal.type("s")
      #expect(terminal.wait { terminal.lines[0].contains(#/1 of \d+ · forward/#) })
      #expect(terminal.wait { terminal.lines[23].contains("←→ step") })
      let first = terminal.lines
      terminal.type("\u{1B}OC\u{1B}OC")
      #expect(terminal.wait { terminal.lines[0].contains(#/3 of \d+ · forward/#) })
      terminal.type("\u{1B}OD\u{1B}OD")
      #expect(terminal.wait { terminal.lines == first })
    }
  }

  @Test func `a long computation keeps no key waiting, and Esc ends it`() throws {
    try PseudoTerminal.run(Explorer.program, ["experiment", "gradient-depth"]) { terminal in
      #expect(terminal.wait(for: "⏎ runs it"))
      terminal.type("\r")
      #expect(terminal.wait(for: "running, "))
      terminal.type("\t")
      #expect(terminal.wait { terminal.text.contains("▸width 64") })
      #expect(terminal.lines[0].contains("running, "))
      terminal.type("\u{1B}")
      #expect(terminal.wait(for: "stopped at "))
      terminal.type("\u{1B}")
      #expect(terminal.wait { terminal.showsHome })
    }
  }

  @Test func `no size upsets it`() throws {
    try Explorer.run { terminal in
      for size in [Size(1, 1), Size(10, 1), Size(63, 20), Size(64, 19), Size(250, 80), Size(2, 80)]
      {
        terminal.resize(to: size)
      }
      terminal.resize(to: Size(80, 24))
      #expect(terminal.wait { terminal.showsHome })
      for side in 1...30 {
        terminal.resize(to: Size(side * 3, side))
        terminal.type("j")
      }
      #expect(terminal.wait { terminal.showsHome })
    }
  }

  @Test(arguments: [Size(120, 40), Size(64, 20)])
  func `a new size is filled`(size: Size) throws {
    try Explorer.run(environment: ["LINES": "24", "COLUMNS": "80"]) { terminal in
      terminal.resize(to: size)
      #expect(terminal.wait { terminal.showsHome })
    }
  }

  @Test func `a terminal that is too small is told so, and what was there comes back`() throws {
    try Explorer.run { terminal in
      terminal.resize(to: Size(40, 10))
      #expect(terminal.wait(for: "Blockwalk needs 64×20"))
      terminal.resize(to: Size(20, 5))
      #expect(terminal.wait(for: "64×20 needed"))
      terminal.resize(to: Size(80, 24))
      #expect(terminal.wait { terminal.showsHome })
      terminal.resize(to: Size(20, 5))
      #expect(terminal.wait(for: "64×20 needed"))
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
    }
  }

  @Test func `keys without a meaning send nothing`() throws {
    let unknown = [
      "\u{1B}x", "\u{1B}[99~", "\u{1B}[200~", "\u{1D}", "\u{0}", "é", "\u{1B}[<0;5;5M",
    ]
    #expect(try bytesSent(after: unknown.joined()) == bytesSent(after: ""))
  }

  /// What is sent from some keys to the end of the program.
  private func bytesSent(after keys: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Explorer.run { terminal in
      // A frame ends with the cursor on what is in focus.
      // What Home reads after its first frame has been shown with the next one.
      let row = try #require(terminal.focusRow)
      terminal.type("j")
      #expect(terminal.wait { terminal.focusRow == row + 1 && terminal.cursor.row == row + 1 })
      let before = terminal.bytes.count
      terminal.type(keys)
      terminal.type("q")
      #expect(terminal.waitForEnd())
      bytes = Array(terminal.bytes.dropFirst(before))
    }
    return bytes
  }

  @Test func `Esc acts at once`() throws {
    try Explorer.run { terminal in
      // Curses by itself would wait a second each time; a busy machine is late now and then.
      let isPrompt = (1...5).contains { _ in
        terminal.type("?")
        terminal.wait(for: "type to filter")
        terminal.type("\u{1B}")
        let closesInTime = terminal.wait(within: .milliseconds(500)) { terminal.showsHome }
        return terminal.wait { terminal.showsHome } && closesInTime
      }
      #expect(isPrompt)
    }
  }

  @Test func `Ctrl-L repaints`() throws {
    try Explorer.run { terminal in
      let before = terminal.bytes.count
      terminal.type("\u{C}")
      #expect(terminal.wait { terminal.bytes.count > before + 500 })
      #expect(terminal.wait { terminal.showsHome })
    }
  }

  @Test func `NO_COLOR leaves bold and takes every colour`() throws {
    try Explorer.run(environment: ["NO_COLOR": "1"]) { terminal in
      terminal.type("q")
      #expect(terminal.waitForEnd())
      let codes = EscapeCodes(terminal.bytes)
      #expect(!codes.hasColors && codes.looks.contains(1))
    }
    try Explorer.run { terminal in
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(EscapeCodes(terminal.bytes).hasColors)
    }
  }

  @Test func `a locale without UTF-8 gets bytes below 128 only`() throws {
    try Explorer.run(environment: ["LC_ALL": "C"]) { terminal in
      #expect(terminal.bytes.allSatisfy { $0 < 128 })
      #expect(terminal.lines.contains { $0.contains(">") })
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

  @Test(arguments: ["vt100", "linux", "screen", "xterm"])
  func `fewer colours and plainer terminals do`(name: String) throws {
    try Explorer.run(environment: ["TERM": name]) { terminal in
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      #expect(terminal.isAsFound)
      #expect(!EscapeCodes(terminal.bytes).looks.contains(38))
    }
  }

  @Test func `without a terminal there is one sentence and exit code 2`() throws {
    let process = Process()
    process.executableURL = URL(filePath: Explorer.program)
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(output.fileHandleForReading.readDataToEndOfFile().isEmpty)
    let sentence = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(sentence.contains("needs a terminal") && !sentence.contains("\u{1B}"))
  }
}
