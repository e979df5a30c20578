import Tensors

/// A text of the notation and its name, if it has one; errors quote its lines.
struct SourceText: Hashable, Sendable {
  let text: String
  /// The file or fence; a text that was typed has none.
  var origin: String?

  func error(_ message: String, at place: Place, suggestion: String? = nil) -> NotationError {
    NotationError(message, at: place, in: line(place.line), suggestion: suggestion, origin: origin)
  }

  /// A line as written; tabs and control characters become blanks, so that a caret stands right.
  private func line(_ number: Int) -> String {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices ~= number - 1 else { return "" }
    var line = String.UnicodeScalarView()
    for scalar in String(decoding: lines[number - 1], as: UTF8.self).unicodeScalars
    where scalar != "\r" {
      line.append(scalar.isObeyed ? " " : scalar)
    }
    return String(line)
  }
}
