import Quiz

/// A part of a lesson's page, with the line of the file where it begins.
public struct MarkdownBlock: Hashable, Sendable {
  public let line: Int
  public let content: Content

  public init(line: Int, _ content: Content) {
    self.line = line
    self.content = content
  }

  public indirect enum Content: Hashable, Sendable {
    /// Levels run from 1.
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    case list(MarkdownList)
    case table(MarkdownTable)
    case quote([MarkdownBlock])
    case code(language: String, String)
    case rule
    /// What stands between two `$$`.
    case formula(String)
    /// A fence ` ```block `: definitions in the notation.
    case definitions(String)
    /// A fence ` ```show `: what is alive on the page.
    case show([Directive])
    case quiz([QuizItem])
    case rubric([RubricLine])
  }
}

extension MarkdownBlock {
  /// The blocks of a text; none where it has a fault.
  public static func blocks(of text: String) -> [MarkdownBlock] {
    (try? Markdown.blocks(of: Substring(text), line: 1)) ?? []
  }

  /// This block, or those that a list or quote is made of.
  var leaves: [MarkdownBlock] {
    switch content {
    case .list(let list): list.items.flatMap { $0.flatMap(\.leaves) }
    case .quote(let blocks): blocks.flatMap(\.leaves)
    default: [self]
    }
  }
}

/// Items of a list, each of blocks of its own.
public struct MarkdownList: Hashable, Sendable {
  /// The first number of an ordered list; nothing for bullets.
  public let start: Int?
  /// Whether the items stand without blank lines between them.
  public let isTight: Bool
  public let items: [[MarkdownBlock]]
}

/// Rows of cells under a heading; every row has as many cells as the heading.
public struct MarkdownTable: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case left, center, right
  }
  public let alignments: [Alignment]
  public let header: [[Inline]]
  public let rows: [[[Inline]]]
}

/// A piece of running text.
public indirect enum Inline: Hashable, Sendable {
  case text(String)
  case emphasis([Inline])
  case strong([Inline])
  case code(String)
  case link([Inline], destination: String)
  /// What stands between two `$`.
  case formula(String)
  case lineBreak

  /// The words without their looks.
  public var plain: String {
    switch self {
    case .text(let text), .code(let text), .formula(let text): text
    case .emphasis(let inlines), .strong(let inlines), .link(let inlines, _): inlines.plain
    case .lineBreak: " "
    }
  }
}

extension [Inline] {
  public var plain: String { map(\.plain).joined() }
}
