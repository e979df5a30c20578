/// The lessons of a folder in the order of their numbers; each is read when it is opened.
public struct Course: Sendable {
  public let folder: Folder
  public let chapters: [Chapter]
  /// Files that look like lessons and are none, so that the others can still be opened.
  public let faults: [LessonError]

  /// What Home shows of a lesson, and the file where the rest is.
  public struct Chapter: Hashable, Sendable {
    public let front: FrontMatter
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
    self.chapters = chapters.sorted { $0.front.number < $1.front.number }
    self.faults = faults
  }

  /// The lesson of a number, read anew, so that an edit is seen at once.
  public func lesson(_ number: Int) throws(LessonError) -> Lesson {
    guard let chapter = chapters.first(where: { $0.front.number == number }) else {
      let numbers = chapters.map { String($0.front.number) }.joined(separator: ", ")
      throw LessonError(
        chapters.isEmpty
          ? "there are no lessons here" : "there is no lesson \(number), only \(numbers)",
        origin: folder.path)
    }
    return try Lesson(text: try folder.text(chapter.file), origin: chapter.file)
  }

  /// The files of the library of blocks and their texts.
  public func blockFiles() throws(LessonError) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    for name in try folder.files(endingIn: ".block", below: "blocks") {
      files.append((name, try folder.text(name)))
    }
    return files
  }
}
