import Lessons
import Quiz

/// The kinds of quiz items with their fields, each with an item out of the lessons.
enum QuizReference {
  static func entries(of course: Course) throws -> [ReferenceEntry] {
    let examples = try examples(of: course)
    let kinds = QuizItem.Kind.allCases.map { kind in
      ReferenceEntry(
        kind.rawValue,
        [
          ("required", kind.requiredFields.joined(separator: ", ")),
          ("optional", kind.optionalFields.joined(separator: ", ")),
        ], example: examples[kind])
    }
    let stated = try QuizItem.statedNames().map { ($0.name, $0.meaning) }
    return kinds + [ReferenceEntry("names for ‘states’", stated)]
  }

  /// The shortest item of each kind that needs no block of its lesson.
  private static func examples(of course: Course) throws -> [QuizItem.Kind: String] {
    var shortest: [QuizItem.Kind: String] = [:]
    for pack in course.packs where pack.name == nil {
      for file in try pack.lessonFiles() {
        let text = try pack.text(file)
        let lesson = try Lesson(text: text, origin: file)
        guard lesson.definitions.isEmpty else { continue }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for item in lesson.items {
          let first = lines[(item.line - 1)...]
          let rest = first.dropFirst().prefix { !$0.hasPrefix("- ") && !$0.hasPrefix("```") }
          let item = (item.kind, ([first[first.startIndex]] + rest).joined(separator: "\n"))
          if item.1.count < shortest[item.0]?.count ?? .max { shortest[item.0] = item.1 }
        }
      }
    }
    return shortest.mapValues { text in
      String(text.reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}
