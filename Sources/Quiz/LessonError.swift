import Networks
import Tensors

/// A fault in a lesson, or in finding one, in a teacher's words, with the place and a way out.
public struct LessonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder; whoever knows its name puts it in.
  public var origin: String?
  /// Counted from 1 in the whole file, front matter included.
  public let line: Int?
  /// What is wrong and what was expected, without a full stop.
  public let message: String
  /// The nearest word that would do, if one is near.
  public let suggestion: String?

  /// No message that a person would read to its end is longer.
  private static let longestMessage = 600

  public init(
    _ message: String, line: Int? = nil, suggestion: String? = nil, origin: String? = nil
  ) {
    // it may quote a file
    self.message = message.quotable(longest: Self.longestMessage)
    self.line = line
    self.suggestion = suggestion?.quotable()
    self.origin = origin
  }

  /// The message with its offer, as in `…; did you mean ‘diagram’?`.
  public var sentence: String {
    guard let suggestion else { return message + "." }
    return message + "; did you mean ‘\(suggestion)’?"
  }
  /// Place and sentence, as in `1-resnet.md:12: …`.
  public var description: String {
    switch (origin, line) {
    case (let origin?, let line?): "\(origin):\(line): \(sentence)"
    case (let origin?, nil): "\(origin): \(sentence)"
    case (nil, let line?): "line \(line): \(sentence)"
    case (nil, nil): sentence
    }
  }

  /// Any fault as one of the lesson; the line is that of the fence where it is nothing else.
  public init(_ error: any Error, line: Int? = nil) {
    switch error {
    case let error as LessonError: self = error
    case let error as NotationError:
      self.init(
        error.message, line: error.origin == nil ? line : error.place.line,
        suggestion: error.suggestion)
    case let error as Misfit: self.init(error.reason, line: line)
    default: self.init("\(error)", line: line)
    }
  }

  /// The same fault, of a file of this name.
  public func named(_ origin: String) -> LessonError {
    var named = self
    named.origin = origin
    return named
  }
}
