import CPseudoTerminal
import Foundation
import Screens
import Testing

/// What a terminal says of itself, asked or not: never a key.
struct ReportTests {
  /// Runs the stepper and waits until it stands.
  private func step(
    _ environment: [String: String] = [:], _ body: (PseudoTerminal) throws -> Void
  ) throws {
    try PseudoTerminal.run(
      Explorer.program, ["--no-config", "step", "conv 3x3 2", "--on", "5x5x1"],
      environment: environment
    ) { terminal in
      #expect(terminal.wait { terminal.lines.last?.contains("? keys") == true })
      try body(terminal)
    }
  }

  /// Presses a key that moves on and waits until it is answered; what came before it was, too.
  private func go(_ terminal: PseudoTerminal, to step: Int) {
    terminal.type("l")
    #expect(terminal.wait { terminal.lines[0].contains(" \(step) of ") }, "\(terminal.lines[0])")
  }

  @Test(arguments: [
    "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}",
    "\u{1B}]11;rgb:bbbb/bbbb/bbbb", "\u{1B}]10;?\u{7}", "\u{1B}P1+r544e=78\u{1B}\\",
    "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}^qqq\u{1B}\\", "\u{1B}Xbbb:q\u{1B}\\", "\u{1B}]bqz\u{18}",
    "\u{1B}[?62;22c", "\u{1B}[>0;276;0c",
  ])
  func `a string from the terminal is no key`(report: String) throws {
    try step { terminal in
      let before = terminal.text
      terminal.type(report)
      // a string that is never closed takes what is typed at once with it
      let isOpen = ![0x5C, 0x07, 0x18, 0x63].contains(report.unicodeScalars.last?.value ?? 0)
      terminal.wait(within: .milliseconds(isOpen ? 700 : 50)) { false }
      #expect(terminal.text == before)
      let start = terminal.lines[0].firstMatch(of: #/(\d+) of /#).flatMap { Int($0.1) } ?? -9
      go(terminal, to: start + 1)
    }
  }

  @Test func `a string that comes in pieces is none either`() throws {
    try step { terminal in
      let before = terminal.text
      for piece in ["\u{1B}]11;rgb:1e1e", "/bbbb/", "1e1e", "\u{1B}\\"] {
        terminal.type(piece)
        terminal.wait(within: .milliseconds(60)) { false }
      }
      #expect(terminal.text == before)
    }
  }

  @Test func `an arrow behind a string that was broken off is a key`() throws {
    try step { terminal in
      let start = terminal.lines[0].firstMatch(of: #/(\d+) of /#).flatMap { Int($0.1) } ?? -9
      terminal.type("\u{1B}]11;rgb:1e\u{1B}[C")
      #expect(terminal.wait { terminal.lines[0].contains(" \(start + 1) of ") })
    }
  }

  /// The colours that the cells of numbers have.
  private func papers(_ terminal: PseudoTerminal) -> Set<Int32> {
    var papers: Set<Int32> = []
    for row in 0..<terminal.size.height {
      for column in 0..<terminal.size.width { papers.insert(terminal[column, row].background) }
    }
    return papers
  }

  @Test func `the terminal is asked for its background and its answer gives the colours`() throws {
    try step { terminal in
      #expect(terminal.bytes.contains("\u{1B}]11;?\u{1B}\\"))
      terminal.type("\t")
      let before = papers(terminal)
      terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
      #expect(terminal.wait { papers(terminal) != before })
      // zero and padding are now the terminal's own white
      #expect(!papers(terminal).contains(233))
    }
  }

  @Test func `an answer that comes late changes nothing`() throws {
    try step { terminal in
      terminal.type("\t")
      terminal.wait(within: .milliseconds(1200)) { false }
      let before = papers(terminal)
      terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\")
      terminal.wait(within: .milliseconds(100)) { false }
      #expect(papers(terminal) == before)
    }
  }

  @Test(arguments: [("linux", "auto"), ("vt100", "auto"), ("xterm-256color", "dark")])
  func `who cannot answer or need not is not asked`(name: String, setting: String) throws {
    try Program.withSettings("background: \(setting)\n") { environment in
      try Explorer.run(environment: environment.merging(["TERM": name]) { $1 }) { terminal in
        #expect(!terminal.bytes.contains("\u{1B}]11;?"))
      }
    }
  }

  @Test func `24-bit colours go into the palette and are taken out of it again`() throws {
    try Explorer.run(environment: ["COLORTERM": "truecolor"]) { terminal in
      let redefined = Theme(.direct).redefined
      for color in redefined {
        #expect(terminal.bytes.contains("\u{1B}]4;\(color.number);rgb:"), "\(color)")
      }
      terminal.type("q")
      #expect(terminal.waitForEnd())
      #expect(terminal.bytes.contains("\u{1B}]104"))
    }
    try Explorer.run { terminal in #expect(!terminal.bytes.contains("\u{1B}]4;")) }
  }

  @Test func `a crash gives the terminal its colours back`() throws {
    try Explorer.run(environment: ["COLORTERM": "24bit"]) { terminal in
      terminal.send(SIGSEGV)
      #expect(terminal.waitForEnd())
      #expect(terminal.bytes.contains("\u{1B}]104\u{7}"))
      terminal.expectRestored()
    }
  }
}

extension [UInt8] {
  /// Whether some text is among the bytes.
  fileprivate func contains(_ text: String) -> Bool { !ranges(of: Array(text.utf8)).isEmpty }
}
