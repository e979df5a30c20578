import LessonSamples
import Lessons
import Testing

@testable import Networks
@testable import Quiz

/// Lessons that ask for too much are refused, or what they ask for is left out, in a sentence.
@Suite struct LessonLimitTests {
  @Test(arguments: [
    ("sum(i, 1, 10001, i)", "a sum has at most 10000 terms in all."),
    ("sum(i, 1, 200, sum(j, 1, 200, i*j))", "a sum has at most 10000 terms in all."),
    ("product(i, 1e300, 1e300, 1)", "a product has at most 10000 terms in all."),
    ("sum(i, 0, 1/0, 1)", "a sum has at most 10000 terms in all."),
    (String(repeating: "1+", count: 300), "a formula has at most 400 characters."),
  ])
  func `a formula without end has its sentence`(text: String, sentence: String) {
    let error = #expect(throws: LessonError.self) { try Arithmetic.answer(text) }
    #expect(error?.sentence == sentence)
  }

  @Test func `terms are counted over all sums of a formula`() throws {
    #expect(try Arithmetic.answer("sum(i, 1, 90, sum(j, 1, 90, 1))") == 8100)
  }

  @Test func `front matter without end has its sentence`() {
    let text = "---\n" + String(repeating: "a: b\n", count: 300)
    #expect(
      Samples.fault(inFile: text)
        == "small.md:1: the front matter is not closed by a line of ‘---’.")
  }

  @Test func `YAML within YAML has its sentence`() {
    let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(throws: LessonError("the YAML here is nested more than 50 deep", line: 1)) {
      try YAMLValue(deep)
    }
  }

  @Test func `a long key is cut and nothing in it is obeyed`() throws {
    let key = "\u{1B}[31m" + String(repeating: "k", count: 100_000)
    let error = try #require(throws: LessonError.self) {
      throw LessonError("the front matter does not know ‘\(key)’", suggestion: key)
    }
    #expect(error.description.count < 800 && !error.description.contains("\u{1B}"))
  }

  @Test func `a step with more images than anyone can wait for is not run by a check`() throws {
    let lesson = try Samples.lesson(
      "```show\nstep conv 3x3 512 on 224x224x512 batch 1000000\n```\n")
    #expect(lesson.check(library: Library()).isEmpty)
  }

  @Test(arguments: [
    "4611686018427387904x4", "9223372036854775807x9223372036854775807", "50x1", "0x3", "x",
  ])
  func `a kernel that no cell item has is refused`(kernel: String) throws {
    let lesson = try Samples.lesson(
      """
      ```quiz
      - id: a
        kind: cell
        ask: b
        kernel: \(kernel)
        stride: 2
        outputs: 2x2
      ```
      """)
    let faults = lesson.check(library: Library()).map(\.message)
    #expect(
      faults == [
        "a cell item has a kernel such as 3x3, a stride from 1 to 4 and outputs such as 2x2"
      ])
  }

  @Test func `a block that is too large to be graded is refused`() throws {
    let lesson = try Samples.lesson(
      """
      ```quiz
      - id: a
        kind: build
        ask: b
        answer: conv 3x3 4096
        on: 56x56x64
      ```
      """)
    #expect(
      lesson.check(library: Library()).map(\.message) == [
        "‘conv 3x3 4096’ is too large for a quiz"
      ])
  }
}
