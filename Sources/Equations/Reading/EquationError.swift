import Tensors

/// A fault in an equation, in a student's words, with the place and what may be meant.
public struct EquationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clear sentence without its full stop: what is wrong and what was expected.
  public let message: String
  public let place: Place
  /// The faulty line as written, for the caret.
  public let line: String
  /// The nearest name that would do, if one is near.
  public let suggestion: String?
  /// An index that no sum binds, where that is the fault.
  public let unboundIndex: String?

  init(
    _ message: String, at place: Place, in line: String, suggestion: String? = nil,
    unboundIndex: String? = nil
  ) {
    // it may quote what was written
    self.message = message.quotable(longest: 400)
    self.place = place
    self.line = line.harmless()
    self.suggestion = suggestion?.quotable()
    self.unboundIndex = unboundIndex
  }

  /// The message with its offer, as in `‘epsilom’ is not given; did you mean ‘ε’?`.
  public var sentence: String {
    guard let suggestion else { return message + "." }
    return message + "; did you mean ‘\(suggestion)’?"
  }
  /// The line with a caret under the fault.
  public var pointer: String {
    let excerpt = LineExcerpt(of: line, at: place)
    return "\(excerpt.text)\n  \(excerpt.caret)"
  }
  /// Place, sentence, the line and a caret under the fault.
  public var description: String {
    "line \(place.line):\(place.column): \(sentence)\n  \(pointer)"
  }
}

/// The text of an equation, from which faults quote their line.
struct EquationText: Sendable {
  let scalars: [Unicode.Scalar]

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// A fault at a span of the text.
  func fault(
    _ message: String, _ span: Range<Int>, suggestion: String? = nil, unboundIndex: String? = nil
  ) -> EquationError {
    let start = min(max(span.lowerBound, 0), scalars.count)
    let lineStart = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    let lineEnd = scalars[start...].firstIndex(of: "\n") ?? scalars.count
    let number = scalars[..<start].count { $0 == "\n" } + 1
    let length = max(1, min(span.upperBound, lineEnd) - start)
    return EquationError(
      message, at: Place(line: number, column: start - lineStart + 1, length: length),
      in: String(String.UnicodeScalarView(scalars[lineStart..<lineEnd])), suggestion: suggestion,
      unboundIndex: unboundIndex)
  }

  /// A part as written, for messages that quote it.
  func quote(_ span: Range<Int>) -> String {
    let span = span.clamped(to: 0..<scalars.count)
    return String(String.UnicodeScalarView(scalars[span]))
  }
}
