/// Where something is written: line and column from 1, and how many characters it spans.
public struct Place: Hashable, Sendable {
  public let line: Int
  public let column: Int
  public let length: Int

  public init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = length
  }
}
