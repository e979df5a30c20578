import Foundation
import LessonSamples
import Testing

@testable import Lessons
@testable import Quiz

@Suite struct CourseTests {
  @Test func `the lessons of the checkout are found from the test program`() throws {
    let course = try Samples.course()
    #expect(course.faults.isEmpty)
    #expect(course.chapters.map(\.front.number) == Array(1...course.chapters.count))
    #expect(course.chapters.first?.front.shortTitle == "ResNet")
  }

  @Test func `every lesson can be read and its rubric adds up`() throws {
    let course = try Samples.course()
    for chapter in course.chapters {
      let lesson = try course.lesson(chapter.front.number)
      #expect(!lesson.rubric.isEmpty)
      #expect(lesson.sections.contains { $0.title == "Model answer" })
    }
  }

  @Test func `the question on the page is the question of the front matter`() throws {
    let course = try Samples.course()
    for chapter in course.chapters {
      let lesson = try course.lesson(chapter.front.number)
      let quotes = lesson.blocks.filter { if case .quote = $0.content { true } else { false } }
      let quoted = quotes.first?.content.text ?? ""
      #expect(quoted == "\(lesson.front.question) [\(lesson.front.points)]")
      #expect(lesson.front.brief.count <= 78)
    }
  }

  /// Lecture 5 in `exam/questions.md` of ufal/npfl138, 24 May 2026.
  private static let wordings = [
    """
    Describe overall architecture of ResNet. You do not need to remember the exact number of \
    layers/filters, but you should draw a bottleneck block (including the applications of \
    BatchNorms and ReLUs) and state how residual connections work when the number of channels \
    increases.
    """,
    """
    Draw the original ResNet block (including the exact positions of BatchNorms and ReLUs) and \
    also the improved variant with full pre-activation.
    """,
    """
    Compare the bottleneck block of ResNet and ResNeXt architectures (draw the latter using \
    regular convolutions only, i.e., do not use a grouped convolution).
    """,
    "Describe the CNN regularization method of networks with stochastic depth.",
    "Compare Cutout and DropBlock.",
    "Describe Squeeze and Excitation applied to a ResNet block.",
    """
    Draw the Mobile inverted bottleneck block (including explanation of separable convolutions, \
    the expansion factor, exact positions of BatchNorms and ReLUs, but without describing Squeeze \
    and excitation blocks).
    """,
    """
    Assume an input image I of size H × W with C channels, and a convolutional kernel K with size \
    N × M, stride S and O output channels. Write down (or derive) the equation of transposed \
    convolution (or equivalently backpropagation through a convolution to its inputs).
    """,
  ]

  @Test func `the questions are the course's today, older wordings and the date beside them`()
    throws
  {
    let course = try Samples.course()
    let older = [
      3: "(draw the latter using convolutions only, i.e., do not use grouped convolutions)",
      5: "Compare Cutout and BlockDrop.", 7: "Squeeze and excitation bocks",
    ]
    for (index, wording) in Self.wordings.enumerated() {
      let lesson = try course.lesson(index + 1)
      #expect(lesson.front.question == wording)
      let text = lesson.blocks.map(\.content.text).joined(separator: " ")
      #expect(text.contains("as of 24 May 2026, CC BY-SA 4.0."))
      let old = older[index + 1] ?? "The wording has not changed since 2021."
      #expect(text.contains(old), "question \(index + 1)")
    }
  }

  @Test func `a program in a checkout reads the checkout, another what lies beside it`() {
    #expect(
      Folder.candidates(for: "/a/.build/debug/blockwalk") == [
        "/a/lessons", "/a/.build/debug/blockwalk_Lessons.resources/lessons",
        "/a/.build/debug/blockwalk_Lessons.bundle/lessons",
      ])
    #expect(Folder.candidates(for: "/usr/bin/blockwalk").count == 2)
  }

  @Test func `the resource beside the program holds the same lessons`() throws {
    let path = try #require(
      Folder.candidates(for: Bundle.main.executablePath ?? "").dropFirst().first)
    let copy = try Course(Folder(path: path))
    #expect(copy.chapters.map(\.file) == (try Samples.course()).chapters.map(\.file))
  }

  @Test func `a broken lesson does not hide the others`() throws {
    try withFolder([
      "1-a.md": Samples.front, "2-b.md": "# no front matter", "3-c.md": Samples.front,
      "README.md": "about", "notes.txt": "x",
    ]) { folder in
      let course = try Course(folder)
      #expect(course.chapters.map(\.file) == ["1-a.md"])
      #expect(
        course.faults.map(\.description) == [
          "2-b.md:1: a lesson begins with front matter between two lines of ‘---’.",
          "3-c.md: 1-a.md has the number 3 too.",
        ])
      #expect(throws: LessonError("there is no lesson 9, only 3", origin: folder.path)) {
        try course.lesson(9)
      }
    }
  }

  @Test func `questions are named by their lecture and their place in it`() throws {
    let front = { (number: Int, title: String, lecture: String) in
      "---\nnumber: \(number)\ntitle: \(title)\nquestion: a\npoints: 1\nlecture: \(lecture)\n---\n"
    }
    let (four, five) = ("{ number: 4, title: Padding }", "{ number: 5, title: Blocks }")
    try withFolder([
      "a.md": front(1, "First block", five), "b.md": front(2, "Second block", five),
      "c.md": front(7, "VALID", four), "d.md": front(9, "Guest", "Elsewhere"),
    ]) { folder in
      let course = try Course(folder)
      #expect(course.chapters.map(\.front.name) == ["5.1", "5.2", "4.1", "9"])
      let lectures = course.chapters.map(\.front).lectures
      #expect(lectures.map(\.lecture.heading) == ["4 Padding", "5 Blocks", "Elsewhere"])
      #expect(lectures.map { $0.questions.map(\.number) } == [[7], [1, 2], [9]])
      for (words, number) in [
        ("2", 2), ("5.2", 2), ("4.1", 7), ("valid", 7), ("Second", 2), ("9", 9), ("guest", 9),
      ] {
        #expect(try course.chapter(called: words).front.number == number, "\(words)")
      }
      for (words, fault) in [
        ("5.3", "there is no question ‘5.3’, only 5.1, 5.2, 4.1, 9"),
        ("", "there is no question ‘’, only 5.1, 5.2, 4.1, 9"),
        ("gest", "there is no question ‘gest’, only 5.1, 5.2, 4.1, 9; did you mean ‘Guest’?"),
      ] {
        let error = #expect(throws: LessonError.self) { try course.chapter(called: words) }
        #expect(error?.description.contains(fault) == true, "\(error?.description ?? "none")")
      }
    }
  }

  @Test func `two questions of one beginning are told apart`() throws {
    try withFolder([
      "a.md": Samples.front, "b.md": Samples.front.replacing("number: 3", with: "number: 4"),
    ]) { folder in
      let error = #expect(throws: LessonError.self) {
        try Course(folder).chapter(called: "a small")
      }
      #expect(error?.description.contains("several questions are called ‘a small’") == true)
    }
  }

  @Test func `an edited file is seen at once`() throws {
    try withFolder(["a.md": Samples.front + "one"]) { folder in
      let course = try Course(folder)
      #expect(try course.lesson(3).blocks.first?.content.text == "one")
      try Data((Samples.front + "two").utf8).write(to: URL(filePath: folder.path + "/a.md"))
      #expect(try course.lesson(3).blocks.first?.content.text == "two")
    }
  }

  @Test func `missing folders and unreadable files have their sentences`() throws {
    #expect(throws: LessonError("there is no such folder of lessons", origin: "/nowhere")) {
      try Folder.found(option: "/nowhere")
    }
    try withFolder(["blocks/a.md": ""]) { folder in
      #expect(throws: LessonError("the file cannot be read: it is a folder", origin: "blocks")) {
        try folder.text("blocks")
      }
      #expect(
        throws: LessonError("the file cannot be read: there is no such file", origin: "x")
      ) {
        try folder.text("x")
      }
      try Data([0x61, 0xFF]).write(to: URL(filePath: folder.path + "/bad.md"))
      #expect(
        throws: LessonError("the file is not text in UTF-8; save it as UTF-8", origin: "bad.md")
      ) {
        try folder.text("bad.md")
      }
      try Data(count: 5 << 20).write(to: URL(filePath: folder.path + "/big.md"))
      #expect(
        throws: LessonError("the file is larger than 4 MiB; give a smaller file", origin: "big.md")
      ) {
        try folder.text("big.md")
      }
    }
  }

  /// Runs a test with files in a folder of their own.
  private func withFolder(
    _ files: [String: String], _ test: (Folder) throws -> Void
  ) throws {
    let root = URL.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in files {
      let file = root.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try test(Folder(path: root.path()))
  }
}
