import Tensors

/// A fault in a text of the notation, in a student's words, with the place and what may be meant.
public struct NotationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clear sentence: what is wrong and what was expected.
  public let message: String
  public let place: Place
  /// The faulty line as written, for the caret.
  public let line: String
  /// The nearest word that would do, if one is near.
  public let suggestion: String?
  /// The file or fence, where the text has a name.
  public var origin: String?

  public init(
    _ message: String, at place: Place, in line: String, suggestion: String? = nil,
    origin: String? = nil
  ) {
    // it may quote what was written
    self.message = message.quotable(longest: 600)
    self.place = place
    self.line = line
    self.suggestion = suggestion
    self.origin = origin
  }

  /// The message with its offer, as in `conv does not take ‘strode’; did you mean ‘stride’?`.
  public var sentence: String {
    guard let suggestion else { return message + "." }
    return message + "; did you mean ‘\(suggestion)’?"
  }
  /// Place, sentence, the line and a caret under the fault.
  public var description: String {
    let name = origin.map { "\($0):" } ?? "line "
    let excerpt = LineExcerpt(of: line, at: place)
    return "\(name)\(place.line):\(place.column): \(sentence)\n  \(excerpt.text)\n"
      + "  \(excerpt.caret)"
  }
}
