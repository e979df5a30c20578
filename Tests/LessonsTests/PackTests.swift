import Foundation
import LessonSamples
import Networks
import Tensors
import Testing

@testable import Lessons
@testable import Quiz

/// Lessons of several packs beside each other.
struct PackTests {
  private static let item = """

    ```quiz
    - id: same
      kind: number
      ask: What is one and one?
      answer: 2
    ```

    """

  @Test func `numbers and ids may repeat, each lesson is found by the name of its pack`() throws {
    try Folders.with([
      "ours/3-a.md": Samples.front + Self.item, "dense/3-b.md": Samples.front + Self.item,
      "dense/blocks/own.block": "block own\n  relu\n",
      "wide/pack.yaml": "name: wide-nets\ntitle: Wide\nauthor: A. B.\n",
      "wide/3-c.md": Samples.front + Self.item,
    ]) { root in
      let packs = try [
        Pack(ours: Folder(path: root + "/ours")), Pack(at: root + "/dense"),
        Pack(at: root + "/wide"),
      ]
      let course = try Course(packs)
      #expect(course.faults.isEmpty)
      #expect(course.chapters.map(\.front.label) == ["3", "dense/3", "wide-nets/3"])
      #expect(Set(course.chapters.map(\.front.number)).count == 3)
      #expect(try course.chapter(called: "3").pack == packs[0])
      #expect(try course.chapter(called: "wide-nets/3").pack == packs[2])
      let ids = try course.chapters.map {
        try Dealer(course.lesson($0.front.number), library: Library()).entries.map(\.id)
      }
      #expect(ids.map(\.first) == ["same", "dense/same", "wide-nets/same"])
      #expect(Set(ids.joined()).count == ids.joined().count)
      #expect(
        course.chapters.map(\.front).lectures.map(\.lecture.heading) == [
          "Convolutional networks II", "dense: Convolutional networks II",
          "Wide (A. B.): Convolutional networks II",
        ])
    }
  }

  /// Answers are recorded under it, so it must be the same for ever and on every machine.
  @Test func `the number of a lesson depends on the pack's name alone`() throws {
    try Folders.with(["dense/3-b.md": Samples.front]) { root in
      let course = try Course([Pack(at: root + "/dense")])
      #expect(course.chapters.map(\.front.number) == [700_483_409_003])
    }
  }

  @Test func `a pack names its lectures once for all its lessons`() throws {
    let lesson = Samples.front.replacing("lecture: Convolutional networks II", with: "lecture: 5")
    try Folders.with([
      "p/pack.yaml": "lectures:\n  - { number: 5, title: Wide nets }\n", "p/3-a.md": lesson,
    ]) { root in
      let course = try Course([Pack(at: root + "/p")])
      #expect(course.chapters.map(\.front.lecture.number) == [5])
      #expect(course.chapters.map(\.front.lecture.heading) == ["p: 5 Wide nets"])
    }
  }

  @Test(arguments: [
    ("titel: A", ":1: a pack.yaml has no ‘titel’; its keys are name, title"),
    ("title: A\nname: a b", ":2: ‘name’ should have letters"),
    ("name: ../up", ":1: ‘name’ should have letters"),
    ("name: .hidden", ":1: ‘name’ should have letters"),
    ("title: [a]", ":1: ‘title’ should be a text"),
    ("lectures: five", ":1: ‘lectures’ should be a list"),
    ("lectures:\n  - { number: 5 }", ":2: ‘lecture’ lacks its ‘title’"),
    ("- a", ":1: a pack.yaml consists of lines"),
  ])
  func `a fault in pack.yaml is told with its line`(text: String, words: String) throws {
    try Folders.with(["p/pack.yaml": text]) { root in
      let error = #expect(throws: LessonError.self) { try Pack(at: root + "/p") }
      #expect(error?.description.contains("p/pack.yaml" + words) == true, "\(error as Any)")
    }
  }

  @Test(arguments: [
    ("/a/dense", "dense"), ("/a/My nets!", "My-nets-"), ("/", "pack"), ("/a/..b", "b"),
    ("/a/síť", "s----"),
    ("/a/" + String(repeating: "x", count: 90), String(repeating: "x", count: 64)),
  ])
  func `a folder's name becomes one that every system takes`(path: String, name: String) {
    #expect(Pack.name(from: path) == name)
    #expect(Pack.isName(name))
  }

  @Test func `a named pack takes the place of an installed one, and only replaces all`() throws {
    try Folders.with([
      "installed/dense/3-old.md": Samples.front, "installed/wide/3-w.md": Samples.front,
      "installed/bad/pack.yaml": "x: y", "mine/dense/3-new.md": Samples.front,
      "twin/dense/3-c.md": Samples.front,
    ]) { root in
      let (packs, faults) = try PackSelection([root + "/mine/dense", root + "/mine/../mine/dense"])
        .packs(installed: root + "/installed")
      #expect(packs.map(\.name) == [nil, "dense", "wide"])
      #expect(packs[1].folder.path == root + "/mine/dense")
      #expect(faults.count == 1 && faults[0].description.contains("bad/pack.yaml:1:"))
      let only = try PackSelection([root + "/mine/dense"], isOnly: true)
        .packs(installed: root + "/installed")
      #expect(only.packs.map(\.name) == ["dense"])
      let error = #expect(throws: LessonError.self) {
        try PackSelection([root + "/mine/dense", root + "/twin/dense"]).packs(installed: nil)
      }
      #expect(error?.message.contains("both called ‘dense’") == true)
    }
  }

  @Test func `a pack's blocks win within it and leave those of others as they are`() throws {
    try Folders.with([
      "ours/blocks/a.block": "block basic\n  conv 1x1 2\n\nblock uses\n  basic\n",
      "p/blocks/b.block": "block basic\n  relu\n\nblock own\n  basic, uses\n",
    ]) { root in
      let packs = try [Pack(ours: Folder(path: root + "/ours")), Pack(at: root + "/p")]
      let libraries = try PackLibraries(Course(packs))
      func ids(_ text: String, _ library: Library) throws -> [String] {
        try Network(text, library: library, on: Shape(2, 2, 1)).graph.nodes.dropFirst().map {
          type(of: $0.operation).keyword
        }
      }
      let (common, within) = (libraries.common, libraries.library(of: packs[1]))
      #expect(try ids("basic", common) == ["conv"])
      #expect(try ids("basic", within) == ["relu"])
      // what the pack calls is the pack's, wherever it is called from
      #expect(try ids("own", within) == ["relu", "relu"])
      #expect(try ids("own", common) == ["relu", "relu"])
      #expect(try ids("relu, own, basic", common) == ["relu", "relu", "relu", "conv"])
      let only = try PackLibraries(Course([packs[1]]))
      #expect(try ids("basic", only.common) == ["relu"])
      // blocks of the program stay behind those of the pack
      #expect(only.common.names.contains("bottleneck"))
    }
  }

  @Test func `terms of all packs are one glossary, and a lesson's own pack explains first`() throws
  {
    let term = { (line: String) in "- english: stride\n  czech: krok\n  line: \(line)\n" }
    try Folders.with([
      "a/terms.yaml": term("Ours."), "b/terms.yaml": term("Theirs."), "b/3-b.md": Samples.front,
    ]) { root in
      let course = try Course([Pack(ours: Folder(path: root + "/a")), Pack(at: root + "/b")])
      #expect(try course.glossary()?.terms.map(\.line) == ["Ours."])
      let lesson = course.chapters[0].front.number
      #expect(try course.glossary(for: lesson)?.terms.map(\.line) == ["Theirs."])
    }
  }

  @Test(arguments: ["Dense blocks", "Síť: „hluboká“ \"síť\"", "a * b_c <d> [e] $f$ #g", "100 %"])
  func `a new lesson is complete and passes its check`(title: String) throws {
    let template = try LessonTemplate(title: title, number: 7)
    let lesson = try Lesson(text: template.text, origin: template.file)
    #expect(lesson.front.title == title)
    #expect(lesson.sections.first?.title == title)
    #expect(lesson.items.count == 2 && lesson.rubric.count == 2 && lesson.directives.count == 3)
    #expect(lesson.check(library: try Samples.library(of: Samples.course())).isEmpty)
  }

  @Test func `a title without letters is refused`() {
    for title in ["", "  ", "—!", String(repeating: "a", count: 81)] {
      #expect(throws: LessonError.self) { try LessonTemplate(title: title, number: 1) }
    }
  }
}

/// Files in folders of their own, gone afterwards.
enum Folders {
  static func with(_ files: [String: String], _ test: (String) throws -> Void) throws {
    let root = URL.temporaryDirectory.appending(path: UUID().uuidString).resolvingSymlinksInPath()
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in files {
      let file = root.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try test(root.path)
  }
}
