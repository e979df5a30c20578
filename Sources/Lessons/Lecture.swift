import Quiz
import Tensors

/// A lecture of the course, under which its questions stand.
public struct Lecture: Hashable, Sendable {
  /// Its number in the course, such as 5; nothing where the lesson gives a title alone.
  public let number: Int?
  public let title: String
  /// Whose lessons stand under it, where they are not the program's.
  public private(set) var source: String?

  public init(number: Int? = nil, title: String) {
    self.number = number
    self.title = title
  }

  /// Its number and title: `5 Convolutional networks II`; of a pack with its title, too.
  public var heading: String {
    let own = number.map { "\($0) \(title)" } ?? title
    return source.map { "\($0): \(own)" } ?? own
  }

  /// The same lecture as somebody else gives it.
  func given(by source: String) -> Lecture {
    var lecture = self
    lecture.source = source
    return lecture
  }
}

extension [FrontMatter] {
  /// The lectures by their numbers, those without one behind them and those of packs last; each
  /// with its questions.
  public var lectures: [(lecture: Lecture, questions: [FrontMatter])] {
    var lectures: [(lecture: Lecture, questions: [FrontMatter])] = []
    for question in self {
      if let index = lectures.firstIndex(where: { $0.lecture == question.lecture }) {
        lectures[index].questions.append(question)
      } else {
        lectures.append((question.lecture, [question]))
      }
    }
    // sorting is stable, so that unnumbered lectures keep their order
    let sources = lectures.map(\.lecture.source)
    return lectures.sorted { left, right in
      let places = [left, right].map { lecture in
        (sources.firstIndex(of: lecture.lecture.source) ?? 0, lecture.lecture.number ?? .max)
      }
      return left.lecture.source == right.lecture.source
        ? places[0].1 < places[1].1 : places[0].0 < places[1].0
    }
  }
}

extension Lecture {
  /// Reads `lecture: TITLE`, or `lecture: { number: 5, title: TITLE }`.
  init(_ yaml: YAMLValue?) throws(LessonError) {
    guard let yaml else { throw LessonError("the front matter lacks ‘lecture’", line: 1) }
    guard let entries = yaml.map else {
      let words = yaml.text?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
      guard !words.isEmpty else {
        throw LessonError(
          "‘lecture’ should be a title, or a map with ‘number’ and ‘title’", line: yaml.line)
      }
      self.init(title: words)
      return
    }
    let keys = ["number", "title"]
    for entry in entries where !keys.contains(entry.key) {
      throw LessonError(
        "‘lecture’ does not know ‘\(entry.key)’; it takes ‘number’ and ‘title’", line: entry.line,
        suggestion: nearest(to: entry.key, among: keys))
    }
    guard let title = try yaml.line("title") else {
      throw LessonError("‘lecture’ lacks its ‘title’", line: yaml.line)
    }
    self.init(number: yaml["number"] == nil ? nil : try yaml.count("number"), title: title)
  }
}
