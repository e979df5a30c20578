import Networks
import Quiz
import Tensors

/// The lessons of a folder in the order of their numbers; each is read when it is opened.
public struct Course: Sendable {
  public let folder: Folder
  public let chapters: [Chapter]
  /// Files that look like lessons and are none, so that the others can still be opened.
  public let faults: [LessonError]

  /// What Home shows of a lesson, and the file where the rest is.
  public struct Chapter: Hashable, Sendable {
    public internal(set) var front: FrontMatter
    public let file: String
  }

  /// Reads the front matter of every Markdown file of a folder.
  public init(_ folder: Folder) throws(LessonError) {
    var chapters: [Chapter] = []
    var faults: [LessonError] = []
    for file in try folder.files(endingIn: ".md") where file != "README.md" {
      do throws(LessonError) {
        let front = try FrontMatter(lesson: try folder.text(file), origin: file)
        if let other = chapters.first(where: { $0.front.number == front.number }) {
          throw LessonError("\(other.file) has the number \(front.number) too", origin: file)
        }
        chapters.append(Chapter(front: front, file: file))
      } catch {
        faults.append(error)
      }
    }
    self.folder = folder
    self.chapters = Self.named(chapters.sorted { $0.front.number < $1.front.number })
    self.faults = faults
  }

  /// Gives each question its place among those of its lecture.
  private static func named(_ chapters: [Chapter]) -> [Chapter] {
    var counts: [Lecture: Int] = [:]
    return chapters.map { chapter in
      var chapter = chapter
      counts[chapter.front.lecture, default: 0] += 1
      chapter.front.ordinal = counts[chapter.front.lecture]
      return chapter
    }
  }

  /// The question that a reader means: `9` by its number, `5.9` by its name, or by the beginning
  /// of its title or short title; throws a sentence with the names that there are.
  public func chapter(called words: String) throws(LessonError) -> Chapter {
    if let found = chapters.first(where: { words == $0.front.name || Int(words) == $0.front.number }
    ) {
      return found
    }
    let wanted = words.lowercased()
    for match in [{ $0 == wanted }, { $0.hasPrefix(wanted) }] as [(String) -> Bool] {
      let found = chapters.filter { chapter in
        !wanted.isEmpty
          && [chapter.front.title, chapter.front.shortTitle].contains { match($0.lowercased()) }
      }
      if found.count == 1 { return found[0] }
      if found.count > 1 {
        let names = found.map { "\($0.front.name) \($0.front.title)" }.joined(separator: ", ")
        throw LessonError("several questions are called ‘\(words)’: \(names)", origin: folder.path)
      }
    }
    guard !chapters.isEmpty else { throw emptiness }
    if let number = Int(words), let fault = faults.first(where: { $0.isIn(lesson: number) }) {
      throw fault
    }
    let names = chapters.map(\.front.name).joined(separator: ", ")
    throw LessonError(
      "there is no question ‘\(words)’, only \(names)",
      suggestion: nearest(to: words, among: chapters.map(\.front.shortTitle)), origin: folder.path)
  }

  /// Whether a lesson has this number, even one that cannot be read.
  public func names(_ number: Int) -> Bool {
    chapters.contains { $0.front.number == number } || faults.contains { $0.isIn(lesson: number) }
  }

  /// Why there is nothing to choose from: the fault of the only lesson, or that there is none.
  private var emptiness: LessonError {
    faults.first ?? LessonError("there are no lessons here", origin: folder.path)
  }

  /// The lesson of a number, read anew, so that an edit is seen at once.
  public func lesson(_ number: Int) throws(LessonError) -> Lesson {
    guard let chapter = chapters.first(where: { $0.front.number == number }) else {
      guard !chapters.isEmpty else { throw emptiness }
      let numbers = chapters.map { String($0.front.number) }.joined(separator: ", ")
      // a lesson that cannot be read may be the one that is looked for
      if let fault = faults.first(where: { $0.isIn(lesson: number) }) { throw fault }
      throw LessonError("there is no lesson \(number), only \(numbers)", origin: folder.path)
    }
    return try Lesson(text: try folder.text(chapter.file), origin: chapter.file)
  }

  /// The files of the library of blocks and their texts; the program's own where the folder has no
  /// blocks.
  public func blockFiles() throws(LessonError) -> [(name: String, text: String)] {
    let folder = folder.has(Self.blocks) ? folder : try Folder.builtIn()
    var files: [(name: String, text: String)] = []
    for name in try folder.files(endingIn: ".block", below: Self.blocks) {
      files.append((name, try folder.text(name)))
    }
    return files
  }

  private static let blocks = "blocks"
}

extension LessonError {
  /// Whether it is in the file of a lesson, which begins with its number: `9-dense.md`.
  fileprivate func isIn(lesson number: Int) -> Bool {
    origin?.split(separator: "-").first.flatMap { Int($0) } == number
  }
}
