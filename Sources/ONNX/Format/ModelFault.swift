/// Why a model is refused: one sentence, without a full stop.
public struct ModelFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }
  public var description: String { reason + "." }
}
