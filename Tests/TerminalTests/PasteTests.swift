import Foundation
import Testing

/// Texts that come from the clipboard of another system.
struct PasteTests {
  @Test(arguments: ["\r", "\n", "\r\n"])
  func `lines that are pasted stand below each other, whatever ends them`(end: String) throws {
    try Program.withFolder { folder in
      try PseudoTerminal.run(
        Explorer.program, ["--no-config", "playground"], environment: ["XDG_DATA_HOME": folder.path]
      ) { terminal in
        #expect(terminal.wait(for: "a block of your own"))
        terminal.type("\u{1B}[200~\(end)# one\(end)# two\(end)# three\u{1B}[201~")
        #expect(terminal.wait(for: "# three"))
        let rows = ["# one", "# two", "# three"].map { words in
          terminal.lines.firstIndex { $0.contains(words) } ?? -9
        }
        #expect(rows[1] == rows[0] + 1 && rows[2] == rows[1] + 1, "\(terminal.text)")
      }
    }
  }
}
