import Foundation
import Screens
import Testing

/// However the explorer ends, the terminal is as it was found.
struct LeavingTests {
  @Test func `q on Home leaves with exit code 0`() throws {
    try Explorer.run { terminal in
      #expect(terminal.isFullScreen && !terminal.isAsFound)
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }

  @Test func `Ctrl-C ends it by the signal`() throws {
    try Explorer.run { terminal in
      terminal.type("\u{3}")
      #expect(terminal.waitForEnd())
      #expect(terminal.death == SIGINT)
      terminal.expectRestored()
    }
  }

  @Test(
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP],
    [false, true])
  func `a signal restores the terminal and stays the cause of death`(
    signal: Int32, wasBlocked: Bool
  ) throws {
    try Explorer.run(blocksSignals: wasBlocked) { terminal in
      terminal.send(signal)
      #expect(terminal.waitForEnd())
      #expect(terminal.death == signal)
      terminal.expectRestored()
    }
  }

  @Test func `a signal ignored at the start stays ignored`() throws {
    let script = "trap '' HUP; exec '\(Explorer.program)'"
    try PseudoTerminal.run("/bin/sh", ["-c", script]) { terminal in
      #expect(terminal.wait { terminal.showsHome })
      terminal.send(SIGHUP)
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
    }
  }

  @Test func `a window that closes ends it`() throws {
    try Explorer.run { terminal in
      terminal.hangUp()
      #expect(terminal.wait { terminal.hasEnded })
      #expect(terminal.death == SIGHUP)
    }
  }

  @Test func `Ctrl-Z gives the terminal back, and fg the same screen in the new size`() throws {
    let script = "'\(Explorer.program)'; echo stopped; read line; fg"
    try PseudoTerminal.run("/bin/sh", ["-m", "-c", script]) { terminal in
      #expect(terminal.wait { terminal.showsHome })
      terminal.type("\u{1A}")
      #expect(terminal.wait(for: "stopped"))
      #expect(!terminal.isFullScreen && terminal.showsCursor)
      terminal.resize(to: Size(100, 30))
      terminal.type("\n")
      #expect(terminal.wait { terminal.isFullScreen && terminal.showsHome })
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }
}
