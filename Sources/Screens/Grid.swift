/// One character and how it looks.
public struct Cell: Hashable, Sendable {
  public var glyph: Unicode.Scalar
  public var style: Style

  public init(_ glyph: Unicode.Scalar, _ style: Style = .text) {
    self.glyph = glyph
    self.style = style
  }
  public static let blank = Cell(" ")
}

/// A rectangle of cells: all that a view has to say, and all that a terminal is told.
///
/// What falls outside is dropped; a cell always holds one printable character of width one, so
/// text from files cannot move the cursor or shift a line.
public struct Grid: Hashable, Sendable {
  public let size: Size
  /// Row by row, from the upper left.
  public private(set) var cells: [Cell]
  /// Where the terminal's cursor stands: on what is in focus.
  public var cursor: Position?

  public init(_ size: Size) {
    self.size = Size(max(size.width, 0), max(size.height, 0))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }
  /// A grid just large enough for some lines of one style.
  public init(lines: [String], style: Style = .text) {
    self.init(Size(lines.map { $0.unicodeScalars.count }.max() ?? 0, lines.count))
    for (row, line) in lines.enumerated() { write(line, at: Position(0, row), style) }
  }

  public func contains(_ position: Position) -> Bool {
    0..<size.width ~= position.column && 0..<size.height ~= position.row
  }
  public subscript(position: Position) -> Cell {
    get { contains(position) ? cells[position.row * size.width + position.column] : .blank }
    set {
      guard contains(position) else { return }
      cells[position.row * size.width + position.column] = newValue
    }
  }
  public subscript(column: Int, row: Int) -> Cell {
    get { self[Position(column, row)] }
    set { self[Position(column, row)] = newValue }
  }

  /// Writes a line of text; returns the column after it.
  @discardableResult
  public mutating func write(_ text: String, at position: Position, _ style: Style = .text) -> Int {
    var column = position.column
    for scalar in text.unicodeScalars {
      self[column, position.row] = Cell(Glyphs.printable(scalar), style)
      column += 1
    }
    return column
  }
  /// Writes a line of text that ends before `column`.
  public mutating func write(
    _ text: String, endingAt column: Int, row: Int, _ style: Style = .text
  ) {
    write(text, at: Position(column - text.unicodeScalars.count, row), style)
  }
  /// Copies another grid with its upper left corner at `position`.
  public mutating func paste(_ other: Grid, at position: Position) {
    copy(other, from: Position(0, 0), other.size, to: position)
  }
  /// The part of this grid that a window of `size` at `origin` shows.
  public func cropped(to size: Size, from origin: Position = Position(0, 0)) -> Grid {
    var part = Grid(size)
    part.copy(self, from: origin, part.size, to: Position(0, 0))
    return part
  }
  /// Copies what both have of a rectangle, row by row.
  private mutating func copy(
    _ other: Grid, from origin: Position, _ part: Size, to position: Position
  ) {
    // the columns and rows of the rectangle that lie inside both
    func inside(_ from: Int, _ to: Int, _ count: Int, of other: Int, _ own: Int) -> Range<Int> {
      let first = max(0, -from, -to)
      return first..<max(first, min(count, other - from, own - to))
    }
    let columns = inside(
      origin.column, position.column, part.width, of: other.size.width, size.width)
    let rows = inside(origin.row, position.row, part.height, of: other.size.height, size.height)
    guard !columns.isEmpty else { return }
    for row in rows {
      let source = (origin.row + row) * other.size.width + origin.column
      let target = (position.row + row) * size.width + position.column
      for column in columns { cells[target + column] = other.cells[source + column] }
    }
  }
  /// Gives all cells of a rectangle another style, glyphs unchanged.
  public mutating func restyle(at position: Position, width: Int, _ change: (inout Style) -> Void) {
    for column in position.column..<position.column + max(width, 0)
    where contains(Position(column, position.row)) {
      change(&cells[position.row * size.width + column].style)
    }
  }

  /// The characters alone, a line a row, trailing blanks kept.
  public var lines: [String] {
    (0..<size.height).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.width { line.append(self[column, row].glyph) }
      return String(line)
    }
  }
}
