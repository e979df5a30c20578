import CPseudoTerminal
import Foundation
import Screens
import Testing

/// The mouse as a terminal reports it: only once it is asked for, and never after the end.
struct MouseTests {
  @Test func `without being asked for, the mouse is never mentioned`() throws {
    try Explorer.run { terminal in
      terminal.type("jjq")
      #expect(terminal.waitForEnd())
      #expect(
        EscapeCodes(terminal.bytes).mentions(anyOf: [1000, 1002, 1003, 1005, 1006, 1015]) == false)
    }
  }

  @Test func `clicks and the wheel arrive while it is on`() throws {
    try Explorer.run { terminal in
      let row = try #require(terminal.focusRow)
      terminal.type("m")
      #expect(terminal.wait(for: "The mouse is on"))
      #expect(terminal.wait { EscapeCodes(terminal.bytes).modesLeftOn.contains(1000) })
      terminal.type("\u{1B}[<65;5;5M")
      #expect(terminal.wait { terminal.focusRow == row + 1 })
      terminal.type("\u{1B}[<64;5;5M")
      #expect(terminal.wait { terminal.focusRow == row })
      terminal.type("\u{1B}[<0;8;\(row + 4)M\u{1B}[<0;8;\(row + 4)m")
      #expect(terminal.wait { terminal.focusRow == row + 3 })
      terminal.type("m")
      #expect(terminal.wait(for: "The mouse is off"))
      #expect(terminal.wait { !EscapeCodes(terminal.bytes).modesLeftOn.contains(1000) })
      terminal.type("\u{1B}[<64;5;5M")
      terminal.type("j")
      #expect(terminal.wait { terminal.focusRow == row + 4 })
    }
  }

  @Test(arguments: [SIGTERM, SIGSEGV, SIGABRT])
  func `a signal switches it off`(signal: Int32) throws {
    try Explorer.run { terminal in
      terminal.type("m")
      #expect(terminal.wait(for: "The mouse is on"))
      terminal.send(signal)
      #expect(terminal.waitForEnd())
      #expect(terminal.death == signal)
      terminal.expectRestored()
    }
  }
}
