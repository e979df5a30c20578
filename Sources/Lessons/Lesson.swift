import Networks
import Quiz
import Tensors

/// A lesson: one question of the exam, its model answer and all that lives on its page.
public struct Lesson: Hashable, Sendable {
  public let front: FrontMatter
  /// The name of its file.
  public let origin: String
  public let blocks: [MarkdownBlock]
  /// The pack that it belongs to, which makes the ids of its quiz items its own.
  private let pack: Pack?
  /// Its headings in order, each with the blocks below it.
  public let sections: [Section]
  /// The Markdown of its page, line by line, and the number of the first of these lines.
  private let lines: [String]
  private let firstLine: Int

  /// A heading and what stands below it, up to the next one of its level or above.
  public struct Section: Hashable, Sendable {
    public let title: String
    public let level: Int
    /// The heading itself first.
    public let blocks: Range<Int>
  }

  /// Reads a lesson file; throws the first fault with its line.
  public init(text: String, origin: String, pack: Pack? = nil) throws(LessonError) {
    do throws(LessonError) {
      guard text.utf8.count <= Limits.lessonBytes else {
        throw LessonError("a lesson should not be longer than a million characters")
      }
      let cut = try FrontMatterText(text)
      let front = try FrontMatter(cut)
      self.front = pack.map(front.placed) ?? front
      self.pack = pack
      blocks = try Markdown.blocks(of: cut.body, line: cut.bodyLine)
      sections = Self.sections(of: blocks)
      lines = cut.body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      firstLine = cut.bodyLine
      self.origin = origin
      try checkRubric()
      try checkItems()
    } catch {
      throw error.named(origin)
    }
  }

  private static func sections(of blocks: [MarkdownBlock]) -> [Section] {
    var sections: [Section] = []
    for (index, block) in blocks.enumerated() {
      guard case .heading(let level, let words) = block.content else { continue }
      let end = blocks[(index + 1)...].firstIndex { next in
        if case .heading(let other, _) = next.content { other <= level } else { false }
      }
      sections.append(
        Section(title: words.plain, level: level, blocks: index..<(end ?? blocks.count)))
    }
    return sections
  }

  /// The running head at a block: `1 ResNet`, `Model answer`, `The bottleneck block`.
  public func path(to block: Int) -> [String] {
    // the heading of level 1 is the title, which the number and short title stand for
    [front.heading] + sections.filter { $0.level > 1 && $0.blocks.contains(block) }.map(\.title)
  }

  /// The Markdown under a heading, down to the next one; nothing where there is no such heading.
  public func text(under title: String) -> String {
    guard let section = sections.first(where: { $0.title == title }) else { return "" }
    let first = blocks[section.blocks.lowerBound].line + 1 - firstLine
    let end =
      blocks.indices.contains(section.blocks.upperBound)
      ? blocks[section.blocks.upperBound].line - firstLine : lines.count
    return first < end ? lines[first..<end].joined(separator: "\n") : ""
  }

  /// The definitions of its `block` fences, each with the line on which its text begins.
  public var definitions: [(text: String, line: Int)] {
    leaves.compactMap { leaf -> (text: String, line: Int)? in
      if case .definitions(let text) = leaf.content { (text, leaf.line + 1) } else { nil }
    }
  }
  /// All that is alive on the page, in order.
  public var directives: [Directive] {
    leaves.flatMap { leaf -> [Directive] in
      if case .show(let directives) = leaf.content { directives } else { [] }
    }
  }
  public var rubric: [RubricLine] {
    leaves.flatMap { leaf -> [RubricLine] in
      if case .rubric(let lines) = leaf.content { lines } else { [] }
    }
  }
  public var items: [QuizItem] {
    let items = leaves.flatMap { leaf -> [QuizItem] in
      if case .quiz(let items) = leaf.content { items } else { [] }
    }
    return pack.map { pack in items.map { $0.called(pack.id($0.id)) } } ?? items
  }
  /// The blocks of the page, those within lists and quotes included.
  private var leaves: [MarkdownBlock] { blocks.flatMap(\.leaves) }

  private func checkRubric() throws(LessonError) {
    guard let first = rubric.first else { return }
    let sum = rubric.reduce(0) { $0 + $1.points }
    guard abs(sum - Double(front.points)) < 1e-9 else {
      throw LessonError(
        "the rubric adds up to \(Self.short(sum)) points, the question has \(front.points)",
        line: first.line)
    }
    for line in rubric {
      guard let section = line.section, !sections.contains(where: { $0.title == section }) else {
        continue
      }
      throw LessonError(
        "there is no heading ‘\(section)’ in this lesson", line: line.line,
        suggestion: nearest(to: section, among: sections.map(\.title)))
    }
  }

  private func checkItems() throws(LessonError) {
    var seen: Set<String> = []
    for item in items where !seen.insert(item.id).inserted {
      throw LessonError("two quiz items have the id ‘\(item.id)’", line: item.line)
    }
  }

  private static func short(_ points: Double) -> String {
    points == points.rounded() ? "\(Int(points))" : "\(points)"
  }
}
