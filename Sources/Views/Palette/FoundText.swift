import Lessons
import Quiz

/// A piece of a lesson or an entry of the glossary, as the search at Home finds it.
public struct FoundText: Sendable {
  /// Where it stands: `8 Transposed convolution › Model answer`.
  let place: String
  let words: String
  let effect: Effect
  /// Whether it is found by its words alone and not by its place.
  var isText = true

  var entry: CommandPalette.Entry {
    CommandPalette.Entry(name: place, words: words, deed: .act(effect), isText: isText)
  }

  /// The paragraphs, lists, tables and headings of a lesson.
  public static func texts(of lesson: Lesson) -> [FoundText] {
    lesson.blocks.enumerated().compactMap { index, block in
      let words = block.searchableText
      guard !words.isEmpty else { return nil }
      return FoundText(
        place: lesson.path(to: index).joined(separator: " › "), words: words,
        effect: .ask(.read(lesson: lesson.front.number, at: Bookmark(openAt: index))))
    }
  }

  /// The terms of the glossary.
  public static func texts(of glossary: Glossary) -> [FoundText] {
    glossary.terms.map {
      FoundText(
        place: "term: \($0.english)", words: "\($0.english), \($0.czech): \($0.line)",
        effect: .ask(.lookUp($0.english)), isText: false)
    }
  }
}

extension MarkdownBlock {
  /// Its words in one line; nothing of what is live, of formulas and of code.
  var searchableText: String {
    switch content {
    case .heading(_, let words), .paragraph(let words): words.plain
    case .list(let list):
      list.items.map { $0.map(\.searchableText).joined(separator: " ") }.joined(separator: " · ")
    case .table(let table):
      ([table.header] + table.rows).map { $0.map(\.plain).joined(separator: " ") }
        .joined(separator: " · ")
    case .quote(let blocks): blocks.map(\.searchableText).joined(separator: " ")
    case .rubric(let lines): lines.map(\.text).joined(separator: " · ")
    case .code, .rule, .formula, .definitions, .show, .quiz: ""
    }
  }
}
