import Lessons

/// Small lessons to test with.
enum Samples {
  static let front = """
    ---
    number: 3
    title: A small lesson
    question: What is it?
    points: 2
    lecture: Convolutional networks II
    ---

    """

  /// A lesson of this text after the usual front matter, which takes seven lines.
  static func lesson(_ body: String) throws(LessonError) -> Lesson {
    try Lesson(text: front + body, origin: "small.md")
  }

  static func blocks(_ body: String) throws(LessonError) -> [MarkdownBlock.Content] {
    try lesson(body).blocks.map(\.content)
  }

  /// The error that a lesson of this text gives, as one sees it.
  static func fault(in body: String) -> String? {
    fault(inFile: front + body)
  }

  static func fault(inFile text: String) -> String? {
    do {
      _ = try Lesson(text: text, origin: "small.md")
      return nil
    } catch {
      return error.description
    }
  }

  /// The folder of the lessons that travel with the program.
  static func course() throws -> Course { try Course(Folder.found()) }
}
