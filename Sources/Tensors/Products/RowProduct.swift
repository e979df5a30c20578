import CPrefetch

/// A product of rows that lie anywhere in memory, such as the patches of a map, with a matrix
/// whose panels are packed as they are used.
///
/// A row is made of `taps` pieces of `depth` numbers; nothing of the left factor is copied. The
/// output is cut into blocks of rows by ranges of panels, and each thread takes them one by one;
/// within a block the sum is cut at `Panel.depth`, always at the same places. Thin products, of
/// maps with few positions, are cut by columns, so that each weight is read by one thread only, and
/// long pieces of the matrix are packed at a time: it comes from afar and waits for few rows.
struct RowProduct<S: Scalar> {
  let rows: Int
  let taps: Int
  let depth: Int
  /// How many products stand side by side: group g reads and writes the g-th part of each row.
  let groups: Int
  /// Columns of the output of one group.
  let columns: Int

  typealias Sources = UnsafeMutablePointer<UnsafePointer<S>>
  typealias Targets = UnsafeMutablePointer<UnsafeMutablePointer<S>>

  /// Rows whose left factor stays in the second cache beside a group of panels.
  private static var block: Int { 104 }
  /// Bytes that the left factor of a block and the panels beside it may take of the second cache.
  private static var cache: Int { 1 << 18 }

  private var width: Int { WideTile<S>.columns }
  private var panelsOfGroup: Int { (columns + width - 1) / width }
  private var panels: Int { groups * panelsOfGroup }
  /// How many rows the matrix has.
  var length: Int { taps * depth }
  /// How many rows the panels have, but for the last that may have fewer.
  var depthOfPanel: Int { Panel.depth(of: length) }
  /// How many numbers the panels of the whole matrix have, each with all its rows.
  var packedCount: Int { panels * length * width }
  /// Whether threads would only be in each other's way.
  private var isSmall: Bool { rows * length * columns * groups < 1 << 18 }

  /// The column of the output where a panel begins, or where they all end.
  private func firstColumn(of panel: Int) -> Int {
    panel / panelsOfGroup * columns + panel % panelsOfGroup * width
  }

  /// Computes it.
  ///
  /// - Parameters:
  ///   - locate: writes where the rows of a range begin in the left factor through one tap; what
  ///     is not there is read from the zeros, of which there are as many as a row piece is long.
  ///   - place: writes where the rows of a range go.
  ///   - ready: the panels of the whole matrix, where they have been packed before.
  ///   - pack: else fills panels, one `depthOfPanel` rows behind the other: some rows of the matrix
  ///     of a group, so many columns from one on.
  ///   - finish: is told when some columns of some rows are done, while they are in a cache.
  @inline(__always)
  func run(
    locate: (_ rows: Range<Int>, _ tap: Int, _ zeros: UnsafePointer<S>, Sources) -> Void,
    place: (_ rows: Range<Int>, Targets) -> Void,
    packed ready: UnsafePointer<S>? = nil,
    pack: (
      _ group: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ panels: UnsafeMutablePointer<S>
    ) -> Void,
    finish: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void = { _, _ in }
  ) {
    let blocks = (rows + Self.block - 1) / Self.block
    let blockRows = (rows + blocks - 1) / blocks
    // four blocks for a thread: one that is held up must not hold up the others for long
    let wanted = isSmall ? 1 : (4 * Workers.count + blocks - 1) / blocks
    let ranges = min(wanted, max(Workers.count, panels / 4), panels)
    let rangePanels = (panels + ranges - 1) / ranges
    let parts = blocks * ((panels + rangePanels - 1) / rangePanels)

    let zeroCount = depth * groups
    let depthOfPanel = depthOfPanel
    let panelSize = width * depthOfPanel
    let room = Self.cache / MemoryLayout<S>.stride / depthOfPanel - blockRows
    let panelsTogether = min(rangePanels, max(Panel.group, room / width))
    let packedSize = ready == nil ? panelsTogether * panelSize : 0
    let asideCount = WideTile<S>.count
    let bytes =
      (packedSize + zeroCount + asideCount) * MemoryLayout<S>.stride
      + blockRows * (taps + 1) * MemoryLayout<UnsafeRawPointer>.stride + 64
    func compute(_ part: Int, _ memory: UnsafeMutableRawPointer) {
      let (block, range) = (part % blocks, part / blocks)
      let rows = block * blockRows..<min(rows, (block + 1) * blockRows)
      let panelRange = range * rangePanels..<min(panels, (range + 1) * rangePanels)
      // an odd block of rows may be empty where they do not divide
      guard !rows.isEmpty else { return }

      let packed = memory.assumingMemoryBound(to: S.self)
      let zeros = packed + packedSize
      zeros.initialize(repeating: 0, count: zeroCount)
      let aside = zeros + zeroCount
      let tables =
        memory + ((UnsafeRawPointer(aside + asideCount) - UnsafeRawPointer(memory) + 7) & ~7)
      let sources = tables.assumingMemoryBound(to: UnsafePointer<S>.self)
      let targets = (sources + rows.count * taps).withMemoryRebound(
        to: UnsafeMutablePointer<S>.self, capacity: rows.count
      ) { $0 }
      for tap in 0..<taps { locate(rows, tap, zeros, sources + tap * rows.count) }
      place(rows, targets)

      for start in stride(from: 0, to: length, by: depthOfPanel) {
        let summed = start..<min(length, start + depthOfPanel)
        for first in stride(
          from: panelRange.lowerBound, to: panelRange.upperBound, by: panelsTogether)
        {
          let together = first..<min(panelRange.upperBound, first + panelsTogether)
          var panel = ready == nil ? first : together.upperBound
          while panel < together.upperBound {
            let (group, place) = panel.quotientAndRemainder(dividingBy: panelsOfGroup)
            let last = min(together.upperBound - panel + place, panelsOfGroup)
            pack(
              group, summed, place * width..<min(columns, last * width),
              packed + (panel - first) * panelSize)
            panel += last - place
          }
          for panel in together {
            let (group, column) = (panel / panelsOfGroup, panel % panelsOfGroup * width)
            let panelColumns = min(width, columns - column)
            var factors = UnsafePointer(packed + (panel - first) * panelSize)
            var next = factors
            if let ready {
              factors =
                ready + panel * width * length + start * Panel.width(panelColumns, of: S.self)
              // where there are few rows the first of them would wait for memory
              let isLast = panel + 1 == panelRange.upperBound
              next =
                isLast
                ? ready + (panelRange.lowerBound * length + summed.upperBound) * width
                : ready + ((panel + 1) * length + start) * width
            }
            let part = PanelPart(
              sources: sources, rows: rows.count, depth: depth, offset: group * depth,
              panel: factors, next: next, targets: targets, column: group * columns + column,
              columns: panelColumns, aside: aside)
            if Panel.width(panelColumns, of: S.self) == width {
              part.add(summed, by: WideTile<S>.self)
            } else {
              part.add(summed, by: TallTile<S>.self)
            }
          }
        }
      }
      finish(rows, firstColumn(of: panelRange.lowerBound)..<firstColumn(of: panelRange.upperBound))
    }
    if isSmall {
      Workers.alone(parts, memory: bytes, compute)
    } else {
      Workers.perform(parts, memory: bytes, compute)
    }
  }
}

/// What all rows of a block have to do with one panel.
private struct PanelPart<S: Scalar> {
  let sources: UnsafeMutablePointer<UnsafePointer<S>>
  let rows: Int
  let depth: Int
  /// Where the group begins in each piece of a row.
  let offset: Int
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

  /// Adds a part of the sums; the first part begins them.
  @inline(__always)
  func add<T: Tile<S>>(_ summed: Range<Int>, by tile: T.Type) {
    T.each(of: rows) { first, count in
      switch count {
      case 1: add(summed, to: OneRow.self, from: first, by: tile)
      case 2: add(summed, to: TwoRows.self, from: first, by: tile)
      case 3: add(summed, to: ThreeRows.self, from: first, by: tile)
      case 4 where T.rows > 3: add(summed, to: FourRows.self, from: first, by: tile)
      case 5 where T.rows > 3: add(summed, to: FiveRows.self, from: first, by: tile)
      default: if T.rows > 3 { add(summed, to: SixRows.self, from: first, by: tile) }
      }
    }
  }

  @inline(never)
  private func add<T: Tile<S>, Count: RowCount>(
    _ summed: Range<Int>, to _: Count.Type, from first: Int, by _: T.Type
  ) {
    let (rows, isWhole) = (Count.rows, columns == T.columns)
    // no closure that is kept: one would be allocated for each tile
    func place(_ row: Int) -> UnsafeMutablePointer<S> { targets[first + row] + column }
    func target(_ row: Int) -> UnsafeMutablePointer<S> {
      isWhole ? place(row) : aside + row * T.columns
    }
    fetchTargets(below: first + rows, rows: rows, width: T.columns)
    if !isWhole { for row in 0..<rows { Lane.copy(place(row), to: target(row), columns) } }
    var tile = summed.lowerBound == 0 ? T() : T(rows: rows, at: target)
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
