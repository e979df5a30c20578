import LessonSamples
import Testing

@testable import Lessons

@Suite struct FrontMatterTests {
  @Test func `what is left out has its default`() throws {
    let front = try Samples.lesson("text").front
    #expect(front.number == 3)
    #expect(front.points == 2)
    #expect(front.shortTitle == "A small lesson")
    #expect(front.brief == "What is it?")
    #expect(front.attribution == nil)
    #expect(front.heading == "3 A small lesson")
  }

  @Test func `lines of a folded text become one`() throws {
    let text = Samples.front.replacing("What is it?", with: ">-\n  What\n  is it?\nshort: Small")
    let front = try FrontMatter(lesson: text, origin: "small.md")
    #expect(front.question == "What is it?")
    #expect(front.heading == "3 Small")
  }

  @Test func `lines may end as on other systems`() throws {
    let text = (Samples.front + "# A\n\ntext $x$\n").replacing("\n", with: "\r\n")
    let lesson = try Lesson(text: text, origin: "small.md")
    #expect(lesson.front.title == "A small lesson")
    #expect(lesson.blocks.map(\.line) == [8, 10])
  }

  @Test(arguments: [
    ("", "1: a lesson begins with front matter between two lines of ‘---’."),
    ("# Title\n", "1: a lesson begins with front matter between two lines of ‘---’."),
    ("---\nnumber: 1\n", "1: the front matter is not closed by a line of ‘---’."),
    ("---\n---\n", "2: the YAML here is empty."),
    ("---\n- a\n---\n", "2: the front matter should consist of lines ‘key: value’."),
    ("---\nnumber: 1\n---\n", "1: the front matter lacks ‘title’."),
    (
      "---\nnumber: 1\ntitel: a\n---\n",
      "3: the front matter does not know ‘titel’; did you mean ‘title’?"
    ),
    ("---\ntitle: a: b\n---\n", "2: a text with a colon in it needs quotes around it."),
    ("---\ntitle: a\ntitle: b\n---\n", "3: the key ‘title’ is there twice."),
    (
      "---\ntitle: &a b\n---\n",
      "2: YAML anchors (&a) are not used in lessons; write the text out, or put it in quotes."
    ),
    (
      "---\ntitle: &a\n  b: c\n---\n",
      "3: a text with a colon in it needs quotes around it."
    ),
    (
      "---\ntitle: *a\n---\n",
      "2: YAML aliases (*name) are not used in lessons; put quotes around a text that begins with *."
    ),
    ("---\n[a]: b\n---\n", "2: a YAML key should be a word."),
  ])
  func `faulty front matter is refused with its line`(_ text: String, _ fault: String) {
    #expect(Samples.fault(inFile: text) == "small.md:" + fault)
  }

  @Test(arguments: ["A &b c", "'R &D is \"&\" & so on'", "\"&a\"", "|-\n  & so\n  &on"])
  func `an ampersand within a text is text`(_ text: String) throws {
    let lesson = Samples.front.replacing("A small lesson", with: text)
    let title = try Lesson(text: lesson + "# A", origin: "small.md").front.title
    #expect(title.contains("&") && !title.contains("\u{E026}"))
  }

  @Test(arguments: [
    ("number: 3", "number: three", "2: ‘number’ should be a whole number from 1 to 999."),
    ("number: 3", "number: 0", "2: ‘number’ should be a whole number from 1 to 999."),
    ("points: 2", "points: 2.5", "5: ‘points’ should be a whole number from 1 to 999."),
    ("points: 2", "points: [2]", "5: ‘points’ should be a whole number from 1 to 999."),
    ("title: A small lesson", "title:", "3: ‘title’ should be a text."),
    ("title: A small lesson", "title: {a: b}", "3: ‘title’ should be a text."),
    (
      "lecture: Convolutional networks II", "lecture: { numer: 5, title: A }",
      "6: ‘lecture’ does not know ‘numer’; it takes ‘number’ and ‘title’; did you mean ‘number’?"
    ),
    (
      "lecture: Convolutional networks II", "lecture: { number: 5 }",
      "6: ‘lecture’ lacks its ‘title’."
    ),
    (
      "lecture: Convolutional networks II", "lecture: { number: five, title: A }",
      "6: ‘number’ should be a whole number from 1 to 999."
    ),
    (
      "lecture: Convolutional networks II", "lecture:",
      "6: ‘lecture’ should be a title, or a map with ‘number’ and ‘title’."
    ),
  ])
  func `a value of the wrong kind is refused`(_ right: String, _ wrong: String, _ fault: String) {
    let text = Samples.front.replacing(right, with: wrong)
    #expect(Samples.fault(inFile: text) == "small.md:" + fault)
  }
}
