/// A fault in a formula: what is wrong, where, and what may be meant.
public struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clear sentence without a full stop.
  public let message: String
  /// The character at which it stands, counted from 1.
  public let column: Int
  /// The nearest command that there is, if one is near.
  public let suggestion: String?

  /// The message with its place and offer.
  public var description: String {
    let offer = suggestion.map { "; did you mean ‘\($0)’?" } ?? "."
    return "column \(column) of the formula: \(message)\(offer)"
  }
}
