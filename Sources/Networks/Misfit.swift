/// Why something does not fit: shapes that cannot be joined, a tensor of another shape.
///
/// One sentence in a student's words, without a full stop.
public struct Misfit: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
  public var description: String { reason + "." }
}
