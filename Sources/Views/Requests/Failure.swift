import Networks

/// Why something could not be done, in one sentence.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  public let sentence: String
  /// With the place in the text, where there is one, for those who have room for it.
  public let description: String

  public init(_ sentence: String, description: String? = nil) {
    self.sentence = sentence
    self.description = description ?? sentence
  }

  /// Any error as a sentence.
  public init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let fault as NotationError: self.init(fault.sentence, description: "\(fault)")
    default: self.init("\(error)")
    }
  }

  /// Does something whose errors are of any type, and throws them as sentences.
  public static func passing<T>(_ deed: () throws -> T) throws(Failure) -> T {
    do { return try deed() } catch { throw Failure(error) }
  }
}
