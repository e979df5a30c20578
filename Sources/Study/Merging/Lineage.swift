/// How something stands in the record, and which of our own versions that came from.
public struct Lineage<Value: Mergeable>: Sendable {
  /// Grows with each version that is written or read.
  public private(set) var edition: Int
  /// The version that was sent to be written last.
  public private(set) var sent: Value
  /// What was written, or read, of it.
  public private(set) var content: Value

  public init(edition: Int, sent: Value, content: Value) {
    self.edition = edition
    self.sent = sent
    self.content = content
  }

  /// Takes a version that is based on some edition; returns what is to be written in the place of
  /// `stored`, which another program may have changed.
  public mutating func take(_ value: Value, of edition: Int, over stored: Value?) -> Value {
    // who has not heard of the last merge goes on from what was sent then
    let mine =
      edition == self.edition ? value : .merged(base: sent, mine: value, theirs: content)
    let merged = stored.map { Value.merged(base: content, mine: mine, theirs: $0) } ?? mine
    self = Lineage(edition: self.edition + 1, sent: value, content: merged)
    return merged
  }
}
