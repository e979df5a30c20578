import LessonSamples
import Networks
import Quiz
import Tensors
import Testing

@testable import Lessons

@Suite struct LessonTests {
  @Test func `the running head names number, sections and nothing of what ended`() throws {
    let lesson = try Samples.lesson("# T\n\n## A\n\n### B\n\nb\n\n## C\n\nc\n")
    #expect(lesson.path(to: 0) == ["3 A small lesson"])
    #expect(lesson.path(to: 3) == ["3 A small lesson", "A", "B"])
    #expect(lesson.path(to: 5) == ["3 A small lesson", "C"])
    #expect(lesson.sections.map(\.title) == ["T", "A", "B", "C"])
    #expect(lesson.sections.map(\.blocks) == [0..<6, 1..<4, 2..<4, 4..<6])
  }

  @Test func `a directive says what to show and from where`() throws {
    let lesson = try Samples.lesson(
      """
      ```show
      diagram bottleneck 4 stride: 2 on 8x8x16

      step conv 3x3 4 on 8x8x3 seed 7 at gather x inference batch 2
      compare basic 4 with preact_basic 4 on 8x8x4 seed 3
      count resnet50
      experiment gradient-depth
      step dense 5 on 10 at conv1
      train dense 10 with dense 4, dense 10 on 8x8x1 seed 1
      train dense 10
      ```
      """)
    let directives = lesson.directives
    #expect(directives.map(\.line) == [9, 11, 12, 13, 14, 15, 16, 17])
    #expect(
      directives.map(\.act) == [
        .diagram(.init(notation: "bottleneck 4 stride: 2", input: Shape(8, 8, 16))),
        .step(
          .init(notation: "conv 3x3 4", input: Shape(8, 8, 3)),
          .init(seed: 7, mode: .inference, batch: 2, start: .gather("x"))),
        .compare(
          .init(notation: "basic 4", input: Shape(8, 8, 4)),
          .init(notation: "preact_basic 4", input: Shape(8, 8, 4)), .init(seed: 3)),
        .count(.init(notation: "resnet50", input: nil)), .experiment("gradient-depth"),
        .step(.init(notation: "dense 5", input: Shape(10)), .init(start: .forward("conv1"))),
        .train(
          .init(notation: "dense 10", input: Shape(8, 8, 1)),
          with: .init(notation: "dense 4, dense 10", input: Shape(8, 8, 1)), .init(seed: 1)),
        .train(.init(notation: "dense 10", input: nil), with: nil, .init()),
      ])
    #expect(directives[0].text == "diagram bottleneck 4 stride: 2 on 8x8x16")
  }

  @Test func `a step may write out its tensors and open a cell`() throws {
    let lesson = try Samples.lesson(
      "```show\nstep relu on 2x2x1 whole given G 1 −2 / 3 4.5 given x 1 2 3 4 at relu1 cell 1,0\n```"
    )
    let run = Directive.Run(
      start: .forward("relu1"), cell: [1, 0], isWhole: true,
      given: [
        GivenTensor(name: "G", rows: [[1, -2], [3, 4.5]]),
        GivenTensor(name: "x", rows: [[1, 2, 3, 4]]),
      ])
    #expect(
      lesson.directives.map(\.act) == [
        .step(.init(notation: "relu", input: Shape(2, 2, 1)), run)
      ])
  }

  @Test(arguments: [
    (
      "digram conv 3x3 4",
      "show does not know ‘digram’; it takes diagram, step, compare, train, count, experiment; "
        + "did you mean ‘diagram’?"
    ),
    ("step", "a block such as ‘bottleneck 64’ is missing here."),
    ("step on 8x8x8", "a block such as ‘bottleneck 64’ is missing here."),
    (
      "step relu on 8x8x8 sed 7",
      "step does not take ‘sed’ here; after its block it takes on, seed, at, cell, inference, "
        + "batch, whole, given; did you mean ‘seed’?"
    ),
    ("count relu seed 7", "count does not take ‘seed’ here; after its block it takes on."),
    (
      "step relu on 8x8",
      "an input is rows, columns and channels, such as 8x8x16, or a number of channels, not 8×8."
    ),
    (
      "step relu on",
      "a size is rows, columns and channels, such as 8x8x16, or a number of channels."
    ),
    (
      "step relu on 9999999x9999999x9999999",
      "an input of 9999999×9999999×9999999 is out of range; every extent is at least 1 and the "
        + "whole at most 2147483648 numbers."
    ),
    ("step relu seed -1", "a seed is a whole number from 0 to 1,000,000, not ‘-1’."),
    ("step relu batch 0", "a batch is a whole number from 1 to 1,000,000, not ‘0’."),
    ("step relu seed 1 seed 2", "‘seed’ is given twice."),
    (
      "step relu at backward",
      "‘at’ takes the id of a step, such as ‘conv2’, ‘backward conv2’ or ‘gather x’."
    ),
    ("compare relu on 8", "compare takes two blocks with ‘with’ between them."),
    ("compare relu with", "a block such as ‘bottleneck 64’ is missing here."),
    ("experiment", "‘experiment’ takes one name, such as ‘gradient-depth’."),
    (
      "step relu cell 2;2",
      "a cell is written as row and column from 0 on, such as ‘2,2’, not ‘2;2’."
    ),
    (
      "step relu cell -1,2",
      "a cell is written as row and column from 0 on, such as ‘2,2’, not ‘-1,2’."
    ),
    ("step relu given G 1 two", "‘two’ is not a number; rows are written ‘1 2 / 3 4’."),
    (
      "step relu given G 1 / /", "‘given’ takes a tensor and its rows, such as ‘given G 1 2 / 3 4’."
    ),
    ("step relu given", "‘given’ takes a tensor and its rows, such as ‘given G 1 2 / 3 4’."),
  ])
  func `a faulty directive is refused with its line`(_ text: String, _ sentence: String) {
    #expect(Samples.fault(in: "a\n\n```show\n\(text)\n```\n") == "small.md:11: " + sentence)
  }

  @Test func `definitions and fences within lists are found`() throws {
    let lesson = try Samples.lesson(
      "- a\n\n  ```block\n  block b\n    relu\n  ```\n\n> ```show\n> count b\n> ```\n")
    #expect(lesson.definitions.map(\.text) == ["block b\n  relu\n"])
    #expect(lesson.definitions.map(\.line) == [11])
    #expect(lesson.directives.map(\.line) == [16])
  }

  @Test func `rubric lines have points, words and perhaps a heading`() throws {
    let rubric = try Samples.lesson("## A\n\n```rubric\n1.5  b c -> A\n\n0.5 d\n```\n").rubric
    #expect(rubric.map(\.points) == [1.5, 0.5])
    #expect(rubric.map(\.text) == ["b c", "d"])
    #expect(rubric.map(\.section) == ["A", nil])
    #expect(rubric.map(\.line) == [11, 13])
  }

  @Test(arguments: [
    ("1 a", "9: the rubric adds up to 1 points, the question has 2."),
    ("1.5 a\n1 b", "9: the rubric adds up to 2.5 points, the question has 2."),
    ("a", "9: a rubric line begins with its points, as in ‘1.5 BN after every convolution’."),
    ("0 a", "9: a rubric line begins with its points, as in ‘1.5 BN after every convolution’."),
    ("nan a", "9: a rubric line begins with its points, as in ‘1.5 BN after every convolution’."),
    ("1 a\n1", "10: this rubric line does not say what earns its points."),
    (
      "2 a -> The blok",
      "9: there is no heading ‘The blok’ in this lesson; did you mean ‘The block’?"
    ),
  ])
  func `a faulty rubric is refused`(_ lines: String, _ fault: String) {
    let body = "```rubric\n\(lines)\n```\n\n# The block\n"
    #expect(Samples.fault(in: body) == "small.md:" + fault)
  }

  @Test func `a lesson of a megabyte is refused`() {
    let fault = Samples.fault(in: String(repeating: "word ", count: 250_000))
    #expect(fault == "small.md: a lesson should not be longer than a million characters.")
  }
}
