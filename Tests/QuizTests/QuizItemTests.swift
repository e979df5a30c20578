import LessonSamples
import Quiz
import Testing

@testable import Lessons

@Suite struct QuizItemTests {
  @Test func `an item keeps its fields with their lines`() throws {
    let items = try Samples.lesson(
      """
      ```quiz
      - id: side
        kind: number
        ask: Which side has {x}?
        values:
          x: 3..12
        answer: 32*x
        mistakes:
          - answer: x
            mistake: nothing done
            why: It grows.
      ```
      """
    ).items
    let item = try #require(items.first)
    #expect(items.count == 1)
    #expect(item.id == "side" && item.kind == .number && item.line == 9)
    #expect(item.question == "Which side has {x}?")
    #expect(item.fields["values"]?["x"]?.text == "3..12")
    #expect(item.fields["mistakes"]?.list?.first?["why"]?.line == 18)
  }

  @Test(arguments: [
    ("a: b", "9: a quiz is a list of items, each beginning with ‘- ’."),
    ("- a", "9: a quiz item consists of lines ‘key: value’."),
    ("- id: a\n  ask: b", "9: this quiz item has no ‘kind’."),
    (
      "- id: a\n  kind: chose\n  ask: b",
      "10: there is no quiz kind ‘chose’; did you mean ‘choose’?"
    ),
    ("- kind: open\n  ask: b", "9: a quiz item needs an ‘id’ and what to ‘ask’."),
    ("- id: a\n  kind: open\n  ask: ", "11: ‘ask’ should be a text."),
    (
      "- id: a\n  kind: number\n  ask: b", "9: a quiz item of kind ‘number’ needs ‘answer’."
    ),
    (
      "- id: a\n  kind: open\n  ask: b\n  hnt: c",
      "12: a quiz item of kind ‘open’ has no field ‘hnt’; its fields are ask, hint, id, kind, points, why; did you mean ‘hint’?"
    ),
    (
      "- id: a\n  kind: order\n  ask: b\n  cards: c", "12: ‘cards’ should be a list of texts."
    ),
    (
      "- id: a\n  kind: choose\n  ask: b\n  right: c\n  wrong:\n    - choice: d\n      why: e",
      "14: each of ‘wrong’ needs ‘mistake’."
    ),
    (
      "- id: a\n  kind: number\n  ask: b\n  answer: c\n  values: d",
      "13: ‘values’ should be lines such as ‘k: 2..5’ or ‘k: 2, 3, 5’."
    ),
    (
      "- id: a\n  kind: open\n  ask: b\n- id: a\n  kind: open\n  ask: c",
      "12: two quiz items have the id ‘a’."
    ),
    ("- a: \"b", "10: a quote is not closed."),
  ])
  func `a faulty item is refused with its line`(_ items: String, _ fault: String) {
    #expect(Samples.fault(in: "```quiz\n\(items)\n```\n") == "small.md:" + fault)
  }
}
