/// What the rows of a block have to do with one panel, done tile by tile.
protocol PanelWork<S> {
  associatedtype S: Scalar

  /// How many columns the panel has of the output; a tile may have more.
  var columns: Int { get }

  /// Adds to the sums of some rows, or begins them, by one tile. It must not be inlined: each
  /// number of rows has code of its own, and all of them together are too much for one function.
  func add<T: Tile<S>, Count: RowCount>(to: Count.Type, from first: Int, by: T.Type)
}

extension PanelWork {
  /// Adds to the sums of some rows, or begins them.
  @inline(__always)
  func add(to rows: Range<Int>) {
    let width = FactorPanel.width(columns, of: S.self)
    if width == WideTile<S>.columns {
      add(to: rows, by: WideTile<S>.self)
    } else if width == TallTile<S>.columns {
      add(to: rows, by: TallTile<S>.self)
    } else {
      add(to: rows, by: NarrowTile<S>.self)
    }
  }

  @inline(__always)
  private func add<T: Tile<S>>(to rows: Range<Int>, by tile: T.Type) {
    T.each(of: rows.count) { start, count in
      let first = rows.lowerBound + start
      switch count {
      case 1: add(to: OneRow.self, from: first, by: tile)
      case 2: add(to: TwoRows.self, from: first, by: tile)
      case 3: add(to: ThreeRows.self, from: first, by: tile)
      case 4 where T.rows > 3: add(to: FourRows.self, from: first, by: tile)
      case 5 where T.rows > 3: add(to: FiveRows.self, from: first, by: tile)
      case 6 where T.rows > 3: add(to: SixRows.self, from: first, by: tile)
      case 7 where T.rows > 6: add(to: SevenRows.self, from: first, by: tile)
      case 8 where T.rows > 6: add(to: EightRows.self, from: first, by: tile)
      case 9 where T.rows > 6: add(to: NineRows.self, from: first, by: tile)
      case 10 where T.rows > 6: add(to: TenRows.self, from: first, by: tile)
      case 11 where T.rows > 6: add(to: ElevenRows.self, from: first, by: tile)
      default: if T.rows > 6 { add(to: TwelveRows.self, from: first, by: tile) }
      }
    }
  }
}

/// A number of rows that is known when code is made: what asks for it is made once for each.
protocol RowCount { static var rows: Int { get } }
enum OneRow: RowCount { static var rows: Int { 1 } }
enum TwoRows: RowCount { static var rows: Int { 2 } }
enum ThreeRows: RowCount { static var rows: Int { 3 } }
enum FourRows: RowCount { static var rows: Int { 4 } }
enum FiveRows: RowCount { static var rows: Int { 5 } }
enum SixRows: RowCount { static var rows: Int { 6 } }
enum SevenRows: RowCount { static var rows: Int { 7 } }
enum EightRows: RowCount { static var rows: Int { 8 } }
enum NineRows: RowCount { static var rows: Int { 9 } }
enum TenRows: RowCount { static var rows: Int { 10 } }
enum ElevenRows: RowCount { static var rows: Int { 11 } }
enum TwelveRows: RowCount { static var rows: Int { 12 } }
