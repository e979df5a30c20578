/// Work that can go on in two places at once.
public protocol Mergeable: Hashable, Sendable {
  /// What two places have made of the same beginning, in one.
  static func merged(base: Self, mine: Self, theirs: Self) -> Self
}

extension String: Mergeable {
  /// Both changes of a text; where they touch the same place, what either wrote stands there, the
  /// other's first.
  public static func merged(base: String, mine: String, theirs: String) -> String {
    if mine == base || mine == theirs { return theirs }
    if theirs == base { return mine }
    let text = Array(base)
    return String(
      TextChange(of: text, to: Array(mine)).joined(
        with: TextChange(of: text, to: Array(theirs)), in: text))
  }
}

/// What was done to a text, taken for one piece that took the place of another.
private struct TextChange {
  let range: Range<Int>
  let piece: [Character]

  /// The smallest piece that makes one text of another.
  init(of old: [Character], to new: [Character]) {
    let most = min(old.count, new.count)
    var start = 0
    while start < most, old[start] == new[start] { start += 1 }
    var end = 0
    while end < most - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    range = start..<(old.count - end)
    piece = Array(new[start..<(new.count - end)])
  }

  /// The text after this change and another one.
  func joined(with other: TextChange, in text: [Character]) -> [Character] {
    if range != other.range, range.upperBound <= other.range.lowerBound {
      return Self.text(text, after: [self, other])
    }
    if other.range.upperBound <= range.lowerBound { return Self.text(text, after: [other, self]) }
    let start = min(range.lowerBound, other.range.lowerBound)
    let end = max(range.upperBound, other.range.upperBound)
    let both = other.version(of: text, in: start..<end) + version(of: text, in: start..<end)
    return Array(text[..<start]) + both + Array(text[end...])
  }

  /// The text after changes that do not touch each other, in their order.
  private static func text(_ text: [Character], after changes: [TextChange]) -> [Character] {
    var result: [Character] = []
    var end = 0
    for change in changes {
      result += text[end..<change.range.lowerBound]
      result += change.piece
      end = change.range.upperBound
    }
    return result + text[end...]
  }

  /// A part of the text after this change, which lies within.
  private func version(of text: [Character], in part: Range<Int>) -> [Character] {
    Array(text[part.lowerBound..<range.lowerBound]) + piece
      + Array(text[range.upperBound..<part.upperBound])
  }
}
