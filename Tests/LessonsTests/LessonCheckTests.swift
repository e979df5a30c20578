import Foundation
import LessonSamples
import Networks
import Quiz
import Testing

@testable import Lessons

@Suite struct LessonCheckTests {
  private func faults(in body: String) throws -> [String] {
    try Samples.lesson(body).check(library: Library()).map(\.description)
  }

  @Test func `every fence of every lesson is read, fitted and run`() throws {
    let course = try Samples.course()
    let library = try Samples.library(of: course)
    for chapter in course.chapters {
      #expect(try course.lesson(chapter.front.number).check(library: library) == [])
    }
  }

  @Test func `every lesson has a block to step through`() throws {
    let course = try Samples.course()
    for chapter in course.chapters {
      let steps = try course.lesson(chapter.front.number).directives.filter {
        if case .step = $0.act { true } else { false }
      }
      #expect(!steps.isEmpty)
    }
  }

  @Test func `a lesson's own definitions win over those of the library`() throws {
    let lesson = try Samples.lesson(
      "```block\nblock b\n  relu\n```\n\n```show\nstep b at relu1\n```")
    let library = try Library(texts: [("lib.block", "block b\n  norm\n")])
    #expect(lesson.check(library: library) == [])
    #expect(try lesson.library(over: library).origin(of: "b") == "small.md")
  }

  @Test(arguments: [
    (
      "count relo on 8x8x8",
      "small.md:9: there is no operation or block ‘relo’; did you mean ‘relu’?"
    ),
    ("step relu at conv1", "small.md:9: relu has no step ‘conv1’."),
    ("step relu at gather x", "small.md:9: relu has no step ‘gather x’."),
    (
      "step conv 1x1 1 on 2x2x1 given K 1",
      "small.md:9: conv 1x1 1 has no tensor ‘K’ that can be given; it has x, G, conv1.weight."
    ),
    (
      "step relu on 2x2x1 given G 1 2 / 3",
      "small.md:9: G is 1×2×2×1, 4 numbers, but 2 + 1 are written."
    ),
    (
      "step relu on 2x2x1 batch 2 given G 1 2 / 3 4",
      "small.md:9: tensors are given for one image, so that ‘batch 2’ does not fit."
    ),
    (
      "experiment gradient-dept",
      "small.md:9: there is no experiment ‘gradient-dept’; did you mean ‘gradient-depth’?"
    ),
  ])
  func `a faulty directive is told with its line`(_ line: String, _ fault: String) throws {
    #expect(try faults(in: "```show\n\(line)\n```\n") == [fault])
  }

  @Test(arguments: [
    (
      "kind: choose\n  right: a\n  wrong:\n    - {choice: a, mistake: m, why: w}",
      "small.md:9: ‘q’ has the choice ‘a’ twice."
    ),
    (
      "kind: several\n  right: [a, b]\n  wrong:\n    - {choice: c, mistake: m, why: w}\n"
        + "    - {choice: c, mistake: n, why: w}",
      "small.md:9: ‘q’ has the choice ‘c’ twice."
    ),
    (
      "kind: number\n  values: {k: 1..5}\n  answer: 2*k\n  mistakes:\n"
        + "    - {answer: k + k, mistake: m, why: w}",
      "small.md:9: the mistake ‘m’ of ‘q’ always gives the right answer."
    ),
  ])
  func `an item that cannot be answered rightly is told`(_ fields: String, _ fault: String) throws {
    let item = "- id: q\n  ask: A?\n  \(fields)\n"
    #expect(try faults(in: "```quiz\n\(item)```\n") == [fault])
  }

  @Test func `points beside the quoted question are those of the front matter`() throws {
    #expect(
      try faults(in: "> What is it? [10]\n")
        == ["small.md:8: the quoted question says [10], the front matter 2 points."])
    #expect(try faults(in: "> What is it? [2]\n") == [])
  }

  @Test(arguments: [("9x9x2", true), ("8x8x2", false), ("17x17x2", true), ("16x24x2", false)])
  func `a claim about padding is judged on its own size`(size: String, agrees: Bool) throws {
    let item = """
      - id: q
        kind: claim
        ask: A?
        left: "conv 3x3 2 stride: 2"
        right: "conv 3x3 2 stride: 2 padding: same_tf"
        on: \(size)
        agree: values
        answer: "\(agrees)"
        why: B.

      """
    #expect(try faults(in: "```quiz\n\(item)```\n") == [])
  }

  @Test func `a block that does not fit is told with its line`() throws {
    let faults = try faults(in: "```show\nstep sum { conv 1x1 4 | identity } on 8x8x8\n```\n")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("small.md:9: ") == true)
  }

  @Test func `a faulty definition is told with the line of the file`() throws {
    let faults = try faults(
      in: "text\n\n```block\nblock b\n  relo 3\n```\n\n```show\ncount b\n```\n")
    #expect(
      faults == ["small.md:12: there is no operation or block ‘relo’, in ‘b’; did you mean ‘relu’?"]
    )
  }

  @Test func `a block of a quiz item has to fit its size`() throws {
    let faults = try faults(
      in: """
        ```quiz
        - id: a
          kind: repair
          ask: b
          block: relu
          answer: dense 3
          on: 8x8x8
          mistake: c
        ```
        """)
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("small.md:9: ") == true)
  }

  @Test func `formulas are found wherever they stand`() throws {
    let lesson = try Samples.lesson(
      "# $a$\n\n- **$b$**\n\n$$ c $$\n\n| $d$ |\n|---|\n| x |\n\n> $e$\n")
    #expect(lesson.formulas.map(\.text) == ["a", "b", "c", "d", "e"])
    #expect(lesson.formulas.map(\.line) == [8, 10, 12, 14, 18])
  }

  @Test func `the lesson in the README is one without a fault`() throws {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let fence = try #require(text.components(separatedBy: "````markdown\n").dropFirst().first)
    let sample = try #require(fence.components(separatedBy: "\n````").first)
    let lesson = try Lesson(text: sample, origin: "README.md")
    #expect(lesson.check(library: try Samples.library(of: Samples.course())) == [])
    #expect(lesson.directives.count == 3 && !lesson.items.isEmpty)
  }
}
