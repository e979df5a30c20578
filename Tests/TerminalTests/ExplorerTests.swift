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

  @Test func `the cursor stands in the focus, wherever else a frame has changed`() throws {
    try Explorer.run(size: Size(120, 40)) { terminal in
      #expect(terminal.wait { terminal.showsStanding })
      // the picture of the question beside it comes with a frame of its own
      terminal.type("j")
      #expect(terminal.wait(for: "17 steps, both passes"))
      #expect(terminal.cursor.row == terminal.focusRow)
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
      // the first key takes away what was said of the start
      terminal.type("\u{1B}OC\u{1B}OD")
      #expect(terminal.wait { terminal.lines[0].contains(#/1 of \d+ · forward/#) })
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

  @Test func `Ctrl-C ends a long computation with the program`() throws {
    try PseudoTerminal.run(Explorer.program, ["experiment", "gradient-depth"]) { terminal in
      #expect(terminal.wait(for: "⏎ runs it"))
      terminal.type("\r")
      #expect(terminal.wait(for: "running, "))
      terminal.type("\u{3}")
      #expect(terminal.waitForEnd())
      #expect(terminal.death == SIGINT)
      terminal.expectRestored()
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
      #expect(terminal.wait { terminal.showsHome }, "\(terminal.text)")
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
      "\u{1B}OP", "\u{1B}[1;5A",
    ]
    // and bytes that are no UTF-8
    let keys = Array(unknown.joined().utf8) + [0xFF, 0xC3, 0x29, 0xE2, 0x94]
    #expect(try bytesSent(after: keys) == bytesSent(after: []))
  }

  /// What is sent from some keys to the end of the program.
  private func bytesSent(after keys: [UInt8]) throws -> [UInt8] {
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

  @Test func `Ctrl-L puts right what another program has written over`() throws {
    try Explorer.run { terminal in
      #expect(terminal.wait { terminal.showsStanding })
      let before = terminal.lines
      terminal.scribble("\u{1B}[2J\u{1B}[5;5Hgarbage")
      #expect(terminal.wait(for: "garbage"))
      terminal.type("\u{C}")
      #expect(terminal.wait { terminal.lines == before })
    }
  }

  @Test func `of a hundred sizes the last one wins, and no more are drawn than can be seen`() throws
  {
    try Program.withSettings("sync: on\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        #expect(terminal.wait { terminal.showsStanding })
        let (start, before) = (ContinuousClock.now, EscapeCodes(terminal.bytes).bracketedFrames)
        for step in 1...100 { terminal.resize(to: Size(80 + step, 24 + step % 7)) }
        #expect(terminal.wait { terminal.showsHome })
        let most = Int((ContinuousClock.now - start) / .milliseconds(16)) + 3
        #expect(EscapeCodes(terminal.bytes).bracketedFrames - before <= most)
      }
    }
  }

  @Test func `keys that come at once are all heard, and not each is drawn`() throws {
    try Program.withSettings("sync: on\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        terminal.type("s")
        #expect(terminal.wait { terminal.lines[0].contains("1 of") })
        let count = try #require(terminal.lines[0].firstMatch(of: #/1 of (\d+)/#)?.1)
        let before = EscapeCodes(terminal.bytes).bracketedFrames
        terminal.type(String(repeating: "l", count: 60))
        #expect(terminal.wait { terminal.lines[0].contains("\(count) of \(count)") })
        terminal.type("g")
        #expect(terminal.wait { terminal.lines[0].contains("1 of \(count)") })
        #expect(EscapeCodes(terminal.bytes).bracketedFrames - before <= 61)
      }
    }
  }
}
