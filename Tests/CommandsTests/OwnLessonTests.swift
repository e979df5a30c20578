import Foundation
import Testing

@testable import Commands

/// A folder with nothing but lessons of one's own, whole and with a fault.
struct OwnLessonTests {
  /// The complete lesson of the README.
  private static func lesson() throws -> String {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let start = try #require(text.range(of: "````markdown\n")).upperBound
    let end = try #require(text[start...].range(of: "\n````")).lowerBound
    return String(text[start..<end]) + "\n"
  }

  private func inFolder(_ lesson: String, _ body: (String) throws -> Void) throws {
    try Workplace.with { place in
      let folder = place.path("les")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try lesson.write(toFile: folder + "/9-dense.md", atomically: true, encoding: .utf8)
      try body(folder)
    }
  }

  @Test func `the lesson of the README alone in a folder is read, asked and exported`() throws {
    try inFolder(Self.lesson()) { folder in
      let lesson = Run(["lesson", "9", "--plain", "--lessons", folder, "--only"])
      #expect(lesson.status == 0 && lesson.output.contains("Dense blocks"), "\(lesson.errors)")
      let quiz = Run(["quiz", "9", "--plain", "--lessons", folder, "--only"])
      #expect(quiz.status == 0 && quiz.output.contains("1 of 3: "), "\(quiz.errors)")
      let deck = Run(["quiz", "--export", "anki", "--lessons", folder, "--only"])
      #expect(deck.status == 0 && deck.output.contains("dense-channels"))
    }
  }

  @Test func `without blocks of its own a folder has those of the program, as check has them`()
    throws
  {
    let lesson = try Self.lesson().replacing("repeat 2 { growing }", with: "bottleneck 64")
    try inFolder(lesson) { folder in
      #expect(Run(["check", "\(folder)/9-dense.md"]).status == 0)
      let page = Run(["lesson", "les/9", "--plain", "--lessons", folder])
      #expect(page.status == 0 && !page.output.contains("\u{FFFD}"), "\(page.errors)")
    }
    try Workplace.with { place in
      // a folder with blocks of its own may use the program's too
      for only in [[], ["--only"]] {
        let run = Run(["count", "added, bottleneck 4", "--lessons", place.path("lessons")] + only)
        #expect(run.status == 0, "\(run.errors)")
      }
    }
  }

  @Test func `a fault in the lesson that is asked for is what is told`() throws {
    let lesson = try Self.lesson().replacing("  kind: number", with: "  kind: number\n  id: b")
    try inFolder(lesson) { folder in
      for command in [
        ["quiz", "9", "--plain"], ["lesson", "9", "--plain"], ["quiz", "--export", "anki"],
      ] {
        let run = Run(command + ["--lessons", folder, "--only"])
        #expect(run.status == 1)
        #expect(
          run.errors == "Error: \(folder)/9-dense.md:45: the key ‘id’ is there twice.\n",
          "\(command)")
      }
    }
    let front = try Self.lesson().replacing("points: 2", with: "points: two")
    try inFolder(front) { folder in
      for command in [["quiz", "9", "--plain"], ["lesson", "9", "--plain"]] {
        let run = Run(command + ["--lessons", folder, "--only"])
        #expect(run.status == 1)
        #expect(
          run.errors
            == "Error: \(folder)/9-dense.md:5: ‘points’ should be a whole number from 1 to 999.\n",
          "\(command)")
      }
    }
  }
}
