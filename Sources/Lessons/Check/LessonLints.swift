import Quiz
import Tensors

/// What can be read and hurts learners all the same.
struct LessonLints {
  private(set) var faults: [LessonError] = []
  private(set) var warnings: [LessonError] = []

  /// The heading below which an answer is folded.
  private static let answer = "Model answer"
  /// Characters of a line of code that fit on the narrowest screen.
  private static let codeWidth = 76

  init(_ lesson: Lesson, exists: (String) -> Bool) {
    lint(lesson.blocks, exists)
    lintAnswer(of: lesson)
    lintRubric(of: lesson)
  }

  private mutating func lint(_ blocks: [MarkdownBlock], _ exists: (String) -> Bool) {
    for block in blocks {
      switch block.content {
      case .code(let language, let text): lintCode(language, text, line: block.line)
      case .heading(_, let words), .paragraph(let words): lint(words, block.line, exists)
      case .list(let list): lint(Array(list.items.joined()), exists)
      case .quote(let inner): lint(inner, exists)
      case .table(let table):
        for cell in ([table.header] + table.rows).joined() { lint(cell, block.line, exists) }
      default: break
      }
    }
  }

  private mutating func lintCode(_ language: String, _ text: String, line: Int) {
    if let near = nearest(to: language, among: Fence.languages),
      !Fence.languages.contains(language), !language.isEmpty
    {
      faults.append(
        LessonError(
          "‘\(language)’ is no fence of a lesson, so that it is shown as code; fences are "
            + Fence.languages.joined(separator: ", "), line: line, suggestion: near))
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, code) in lines.enumerated() where code.count > Self.codeWidth {
      warnings.append(
        LessonError(
          "this line of code has \(code.count) characters; \(Self.codeWidth) fit on a screen of 80",
          line: line + 1 + index))
    }
  }

  private mutating func lint(_ words: [Inline], _ line: Int, _ exists: (String) -> Bool) {
    for inline in words {
      switch inline {
      case .text(let text):
        // a sign that hugs what follows begins a formula; money has a digit behind it
        let isOpen = zip(text, text.dropFirst()).contains { sign, next in
          sign == "$" && (next.isLetter || next == "\\")
        }
        if isOpen {
          faults.append(
            LessonError("the formula that begins at ‘$’ is not closed by another", line: line))
        }
      case .formula(let latex):
        if latex.contains("\n- ") || latex.contains("\n* ") {
          faults.append(
            LessonError(
              "this formula runs over several items of a list; is a ‘$’ missing?", line: line))
        }
      case .link(let inner, let destination):
        lint(inner, line, exists)
        let isFile = !destination.contains(":") && !destination.hasPrefix("#")
        let path = String(destination.prefix { $0 != "#" })
        if isFile, !path.isEmpty, !exists(path) {
          faults.append(LessonError("there is no file ‘\(path)’ to link to", line: line))
        }
      case .emphasis(let inner), .strong(let inner): lint(inner, line, exists)
      case .code, .lineBreak: break
      }
    }
  }

  private mutating func lintAnswer(of lesson: Lesson) {
    guard !lesson.sections.contains(where: { $0.title == Self.answer }) else { return }
    let near = lesson.sections.first { $0.title.lowercased().contains("answer") }
    let message = "only what stands under ‘\(Self.answer)’ is folded until the reader asks for it"
    if let near {
      faults.append(
        LessonError(
          message + "; this is ‘\(near.title)’", line: lesson.blocks[near.blocks.lowerBound].line))
    } else if !lesson.rubric.isEmpty {
      warnings.append(LessonError(message + ", and there is no such heading", line: 1))
    }
  }

  private mutating func lintRubric(of lesson: Lesson) {
    guard let answer = lesson.sections.first(where: { $0.title == Self.answer }) else { return }
    let inside = lesson.sections.filter { answer.blocks.contains($0.blocks.lowerBound) }
    for line in lesson.rubric {
      if let section = line.section {
        guard !inside.contains(where: { $0.title == section }) else { continue }
        faults.append(
          LessonError(
            "the heading ‘\(section)’ is not under ‘\(Self.answer)’, so that the answer cannot earn "
              + "this line; headings there are "
              + inside.map { "‘\($0.title)’" }.joined(separator: ", "), line: line.line))
      } else {
        warnings.append(
          LessonError(
            "this line does not say where the answer earns it; write ‘-> Heading’ behind it",
            line: line.line))
      }
    }
  }
}
