/// A text as a window has it, and which edition of what is kept it is based on.
public struct Draft: Hashable, Sendable {
  public var text: String
  public var edition: Int

  public init(_ text: String, edition: Int) {
    self.text = text
    self.edition = edition
  }
}

/// A text with what another window has written in it, for whoever still types.
public struct DraftMerge: Hashable, Sendable {
  /// The text from which that one's typing goes on.
  public let sent: String
  /// The text as it is kept now.
  public let merged: String
  public let edition: Int

  public init(sent: String, merged: String, edition: Int) {
    self.sent = sent
    self.merged = merged
    self.edition = edition
  }
}
