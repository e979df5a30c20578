import Networks
import Quiz
import Tensors

/// What a lesson says of itself before its text, between two lines `---`: all that Home shows.
public struct FrontMatter: Hashable, Sendable {
  /// Its number among the lessons of all packs, under which answers are recorded.
  public private(set) var number: Int
  /// The number that its file has, which other packs may have too.
  public let ownNumber: Int
  /// What its pack is called; nothing for a lesson of the program.
  public private(set) var pack: String?
  public let title: String
  /// The title where room is short, as in `1 ResNet › Model answer`; the title unless written.
  public let shortTitle: String
  /// The question as the examiner asks it.
  public let question: String
  /// The question in one line of a screen; the question unless written.
  public let brief: String
  public let points: Int
  /// The lecture that the question belongs to.
  public private(set) var lecture: Lecture
  /// Its place among the questions of its lecture, from 1; the course sets it.
  public internal(set) var ordinal: Int?
  /// Whose words the question is, and under which licence.
  public let attribution: String?

  /// What the question is called: `5.9`, the ninth of lecture 5, or its number where the lecture
  /// has none; in a pack `dense/9`.
  public var name: String {
    guard pack == nil, let lecture = lecture.number, let ordinal else { return label }
    return "\(lecture).\(ordinal)"
  }

  /// Its number with the name of its pack: `9`, `dense/9`.
  public var label: String { pack.map { "\($0)/\(ownNumber)" } ?? "\(ownNumber)" }

  /// The label and short title, first in every running head.
  public var heading: String { "\(label) \(shortTitle)" }

  /// The same as a lesson of a pack: numbered among all, under a lecture of the pack.
  func placed(in pack: Pack) -> FrontMatter {
    guard let name = pack.name else { return self }
    var front = self
    front.pack = name
    front.number = pack.base + ownNumber
    let listed = pack.lectures.first { $0.number.map(String.init) == lecture.title }
    front.lecture = (listed ?? lecture).given(by: pack.heading)
    return front
  }

  /// The keys that the front matter must have, and those that it may have.
  public static let required = ["number", "title", "question", "points", "lecture"]
  public static let optional = ["short", "brief", "attribution"]

  /// Reads the front matter of a lesson file and nothing else of it.
  public init(lesson text: String, origin: String) throws(LessonError) {
    do {
      self = try Self(FrontMatterText(text))
    } catch {
      throw error.named(origin)
    }
  }

  init(_ text: FrontMatterText) throws(LessonError) {
    let yaml = try YAMLValue(text.yaml, line: 2)
    guard let entries = yaml.map else {
      throw LessonError("the front matter should consist of lines ‘key: value’", line: 2)
    }
    for entry in entries where !(Self.required + Self.optional).contains(entry.key) {
      throw LessonError(
        "the front matter does not know ‘\(entry.key)’", line: entry.line,
        suggestion: nearest(to: entry.key, among: Self.required + Self.optional))
    }
    for key in Self.required where yaml[key] == nil {
      throw LessonError("the front matter lacks ‘\(key)’", line: 1)
    }
    ownNumber = try yaml.count("number")
    number = ownNumber
    title = try yaml.line("title") ?? ""
    shortTitle = try yaml.line("short") ?? title
    question = try yaml.line("question") ?? ""
    brief = try yaml.line("brief") ?? question
    points = try yaml.count("points")
    lecture = try Lecture(yaml["lecture"])
    attribution = try yaml.line("attribution")
  }
}

extension YAMLValue {
  /// The whole number from 1 to 999 under a key.
  func count(_ key: String) throws(LessonError) -> Int {
    let value = self[key] ?? self
    guard let number = value.text.flatMap({ Int($0) }), 1...999 ~= number else {
      throw LessonError("‘\(key)’ should be a whole number from 1 to 999", line: value.line)
    }
    return number
  }
}

/// A lesson file cut in two: its front matter and its Markdown.
struct FrontMatterText {
  let yaml: String
  let body: Substring
  /// The line of the file where the Markdown begins.
  let bodyLine: Int

  init(_ text: String) throws(LessonError) {
    var lines = text[...]
    guard Self.takeLine(from: &lines) == "---" else {
      throw LessonError("a lesson begins with front matter between two lines of ‘---’", line: 1)
    }
    let start = lines.startIndex
    var number = 2
    while !lines.isEmpty {
      let end = lines.startIndex
      if Self.takeLine(from: &lines) == "---" {
        yaml = String(text[start..<end])
        body = lines
        bodyLine = number + 1
        return
      }
      number += 1
      guard number <= Limits.frontMatterLines else { break }
    }
    throw LessonError("the front matter is not closed by a line of ‘---’", line: 1)
  }

  /// Takes the first line away and gives it without blanks at its end.
  private static func takeLine(from text: inout Substring) -> Substring {
    let end = text.firstIndex(where: \.isNewline) ?? text.endIndex
    var line = text[..<end]
    while line.last?.isWhitespace == true { line.removeLast() }
    text = end == text.endIndex ? text[end...] : text[text.index(after: end)...]
    return line
  }
}
