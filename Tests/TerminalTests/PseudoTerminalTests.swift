import CPseudoTerminal
import Foundation
import Screens
import Testing

/// The harness itself, on a shell.
struct PseudoTerminalTests {
  @Test func `text, colours and the cursor are read`() throws {
    try PseudoTerminal.run("/bin/sh", ["-c", #"printf 'a\033[1;38;5;63m━\033[m'; read x"#]) {
      #expect($0.wait(for: "a━"))
      #expect($0[1, 0].bold && $0[1, 0].foreground == 63 && $0[0, 0].foreground == -1)
      #expect($0.cursor == Position(2, 0) && $0.showsCursor)
    }
  }

  @Test func `what is typed arrives and the exit code comes back`() throws {
    try PseudoTerminal.run("/bin/sh", ["-c", "read code; exit $code"]) {
      $0.type("7\n")
      #expect($0.waitForEnd())
      #expect($0.exitCode == 7 && $0.death == nil)
    }
  }

  @Test func `a program that ends by a signal is told from one that exits`() throws {
    try PseudoTerminal.run("/bin/sh", ["-c", "kill -TERM $$; read x"]) {
      #expect($0.waitForEnd())
      #expect($0.death == SIGTERM && $0.exitCode == nil)
    }
  }

  @Test func `settings that were changed and modes that stay on are noticed`() throws {
    try PseudoTerminal.run(
      "/bin/sh", ["-c", #"read x; stty -echo; printf '\033[?25l\033[?1049hx'; read x"#]
    ) {
      #expect($0.isAsFound)
      $0.type("\n")
      #expect($0.wait(for: "x"))
      #expect(!$0.isAsFound && $0.isFullScreen && !$0.showsCursor)
      #expect(EscapeCodes($0.bytes).modesLeftOn == [25, 1049])
    }
  }

  @Test func `a new size reaches the program`() throws {
    let script = "trap 'stty size' WINCH; echo ready; while true; do sleep 0.05; done"
    try PseudoTerminal.run("/bin/sh", ["-c", script]) {
      #expect($0.wait(for: "ready"))
      $0.resize(to: Size(100, 30))
      #expect($0.wait(for: "30 100"))
    }
  }
}
