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
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSYS,
    ], [false, true])
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

  @Test(arguments: ["trap", "overflow", "overflow-beside"])
  func `a fault of the program restores the terminal, says so and stays the cause of death`(
    fault: String
  ) throws {
    try PseudoTerminal.run(Explorer.program, environment: ["BLOCKWALK_FAULT": fault]) { terminal in
      #expect(terminal.waitForEnd())
      let death = try #require(terminal.death)
      #expect([SIGILL, SIGTRAP, SIGSEGV, SIGBUS].contains(death))
      terminal.expectRestored()
      #expect(terminal.text.contains("met a fault of its own"), "\(terminal.text)")
      // the word of the Swift runtime comes through
      #expect(fault != "trap" || terminal.text.contains("a fault made on purpose"))
    }
  }

  @Test func `the main screen keeps nothing of the program`() throws {
    let script = "echo before; '\(Explorer.program)'; echo after"
    try PseudoTerminal.run("/bin/sh", ["-c", script]) { terminal in
      #expect(terminal.wait { terminal.showsHome })
      terminal.type("s")
      #expect(terminal.wait(for: "1 of "))
      terminal.type("qq")
      #expect(terminal.waitForEnd())
      let lines = terminal.lines.map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(lines.filter { !$0.isEmpty } == ["before", "after"])
    }
  }

  @Test(arguments: [nil, Size(100, 30)], [true, false])
  func `Ctrl-Z gives the terminal back, and fg the same screen in the new size`(
    size: Size?, isKey: Bool
  ) throws {
    let script = "'\(Explorer.program)'; echo stopped; read line; fg"
    try PseudoTerminal.run("/bin/sh", ["-m", "-c", script]) { terminal in
      #expect(terminal.wait { terminal.showsHome && terminal.showsStanding })
      let before = terminal.lines
      if isKey { terminal.type("\u{1A}") } else { terminal.sendForeground(SIGTSTP) }
      #expect(terminal.wait(for: "stopped"))
      #expect(terminal.wait { !terminal.isFullScreen && terminal.showsCursor })
      #expect(EscapeCodes(terminal.bytes).modesLeftOn == [])
      if let size { terminal.resize(to: size) }
      terminal.type("\n")
      #expect(terminal.wait { terminal.isFullScreen && terminal.showsHome })
      #expect(size != nil || terminal.wait { terminal.lines == before })
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.exitCode == 0)
      terminal.expectRestored()
    }
  }
}
