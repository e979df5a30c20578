import Diagrams
import Lessons
import Networks
import Quiz
import Screens

/// The course on a few pages, for the night before: each question with what earns its points, the
/// model answer in brief, its drawings and its equations.
public struct Summary: Sendable {
  public let lectures: [Chapter]

  /// A lecture with its questions.
  public struct Chapter: Sendable {
    public let title: String
    public let questions: [Question]
  }

  /// A question of the exam.
  public struct Question: Sendable {
    /// `5.8`.
    public let name: String
    public let title: String
    public let points: Int
    /// As the examiner asks it.
    public let wording: String
    public let rubric: [RubricLine]
    public let answer: [Part]
    /// The blocks that the question asks to draw, drawn.
    public let drawings: [Drawing]
  }

  /// What the model answer says under a heading that the rubric names.
  public struct Part: Sendable {
    public let title: String
    public let lines: [Line]

    public enum Line: Hashable, Sendable {
      case words(String)
      case point(String)
      /// A formula in two dimensions, as rows of text.
      case formula([String])
    }
  }

  /// A block as a picture of text.
  public struct Drawing: Sendable {
    public let name: String
    public let rows: [String]
  }

  /// How wide formulas and drawings may be: two columns of a page.
  static let width = 58

  /// The questions as the course names them, with the dealers of their lessons; throws where the
  /// card of a drawing cannot be made.
  public init(_ fronts: [FrontMatter], _ dealers: [Dealer]) throws {
    lectures = try fronts.lectures.map { lecture, fronts in
      let questions = try fronts.compactMap { front in
        try dealers.first { $0.lesson.front.number == front.number }.map { try Question(front, $0) }
      }
      return Chapter(title: lecture.heading, questions: questions)
    }
  }
}

extension Summary.Question {
  init(_ front: FrontMatter, _ dealer: Dealer) throws {
    let lesson = dealer.lesson
    name = front.name
    title = front.title
    points = front.points
    wording = front.question
    rubric = lesson.rubric
    var titles: [String] = []
    for title in lesson.rubric.compactMap(\.section) where !titles.contains(title) {
      titles.append(title)
    }
    answer = titles.compactMap { title in
      lesson.sections.first { $0.title == title }.map { section in
        Summary.Part(title: title, lines: Self.brief(Array(lesson.blocks[section.blocks])))
      }
    }
    drawings = try dealer.drawings().compactMap { name, card in
      guard case .block(let task) = card.task else { return nil }
      let network = try Network(task.spelled, library: task.library, on: task.input)
      let options = Diagram.Options(width: Summary.width, showsShapes: false)
      let rows = Diagram(network, options: options).draw().lines.map(\.trimmedEnd)
      return Summary.Drawing(name: name, rows: rows)
    }
  }

  /// The first paragraph, and every formula and point of a list.
  private static func brief(_ blocks: [MarkdownBlock]) -> [Summary.Part.Line] {
    var lines: [Summary.Part.Line] = []
    var hasWords = false
    for block in blocks.dropFirst() {
      switch block.content {
      case .paragraph(let words) where !hasWords:
        lines.append(.words(words.line))
        hasWords = true
      case .formula(let latex):
        guard let formula = try? Formula(latex) else { continue }
        let grid = formula.drawing(width: Summary.width).grid
        lines.append(.formula(grid.lines.map(\.trimmedEnd)))
      case .list(let list):
        lines += list.items.compactMap { item in
          item.lazy.compactMap { block -> [Inline]? in
            if case .paragraph(let words) = block.content { words } else { nil }
          }.first.map { .point($0.line) }
        }
      // what has a heading of its own is named by the rubric itself, or is no part of the answer
      case .heading: return lines
      default: break
      }
    }
    return lines
  }
}

extension [Inline] {
  /// The words on one line, formulas among them.
  fileprivate var line: String {
    map { inline in
      switch inline {
      case .formula(let latex): (try? Formula(latex))?.line().text ?? latex
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): inner.line
      case .text, .code, .lineBreak: inline.plain
      }
    }.joined()
  }
}
