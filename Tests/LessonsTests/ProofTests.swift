import LessonSamples
import Quiz
import Testing

@testable import Lessons

/// Proofs whose lines are uncovered one by one, each checked with numbers.
@Suite struct ProofTests {
  private func lesson(_ lines: String) throws -> Lesson {
    try Samples.lesson("```proof\ntitle: a\nvalues: { b: 0.5, t: 3 }\nlines:\n\(lines)```\n")
  }

  @Test func `a proof is a live thing of the page with its lines`() throws {
    let lesson = try lesson(
      """
        - says: \\sum_{i=1}^{t} b^i
          because: a series
          left: sum(i, 1, t, b^i)
          right: 1 - b^t
        - says: "= 1 - b^t"
          left: 1 - b^t
          right: 0.875

      """)
    let directive = try #require(lesson.directives.first)
    guard case .proof(let proof) = directive.act else {
      Issue.record("no proof")
      return
    }
    #expect(
      proof.lines.map(\.left) == [0.875, 0.875] && proof.lines.map(\.right) == [0.875, 0.875])
    #expect(proof.lines[0].reason == "a series" && proof.lines.allSatisfy { $0.holds })
    #expect(lesson.formulas.map(\.text).contains("= 1 - b^t"))
    #expect(lesson.check(library: try Samples.library(of: Samples.course())) == [])
  }

  @Test func `a line that its numbers do not bear out is a fault with its line`() throws {
    let lesson = try lesson(
      """
        - says: a
          left: b
          right: 0.5
        - says: b
          left: b
          right: 0.501

      """)
    #expect(
      lesson.check(library: try Samples.library(of: Samples.course())).map(\.description) == [
        "small.md:15: this line of the proof does not hold: 0.5 is not 0.501."
      ])
  }

  @Test func `numbers may be as far apart as the line says`() throws {
    let lesson = try lesson("  - says: a\n    left: b\n    right: 0.501\n    within: 0.01\n")
    #expect(lesson.check(library: try Samples.library(of: Samples.course())) == [])
  }

  @Test(arguments: [
    ("lines: []", "a proof needs a ‘title’ and its ‘lines’"),
    ("lines:\n  - says: a\n    left: 1", "a line of a proof needs ‘says’, ‘left’ and ‘right’"),
    ("lines:\n  - says: a\n    left: c\n    right: 1", "there is no value called ‘c’"),
    ("lynes: []", "a proof has no field ‘lynes’"),
    ("values: { b: x }\nlines:\n  - says: a\n    left: 1\n    right: 1", "‘b’ should be a number"),
    (
      "lines:\n  - says: a\n    left: 1\n    rite: 1\n    right: 1",
      "a line of a proof has no field ‘rite’"
    ),
  ])
  func `a faulty proof is told`(_ text: String, _ fault: String) throws {
    let told = Samples.fault(in: "```proof\ntitle: a\n\(text)\n```\n")
    #expect(told?.contains(fault) == true, "\(told ?? "none")")
  }

  @Test func `the lessons on training prove what their questions ask to show`() throws {
    let course = try Samples.course()
    let proven = try course.chapters.filter { chapter in
      try course.lesson(chapter.front.number).directives.contains {
        if case .proof = $0.act { true } else { false }
      }
    }
    #expect(proven.map(\.front.number) == [15, 27, 28])
  }
}
