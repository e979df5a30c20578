import Lessons
import Screens
import Testing

@testable import Views

/// The model answer that stands beside what was written in the mock exam.
@Suite struct ModelAnswerTests {
  @Test(arguments: [GlyphTier.unicode, .ascii])
  func `has no command of LaTeX in it`(glyphs: GlyphTier) throws {
    let course = try Course(Folder(path: Stage.lessons))
    var lines = 0
    for chapter in course.chapters {
      let lesson = try course.lesson(chapter.front.number)
      for section in lesson.sections {
        for text in lesson.plainText(under: section.title, on: glyphs) {
          lines += 1
          #expect(!text.contains("\\"), "\(lesson.front.number): \(text)")
        }
      }
    }
    #expect(lines > 100)
  }

  @Test func `sets formulas in running text on a line`() throws {
    let lesson = try Lesson(
      text: """
        ---
        number: 3
        title: A small lesson
        question: What is it?
        points: 2
        lecture: Convolutional networks II
        ---

        ## Sums

        for $0 \\le i' < H'$ and **each** $c$
        """, origin: "small.md")
    #expect(lesson.plainText(under: "Sums", on: .unicode) == ["for 0 ≤ i' < H' and each c"])
    #expect(lesson.plainText(under: "Sums", on: .ascii) == ["for 0 <= i' < H' and each c"])
  }
}
