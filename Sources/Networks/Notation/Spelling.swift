/// How an operation is written after its keyword; the parser, the errors and the help read it.
public struct Spelling: Sendable {
  /// What may stand as an argument.
  public enum Kind: Sendable {
    /// A number of things, at least 1.
    case count
    /// A whole number from 0.
    case natural
    /// Any number.
    case number
    /// `3x3`; one number is a square.
    case square
    /// One of some words, or else numbers for rows and columns from 0.
    case paddings(words: [String])
  }
  /// One argument: its name is its label, or what errors call it where it stands unlabelled.
  public struct Argument: Sendable {
    public let name: String
    public let kind: Kind
    public let isRequired: Bool

    public init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
      self.name = name
      self.kind = kind
      self.isRequired = isRequired
    }
  }

  /// Arguments that stand first, without a label, all required.
  public let positional: [Argument]
  public let labelled: [Argument]
  public let flags: [String]

  public init(
    _ positional: [Argument] = [], labelled: [Argument] = [], flags: [String] = []
  ) {
    self.positional = positional
    self.labelled = labelled
    self.flags = flags
  }
}
