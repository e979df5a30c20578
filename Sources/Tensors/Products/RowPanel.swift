import CPrefetch

/// A panel that is multiplied with rows which lie anywhere in memory.
struct RowPanel<S: Scalar>: PanelWork {
  let sources: UnsafeMutablePointer<UnsafePointer<S>>
  let rows: Int
  let depth: Int
  /// Where the group begins in each piece of a row.
  let offset: Int
  /// Which rows of the matrix the panel holds; with the first the sums begin.
  let summed: Range<Int>
  let panel: UnsafePointer<S>
  /// The panel that comes after it, which the first tiles fetch into the cache.
  let next: UnsafePointer<S>
  let targets: UnsafeMutablePointer<UnsafeMutablePointer<S>>
  let column: Int
  let columns: Int
  /// Where a tile keeps its sums that has more columns than there are.
  let aside: UnsafeMutablePointer<S>

  /// So many rows fetch the next panel, each tile its share, and each line once.
  private static var fetching: Int { 24 }

  @inline(never)
  func add<T: Tile<S>, Count: RowCount>(to _: Count.Type, from first: Int, by _: T.Type) {
    let (rows, isWhole, isFirst) = (Count.rows, columns == T.columns, summed.lowerBound == 0)
    // no closure that is kept: one would be allocated for each tile
    func place(_ row: Int) -> UnsafeMutablePointer<S> { targets[first + row] + column }
    func target(_ row: Int) -> UnsafeMutablePointer<S> {
      isWhole ? place(row) : aside + row * T.columns
    }
    fetchTargets(below: first + rows, rows: rows, width: T.columns)
    if !isWhole, !isFirst {
      for row in 0..<rows { Lane.copy(place(row), to: target(row), columns) }
    }
    var tile = isFirst ? T() : T(rows: rows, at: target)
    var (tap, begin) = summed.lowerBound.quotientAndRemainder(dividingBy: depth)
    var (right, left) = (panel, summed.count)
    var (ahead, bytes) = (UnsafeRawPointer(panel), 0)
    let fetching = min(self.rows, Self.fetching)
    if first < fetching {
      let size = T.columns * MemoryLayout<S>.stride
      ahead = UnsafeRawPointer(next) + first * summed.count * size / fetching
      bytes = (4 * rows * size + fetching - 1) / fetching
    }
    while left > 0 {
      let count = min(left, depth - begin)
      let table = sources + tap * self.rows + first
      let start = offset + begin
      tile.add(
        rows: rows, { table[$0] + start }, step: 1, panel: right, count: count,
        next: (ahead, bytes))
      ahead += count / 4 * bytes
      right += count * T.columns
      left -= count
      tap += 1
      begin = 0
    }
    tile.store(rows: rows, at: target)
    if !isWhole { for row in 0..<rows { Lane.copy(target(row), to: place(row), columns) } }
  }

  /// Asks the cache for where the next tile goes: it lies far apart, and nothing else sees it
  /// coming.
  @inline(__always)
  private func fetchTargets(below first: Int, rows: Int, width: Int) {
    let isLast = first >= self.rows
    let (below, beside) = isLast ? (0, column + width) : (first, column)
    for row in 0..<rows {
      let target = targets[min(below + row, self.rows - 1)] + beside
      for place in stride(from: 0, to: width, by: S.Lanes.scalarCount) {
        prefetch_line_to_write(target + place)
      }
      prefetch_line_to_write(target + (width - 1))
    }
  }
}
