import Foundation
import Screens
import Testing

#if os(Linux)
  /// What the program does while nobody touches it, by the kernel's word.
  struct QuietTests {
    @Test func `idle, nothing but an event wakes it`() throws {
      try Explorer.run { terminal in
        #expect(terminal.wait { terminal.showsStanding })
        #expect(terminal.wait { terminal.waitsForEvents })
        terminal.type("s")
        #expect(terminal.wait { terminal.lines[0].contains("1 of") })
        #expect(terminal.wait { terminal.waitsForEvents })
      }
    }

    @Test func `the clock of the exam ticks, but not without motion`() throws {
      try Program.withFolder { folder in
        let environment = ["XDG_STATE_HOME": folder.path]
        for options in [[], ["--no-motion"]] {
          try PseudoTerminal.run(
            Explorer.program, ["exam", "--lecture", "5"] + options, environment: environment
          ) { terminal in
            #expect(terminal.wait(for: "question 1 of 9"))
            #expect(terminal.wait { terminal.waitsForEvents == !options.isEmpty })
          }
        }
      }
    }

    @Test func `without motion no player is started`() throws {
      try PseudoTerminal.run(
        Explorer.program, ["step", "basic 4", "--no-motion"]
      ) { terminal in
        #expect(terminal.wait { terminal.lines[0].contains("1 of") })
        terminal.type(" ")
        #expect(terminal.wait(for: "Motion is off"))
        #expect(terminal.wait { terminal.waitsForEvents })
      }
    }
  }

  extension PseudoTerminal {
    /// Whether every thread of the program waits for an event and none has set a time at which to
    /// wake up by itself. (The system's queues keep a thread of their own, which waits too.)
    fileprivate var waitsForEvents: Bool {
      let tasks = "/proc/\(program)/task"
      guard let threads = try? FileManager.default.contentsOfDirectory(atPath: tasks) else {
        return false
      }
      return !threads.isEmpty
        && threads.allSatisfy { Self.waitsForEvents("\(tasks)/\($0)/syscall") }
    }

    private static func waitsForEvents(_ path: String) -> Bool {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
      // its number, then its arguments: `poll`, `epoll_wait`, `futex` on x86, then those of ARM
      let words = text.split(separator: " ")
      switch words.first {
      case "7": return words[3].hasSuffix("ffffffff")
      case "73": return words[3] == "0x0"
      case "232", "22": return words[4].hasSuffix("ffffffff")
      case "202", "98": return words[4] == "0x0"
      default: return false
      }
    }
  }
#endif
