import Screens

/// A plane of numbers as colours.
///
///     numbers        −.27 −.32 −.29        each on the colour of its value
///     cells          ▒▒░░··--              two columns a value, so that cells are square
///     half blocks    ▀▀▀▀                  two values a character, one above the other
///
/// Where there is no colour, or only ASCII, cells hold sign and tenths of the scale: `+3`, ` ·`.
public struct Heatmap: Sendable {
  public enum Form: CaseIterable, Sendable {
    case numbers, cells, halfBlocks

    /// The form that a screen can show in place of this: half blocks need colours and Unicode, so
    /// that `Form.halfBlocks.shown(on:)` a screen without colours is `.cells`.
    public func shown(on screen: Screen) -> Form {
      guard self == .halfBlocks else { return self }
      return screen.colors >= .sixteen && screen.glyphs == .unicode ? .halfBlocks : .cells
    }
    /// The columns and rows that a plane takes; numbers have a separator on either side.
    ///
    ///     Form.numbers.extent(rows: 3, columns: 3)     // 16×3
    ///     Form.cells.extent(rows: 3, columns: 3)       // 6×3
    ///     Form.halfBlocks.extent(rows: 3, columns: 3)  // 3×2
    public func extent(rows: Int, columns: Int) -> Size {
      switch self {
      case .numbers: Size((NumberCell.width + 1) * columns + 1, rows)
      case .cells: Size(2 * columns, rows)
      case .halfBlocks: Size(columns, (rows + 1) / 2)
      }
    }
    /// How many columns of values fit into a width.
    func columns(in width: Int) -> Int {
      switch self {
      case .numbers: max(width - 1, 0) / (NumberCell.width + 1)
      case .cells: width / 2
      case .halfBlocks: width
      }
    }
    /// Where a value stands: its first column, for a number that of its first digit.
    func position(row: Int, column: Int) -> Position {
      switch self {
      case .numbers: Position((NumberCell.width + 1) * column + 2, row)
      case .cells: Position(2 * column, row)
      case .halfBlocks: Position(column, row / 2)
      }
    }
  }

  public var plane: Plane
  public var scale: ColorScale
  public var form: Form
  public var marks = Marks()
  /// Whether rows and columns are numbered at the edges.
  public var isIndexed = false

  public init(_ plane: Plane, scale: ColorScale, form: Form = .cells) {
    self.plane = plane
    self.scale = scale
    self.form = form
  }

  /// The room that the numbers of the rows take, at the left.
  private var margin: Position {
    isIndexed ? Position(String(max(plane.rows - 1, 0)).count + 1, 1) : Position(0, 0)
  }
  /// How large the picture is on a screen: 2 rows of 3 numbers take 16 columns and 2 rows.
  public func size(on screen: Screen) -> Size {
    let extent = form.shown(on: screen).extent(rows: plane.rows, columns: plane.columns)
    return Size(extent.width + margin.column, extent.height + margin.row)
  }
  /// Where a value stands in the picture, for the cursor: as cells, which are two columns wide,
  /// that of row 1 and column 2 stands in column 4, row 1.
  public func position(row: Int, column: Int, on screen: Screen) -> Position {
    form.shown(on: screen).position(row: row, column: column).moved(margin.column, margin.row)
  }

  /// The picture alone. With (−1, 0, 0.5) over (2, −0.25, 0) on a scale up to 2, without colour:
  ///
  ///     numbers   −1.0   ·   .50        cells   −5 ·+2
  ///                2.0 −.25   ·                 +9−1 ·
  public func draw(on screen: Screen) -> Grid {
    var grid = Grid(size(on: screen))
    draw(into: &grid, at: Position(0, 0), on: screen)
    return grid
  }

  /// Draws with the upper left corner at `position`; the blanks between numbers are left alone.
  public func draw(into grid: inout Grid, at position: Position, on screen: Screen) {
    if isIndexed { drawIndices(into: &grid, at: position, on: screen) }
    let origin = position.moved(margin.column, margin.row)
    let brush = Brush(scale: scale, screen: screen)
    switch form.shown(on: screen) {
    case .numbers: drawNumbers(with: brush, into: &grid, at: origin)
    case .cells: drawCells(with: brush, into: &grid, at: origin)
    case .halfBlocks: drawHalfBlocks(with: brush, into: &grid, at: origin)
    }
  }

  private func drawNumbers(with brush: Brush, into grid: inout Grid, at origin: Position) {
    for row in 0..<plane.rows {
      let line = origin.row + row
      var column = origin.column
      for place in 0..<plane.columns {
        guard let x = plane[row, place] else { break }
        let style = style(x, row: row, column: place, with: brush)
        let glyphs = NumberCell(x, isWhole: scale.isWhole, on: brush.screen.glyphs).glyphs
        grid[column + 1, line] = Cell(glyphs.0, style)
        grid[column + 2, line] = Cell(glyphs.1, style)
        grid[column + 3, line] = Cell(glyphs.2, style)
        grid[column + 4, line] = Cell(glyphs.3, style)
        column += NumberCell.width + 1
      }
      if !marks.isEmpty { drawBrackets(of: row, with: brush, into: &grid, at: origin) }
    }
  }

  /// Where some cells are marked, they stand out by colours of their own and all others step back.
  private func style(_ x: Double, row: Int, column: Int, with brush: Brush) -> Style {
    if let mark = marks[row, column] {
      return mark.style(product: marks.product(row: row, column: column))
    }
    guard !marks.isEmpty else { return brush.style(x) }
    return form == .numbers ? Style(.quiet) : Style(.value, ink: scale.shade(of: x))
  }

  private func drawBrackets(
    of row: Int, with brush: Brush, into grid: inout Grid, at origin: Position
  ) {
    for place in 0...plane.columns {
      guard let bracket = marks.bracket(row: row, column: place, on: brush.screen) else { continue }
      grid[origin.moved((NumberCell.width + 1) * place, row)] = bracket
    }
  }

  private func drawCells(with brush: Brush, into grid: inout Grid, at origin: Position) {
    for row in 0..<plane.rows {
      let line = origin.row + row
      var column = origin.column
      for place in 0..<plane.columns {
        guard let x = plane[row, place] else { break }
        let mark = marks[row, place]
        let style = style(x, row: row, column: place, with: brush)
        let glyphs = brush.cell(x, mark, isDimmed: mark == nil && !marks.isEmpty)
        grid[column, line] = Cell(glyphs.0, style)
        grid[column + 1, line] = Cell(glyphs.1, style)
        column += 2
      }
    }
  }

  private func drawHalfBlocks(with brush: Brush, into grid: inout Grid, at origin: Position) {
    for line in 0..<(plane.rows + 1) / 2 {
      for column in 0..<plane.columns {
        guard let upper = plane[2 * line, column] else { break }
        let lower = plane[2 * line + 1, column]
        func shade(_ x: Double, _ row: Int) -> Shade {
          marks[row, column]?.style(product: marks.product(row: row, column: column)).paper
            ?? scale.shade(of: x)
        }
        let isMarked = marks[2 * line, column] != nil || marks[2 * line + 1, column] != nil
        grid[origin.column + column, origin.row + line] = Self.halves(
          shade(upper, 2 * line), lower.map { shade($0, 2 * line + 1) }, isUnderlined: isMarked)
      }
    }
  }

  /// A character of two values; zero is always paper, which may be the terminal's own background.
  private static func halves(_ upper: Shade, _ lower: Shade?, isUnderlined: Bool) -> Cell {
    func cell(_ glyph: Unicode.Scalar, _ ink: Shade?, _ paper: Shade?) -> Cell {
      Cell(glyph, Style(.value, ink: ink, paper: paper, isUnderlined: isUnderlined))
    }
    if upper == lower { return cell(" ", nil, upper) }
    guard let lower, upper == .signed(0) else { return cell("▀", upper, lower) }
    return cell("▄", lower, upper)
  }

  private func drawIndices(into grid: inout Grid, at position: Position, on screen: Screen) {
    let form = form.shown(on: screen)
    let quiet = Style(.quiet)
    // half blocks have room for every second row and hardly for a column's number
    let step = form == .halfBlocks ? 2 : 1
    for row in stride(from: 0, to: plane.rows, by: step) {
      let line = position.moved(0, margin.row + form.position(row: row, column: 0).row)
      grid.write(String(row), endingAt: line.column + margin.column - 1, row: line.row, quiet)
    }
    for column in stride(from: 0, to: plane.columns, by: form == .numbers ? 1 : 5) {
      let place = form.position(row: 0, column: column).column + (form == .numbers ? 2 : 1)
      grid.write(
        String(column), endingAt: position.column + margin.column + place, row: position.row, quiet)
    }
  }
}

/// What cells look like on one screen and scale.
private struct Brush {
  let scale: ColorScale
  let screen: Screen

  /// Without colour a number has no paper: its sign and digits say it all.
  func style(_ x: Double) -> Style {
    Style(.value, paper: screen.colors == .none ? nil : scale.shade(of: x))
  }

  /// The two characters of a cell.
  func cell(
    _ x: Double, _ mark: Mark?, isDimmed: Bool
  ) -> (Unicode.Scalar, Unicode.Scalar) {
    if x.isNaN { return (" ", "?") }
    if x.isInfinite { return (" ", x > 0 ? "^" : "v") }
    guard screen.colors == .none || screen.glyphs.isPlain else {
      if let mark { return mark.brackets(on: screen.glyphs) }
      // a dimmed cell is a small square in the colour of its value
      return (" ", isDimmed ? "▪" : " ")
    }
    let isUnicode = screen.glyphs == .unicode
    if x == 0 { return (" ", isUnicode ? "·" : ".") }
    return (
      x > 0 ? "+" : isUnicode ? "−" : "-", Unicode.Scalar(UInt8(48 + scale.tenths(of: x)))
    )
  }
}
