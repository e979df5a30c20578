import Networks
import Quiz
import Tensors

/// The lessons of one or more packs, each pack's in the order of their numbers; a lesson is read
/// when it is opened.
public struct Course: Sendable {
  public let packs: [Pack]
  public let chapters: [Chapter]
  /// Files that look like lessons and are none, so that the others can still be opened.
  public let faults: [LessonError]

  /// What Home shows of a lesson, and the file where the rest is.
  public struct Chapter: Hashable, Sendable {
    public internal(set) var front: FrontMatter
    public let file: String
    public let pack: Pack
  }

  /// Whether there is no file that is or should be a lesson.
  public var isEmpty: Bool { chapters.isEmpty && faults.isEmpty }

  /// The lessons of a folder in the place of the program's own.
  public init(_ folder: Folder) throws(LessonError) { try self.init([Pack(ours: folder)]) }

  /// Reads the front matter of every Markdown file of some packs; `faults` are those of packs that
  /// could not be opened.
  public init(_ packs: [Pack], faults others: [LessonError] = []) throws(LessonError) {
    var all: [Chapter] = []
    var faults = others
    for pack in packs {
      let (chapters, own) = try Self.chapters(of: pack)
      all += Self.named(chapters.sorted { $0.front.number < $1.front.number })
      faults += own
    }
    self.packs = packs
    chapters = all
    self.faults = faults
  }

  private static func chapters(
    of pack: Pack
  ) throws(LessonError) -> (chapters: [Chapter], faults: [LessonError]) {
    var chapters: [Chapter] = []
    var faults: [LessonError] = []
    for file in try pack.lessonFiles() {
      do throws(LessonError) {
        let origin = pack.origin(of: file)
        let front = try FrontMatter(lesson: pack.text(file), origin: origin).placed(in: pack)
        if let other = chapters.first(where: { $0.front.number == front.number }) {
          throw LessonError("\(other.file) has the number \(front.ownNumber) too", origin: origin)
        }
        chapters.append(Chapter(front: front, file: file, pack: pack))
      } catch {
        faults.append(error)
      }
    }
    return (chapters, faults)
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

  /// The question that a reader means: `9` by its number, `5.9` or `dense/9` by its name, or by the
  /// beginning of its title or short title; throws a sentence with the names that there are.
  ///
  /// A number means the program's own lesson, else the first pack's that has it.
  public func chapter(called words: String) throws(LessonError) -> Chapter {
    if let found = chapters.first(where: {
      words == $0.front.name || Int(words) == $0.front.number
    }) ?? chapters.first(where: { Int(words) == $0.front.ownNumber }) {
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
        throw LessonError("several questions are called ‘\(words)’: \(names)", origin: path)
      }
    }
    guard !chapters.isEmpty else { throw emptiness }
    if let number = Int(words), let fault = faults.first(where: { $0.isIn(lesson: number) }) {
      throw fault
    }
    let names = chapters.map(\.front.name).joined(separator: ", ")
    throw LessonError(
      "there is no question ‘\(words)’, only \(names)",
      suggestion: nearest(to: words, among: chapters.map(\.front.shortTitle)), origin: path)
  }

  /// Whether a lesson has this number, even one that cannot be read.
  public func names(_ number: Int) -> Bool {
    chapters.contains { $0.front.number == number } || faults.contains { $0.isIn(lesson: number) }
  }

  /// Why there is nothing to choose from: the fault of the only lesson, or that there is none.
  private var emptiness: LessonError {
    faults.first ?? LessonError("there are no lessons here", origin: path)
  }

  /// Where the lessons lie, for errors.
  private var path: String? { packs.first?.folder.path }

  /// The lesson of a number, read anew, so that an edit is seen at once.
  public func lesson(_ number: Int) throws(LessonError) -> Lesson {
    guard let chapter = chapters.first(where: { $0.front.number == number }) else {
      guard !chapters.isEmpty else { throw emptiness }
      let labels = chapters.map(\.front.label).joined(separator: ", ")
      // a lesson that cannot be read may be the one that is looked for
      if let fault = faults.first(where: { $0.isIn(lesson: number) }) { throw fault }
      throw LessonError("there is no lesson \(number), only \(labels)", origin: path)
    }
    let pack = chapter.pack
    return try Lesson(
      text: pack.text(chapter.file), origin: pack.origin(of: chapter.file), pack: pack)
  }

  /// The pack of a lesson.
  public func pack(of lesson: Int) -> Pack? {
    chapters.first { $0.front.number == lesson }?.pack
  }
}

extension LessonError {
  /// Whether it is in the file of a lesson, which begins with its number: `9-dense.md`.
  fileprivate func isIn(lesson number: Int) -> Bool {
    origin?.split(separator: "/").last?.split(separator: "-").first.flatMap { Int($0) } == number
  }
}
