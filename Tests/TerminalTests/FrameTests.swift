import Foundation
import Screens
import Testing

/// Frames that come whole: synchronized update, where it is wanted.
struct FrameTests {
  /// What is sent by a whole run, or only by going one line down and leaving.
  private func codes(
    _ setting: String, terminal name: String = "xterm-256color", onlyDown: Bool = false
  ) throws -> EscapeCodes {
    var bytes: [UInt8] = []
    try Program.withSettings("sync: \(setting)\n") { environment in
      try Explorer.run(environment: environment.merging(["TERM": name]) { $1 }) { terminal in
        #expect(terminal.wait { terminal.showsStanding })
        let before = terminal.bytes.count
        let row = try #require(terminal.focusRow)
        terminal.type("j")
        #expect(terminal.wait { terminal.focusRow == row + 1 })
        terminal.type("q")
        #expect(terminal.waitForEnd())
        bytes = Array(terminal.bytes.dropFirst(onlyDown ? before : 0))
        terminal.expectRestored()
      }
    }
    return EscapeCodes(bytes)
  }

  @Test func `with sync on, a frame and nothing else is one bracket`() throws {
    let codes = try codes("on")
    #expect(codes.bracketedFrames >= 2)
    #expect(!codes.unbracketed.contains("Blockwalk") && !codes.unbracketed.contains("learnt"))
  }

  @Test func `large frames are bracketed by themselves, small ones are not`() throws {
    #expect(try codes("auto").bracketedFrames > 0)
    #expect(try codes("auto", onlyDown: true).bracketedFrames == 0)
  }

  @Test(arguments: [("off", "xterm-256color"), ("auto", "linux"), ("auto", "vt100")])
  func `where it is unwanted or unknown it is never mentioned`(
    setting: String, name: String
  ) throws {
    #expect(try !codes(setting, terminal: name).mentions(anyOf: [2026]))
  }

  /// To move whole lines would move the panel as well: drawn again, a line takes 24 KB at this size.
  @Test func `a lesson that is scrolled leaves the panel beside it alone`() throws {
    try Program.withSettings("sync: on\n") { environment in
      try PseudoTerminal.run(
        Explorer.program, ["lesson", "1"], environment: environment, size: Size(200, 60)
      ) { terminal in
        /// How many frames have ended.
        func frames() -> Int { EscapeCodes(terminal.bytes).endedFrames }
        /// What a key has sent once a frame has ended, in bytes.
        func press(_ key: String) -> Int {
          let (sent, ended) = (terminal.bytes.count, frames())
          terminal.type(key)
          #expect(terminal.wait { frames() > ended })
          return terminal.bytes.count - sent
        }
        #expect(terminal.wait { frames() > 0 && terminal.text.contains("live:") })
        // at the end of the lesson with its answer the panel has most to show
        _ = (press("a"), press("G"))
        // the median, since a panel that comes late is sent between two of the keys
        let sent = ["k", "k", "k", "k", "j", "j", "j", "j", "k"].map(press).sorted()
        #expect(sent[sent.count / 2] < 10_000)
      }
    }
  }

  @Test(arguments: [SIGTERM, SIGSEGV])
  func `no signal leaves it on`(signal: Int32) throws {
    try Program.withSettings("sync: on\n") { environment in
      try Explorer.run(environment: environment) { terminal in
        // in the middle of frames
        terminal.type("s" + String(repeating: "lh", count: 50))
        terminal.send(signal)
        #expect(terminal.waitForEnd())
        #expect(terminal.death == signal)
        terminal.expectRestored()
      }
    }
  }
}
