import Screens

/// A rectangle of dots, two by four in each character: `⣀⠤⠒⠉`.
struct DotCanvas {
  let size: Size
  /// The dots of each cell, as the bits of a braille character.
  private var dots: [UInt8]
  /// Which curve has the cell: the last one drawn there.
  private var owners: [Int?]

  init(_ size: Size) {
    self.size = size
    dots = Array(repeating: 0, count: size.width * size.height)
    owners = Array(repeating: nil, count: size.width * size.height)
  }

  /// A straight line between two places, in dots from the upper left.
  mutating func line(
    from start: (column: Int, row: Int), to end: (column: Int, row: Int), owner: Int
  ) {
    let length = max(abs(end.column - start.column), abs(end.row - start.row), 1)
    for step in 0...length {
      let share = Double(step) / Double(length)
      let column = Double(start.column) + share * Double(end.column - start.column)
      let row = Double(start.row) + share * Double(end.row - start.row)
      set(column: Int(column.rounded()), row: Int(row.rounded()), owner: owner)
    }
  }

  private mutating func set(column: Int, row: Int, owner: Int) {
    guard 0..<2 * size.width ~= column, 0..<4 * size.height ~= row else { return }
    // braille counts its first six dots down the columns and puts the lowest row last
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    let cell = row / 4 * size.width + column / 2
    dots[cell] |= bits[row % 4][column % 2]
    owners[cell] = owner
  }

  /// The character at a place and whose it is; nothing where no line goes.
  subscript(column: Int, row: Int) -> (glyph: Unicode.Scalar, owner: Int)? {
    let cell = row * size.width + column
    guard let owner = owners[cell], let glyph = Unicode.Scalar(0x2800 + UInt32(dots[cell]))
    else { return nil }
    return (glyph, owner)
  }
}
