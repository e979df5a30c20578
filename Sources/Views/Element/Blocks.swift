import Screens

/// Pictures in columns: each stands to the right of the last where it fits, else below another.
struct Blocks {
  /// A picture under its heading.
  struct Block {
    let grid: Grid
    /// Where the cell in focus stands in it.
    var cursor: Position?
    /// Whether it may be left out where room is short.
    var isOptional = false
  }
  static let gap = 2

  /// All blocks in a room, or those that are not optional; nothing where not even these fit.
  static func arranged(_ blocks: [Block], in size: Size) -> (grid: Grid, cursor: Position?)? {
    var blocks = blocks
    while true {
      if let set = set(blocks, in: size) { return set }
      guard let last = blocks.lastIndex(where: \.isOptional) else { return nil }
      blocks.remove(at: last)
    }
  }

  /// Blocks that stand one below the other.
  private struct Column {
    let left: Int
    var width: Int
    var height: Int
  }

  private static func set(_ blocks: [Block], in size: Size) -> (grid: Grid, cursor: Position?)? {
    var grid = Grid(size)
    var cursor: Position?
    var columns: [Column] = []
    for block in blocks {
      let extent = block.grid.size
      guard let corner = place(extent, in: size, &columns) else { return nil }
      grid.paste(block.grid, at: corner)
      if let place = block.cursor { cursor = corner.moved(place.column, place.row) }
    }
    let height = columns.map(\.height).max() ?? 0
    return (grid.cropped(to: Size(size.width, height)), cursor)
  }

  /// The corner of the next block; nothing where there is no room for it.
  private static func place(_ extent: Size, in size: Size, _ columns: inout [Column]) -> Position? {
    let left = columns.last.map { $0.left + $0.width + gap } ?? 0
    if left + extent.width <= size.width, extent.height <= size.height {
      columns.append(Column(left: left, width: extent.width, height: extent.height))
      return Position(left, 0)
    }
    let fitting = columns.indices.filter { index in
      let end = index + 1 < columns.count ? columns[index + 1].left - gap : size.width
      return columns[index].left + extent.width <= end
        && columns[index].height + 1 + extent.height <= size.height
    }
    guard let lowest = fitting.min(by: { columns[$0].height < columns[$1].height }) else {
      return nil
    }
    let corner = Position(columns[lowest].left, columns[lowest].height + 1)
    columns[lowest].height += 1 + extent.height
    columns[lowest].width = max(columns[lowest].width, extent.width)
    return corner
  }
}
