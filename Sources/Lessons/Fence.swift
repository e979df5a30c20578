import Networks
import Quiz

/// Fenced code of a lesson: alive if its first word is one of ours, else code as on any page.
struct Fence {
  let info: String
  let text: String
  /// The line of the file on which the text begins.
  let line: Int

  /// The first words that make a fence alive.
  static let languages = ["block", "show", "proof", "rubric", "quiz"]

  var content: MarkdownBlock.Content {
    get throws(LessonError) {
      let language = info.split(separator: " ").first.map(String.init) ?? ""
      switch language {
      case "block": return .definitions(text)
      case "show": return .show(try Directive.all(in: self))
      case "proof": return .show([try Directive(proof: self)])
      case "quiz": return .quiz(try QuizItem.items(of: text, line: line))
      case "rubric": return .rubric(try RubricLine.lines(of: lines))
      default: return .code(language: language, text)
      }
    }
  }

  /// The lines with their numbers.
  var lines: [(text: Substring, number: Int)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { ($0.element, line + $0.offset) }
  }
}

extension Lesson {
  /// The first words of the fences that are alive on its page.
  public static var fences: [String] { Fence.languages }
}
