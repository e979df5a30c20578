import Lessons
import Networks
import Quiz

/// Small lessons to test with.
public enum Samples {
  public static let front = """
    ---
    number: 3
    title: A small lesson
    question: What is it?
    points: 2
    lecture: Convolutional networks II
    ---

    """

  /// A lesson of this text after the usual front matter, which takes seven lines.
  public static func lesson(_ body: String) throws(LessonError) -> Lesson {
    try Lesson(text: front + body, origin: "small.md")
  }

  public static func blocks(_ body: String) throws(LessonError) -> [MarkdownBlock.Content] {
    try lesson(body).blocks.map(\.content)
  }

  /// The error that a lesson of this text gives, as one sees it.
  public static func fault(in body: String) -> String? {
    fault(inFile: front + body)
  }

  public static func fault(inFile text: String) -> String? {
    do {
      _ = try Lesson(text: text, origin: "small.md")
      return nil
    } catch {
      return error.description
    }
  }

  /// The folder of the lessons that travel with the program.
  public static func course() throws -> Course { try Course(Folder.found()) }

  /// Its library of blocks.
  public static func library(of course: Course) throws -> Library {
    try Library(texts: course.blockFiles().map { (origin: $0.name, text: $0.text) })
  }

  /// A number as the lessons print it: `25,557,032`.
  public static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }

  /// A number with so many decimals: `1,027.6`.
  public static func grouped(_ number: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in 10 * scale }
    let whole = Int((number * Double(scale)).rounded())
    guard decimals > 0 else { return grouped(whole) }
    let rest = String(whole % scale)
    return grouped(whole / scale) + "."
      + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
