import Tensors
import Yams

/// A small YAML text as values of our own: front matter, or the items of a quiz.
///
/// Every scalar stays the text that it was written as; who reads it says what it should be.
public struct YAMLValue: Hashable, Sendable {
  public let line: Int
  public let content: Content

  public enum Content: Hashable, Sendable {
    case text(String)
    case list([YAMLValue])
    case map([Entry])
  }
  /// One `key: value` of a map, in the order written.
  public struct Entry: Hashable, Sendable {
    public let key: String
    public let line: Int
    public let value: YAMLValue
  }

  public var text: String? {
    guard case .text(let text) = content else { return nil }
    return text
  }
  public var list: [YAMLValue]? {
    guard case .list(let list) = content else { return nil }
    return list
  }
  public var map: [Entry]? {
    guard case .map(let entries) = content else { return nil }
    return entries
  }
  /// The value under a key of a map.
  public subscript(key: String) -> YAMLValue? { map?.first { $0.key == key }?.value }

  /// Reads a whole file.
  public init(_ text: String) throws(LessonError) { try self.init(text, line: 1) }

  /// Reads a text that begins at a line of its file.
  public init(_ text: String, line: Int) throws(LessonError) {
    let node: Node?
    do {
      // without rules for types nothing but text, lists and maps is told apart; anchors, which make
      // small texts that unfold without end, are hidden from the parser
      node = try compose(yaml: text.replacing("&", with: Self.hiddenAmpersand), .basic)
    } catch {
      throw LessonError(yaml: error, in: text, line: line)
    }
    guard let node else { throw LessonError("the YAML here is empty", line: line) }
    self = try Self(node, offset: line - 1, depth: 0)
  }

  private init(_ node: Node, offset: Int, depth: Int) throws(LessonError) {
    let line = (node.mark?.line ?? 1) + offset
    guard depth < Limits.pageNesting else {
      throw LessonError("the YAML here is nested more than \(Limits.pageNesting) deep", line: line)
    }
    self.line = line
    switch node {
    case .scalar(let scalar):
      let text = scalar.string.replacing(Self.hiddenAmpersand, with: "&")
      if text.first == "&", text.count > 1, scalar.style == .plain {
        let anchor = text.prefix { $0 != " " }.prefix(20)
        throw LessonError(
          "YAML anchors (\(anchor)) are not used in lessons; write the text out, or put it in quotes",
          line: line)
      }
      content = .text(text)
    case .alias: throw LessonError("YAML aliases (*name) are not used in lessons", line: line)
    case .sequence(let sequence):
      var list: [YAMLValue] = []
      for child in sequence { list.append(try YAMLValue(child, offset: offset, depth: depth + 1)) }
      content = .list(list)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, value) in mapping {
        let keyLine = (key.mark?.line ?? 1) + offset
        guard let name = key.scalar?.string.replacing(Self.hiddenAmpersand, with: "&") else {
          throw LessonError("a YAML key should be a word", line: keyLine)
        }
        guard !entries.contains(where: { $0.key == name }) else {
          throw LessonError("the key ‘\(name)’ is there twice", line: keyLine)
        }
        entries.append(
          Entry(
            key: name, line: keyLine,
            value: try YAMLValue(value, offset: offset, depth: depth + 1)))
      }
      content = .map(entries)
    }
  }

  /// Stands for `&` while the parser reads: a character for private use, which means nothing to it.
  private static let hiddenAmpersand = "\u{E026}"
}

extension YAMLValue {
  /// The text under a key, its line breaks as blanks.
  public func line(_ key: String) throws(LessonError) -> String? {
    guard let value = self[key] else { return nil }
    let words = value.text?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let words, !words.isEmpty else {
      throw LessonError("‘\(key)’ should be a text", line: value.line)
    }
    return words
  }
}
