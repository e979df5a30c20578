/// The extent of a grid or terminal, in cells.
public struct Size: Hashable, Sendable, CustomStringConvertible {
  public var width: Int
  public var height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = width
    self.height = height
  }
  /// Columns × rows, as titles write it: `80×24`.
  public var description: String { "\(width)×\(height)" }
}

/// A place in a grid: column and row from the upper left, both from 0.
public struct Position: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(_ column: Int, _ row: Int) {
    self.column = column
    self.row = row
  }
  public func moved(_ columns: Int, _ rows: Int) -> Position {
    Position(column + columns, row + rows)
  }
}
