import Foundation
import Testing

@testable import Commands

/// What is printed, and through what.
struct ConsoleTests {
  @Test(arguments: [
    (TextForm.plain, "3×3 → 4", "3x3 > 4"), (.json, "\"3×3\"", "\"3\\u00d73\""),
    (.json, "\u{1F600}", "\\ud83d\\ude00"), (.markup, "3×3", "3&#215;3"),
    (.mermaid, "3×3", "3#215;3"), (.plain, "plain", "plain"),
  ])
  func `a character above 127 has a spelling below`(form: TextForm, text: String, ascii: String) {
    #expect(form.ascii(text) == ascii)
  }

  @Test func `what a terminal would obey is not printed, but for colours that are meant`() {
    let run = Run(["count", "\u{1B}[31mbasic"])
    #expect(run.status == 1 && !run.errors.contains("\u{1B}"))
    #expect(Run(["screen", "--color", "always"]).output.contains("\u{1B}["))
  }

  @Test(arguments: ["text", "json", "dot", "mermaid", "svg", "pytorch"])
  func `every format of a diagram has a form in ASCII`(format: String) {
    let arguments = ["draw", "basic 4", "--format", format]
    let (plain, ascii) = (Run(arguments), Run(["--ascii"] + arguments))
    #expect(plain.status == 0 && ascii.status == 0)
    #expect(!ascii.output.isEmpty && ascii.output.utf8.allSatisfy { $0 < 128 })
  }

  /// Their streams are handed in; what names those of the process would be seen by no test.
  @Test func `no command touches a stream of the process`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Commands")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Command.swift") }
    #expect(files.count > 15)
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: #/(?:(\w+)\.)?(print|readLine|standardInput|fputs)\(/#) {
        #expect(match.1 == "console", "\(file): \(match.0)")
      }
    }
  }
}
