import Foundation
import Testing

/// Text files as other programs and other machines write them.
struct ForeignFileTests {
  private static let front = "---\nnumber: 9\ntitle: T\nquestion: Q?\npoints: 1\nlecture: L\n---\n"

  @Test func `a byte order mark before a lesson, a block or labels is passed over`() throws {
    try Program.withFolder { folder in
      let lesson = folder.appending(path: "9-t.md")
      let block = folder.appending(path: "own.block")
      let labels = folder.appending(path: "labels.txt")
      try "\u{FEFF}\(Self.front)# T\n".write(to: lesson, atomically: true, encoding: .utf8)
      try "\u{FEFF}block own\n  conv 3x3 4\n".write(to: block, atomically: true, encoding: .utf8)
      try "\u{FEFF}cat\ndog\nbird\n".write(to: labels, atomically: true, encoding: .utf8)
      #expect(try Program(["check", lesson.path]).status == 0)
      let count = try Program(["count", "own", "--define", block.path, "--on", "4x4x1"])
      #expect(count.status == 0, "\(count.errors)")
      let run = try Program(
        ["run", "globalpool, dense 3", "--on", "2x2x1", "--labels", labels.path])
      #expect(run.status == 0 && run.output.contains("cat") && !run.output.contains("\u{FFFD}"))
    }
  }

  @Test func `a folder with a faulty lesson exports no deck but says the fault`() throws {
    try Program.withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "blocks"), withIntermediateDirectories: false)
      let quiz = "## Quiz\n\n```quiz\n- id: q\n  kind: choose\n  ask: A?\n```\n"
      try (Self.front + "# T\n\n" + quiz).write(
        to: folder.appending(path: "9-t.md"), atomically: true, encoding: .utf8)
      let run = try Program(["quiz", "--lessons", folder.path, "--export", "anki"])
      #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("9-t.md:"))
    }
  }
}
