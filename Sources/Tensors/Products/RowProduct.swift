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
  private static var block: Int { 208 }
  /// Bytes that the left factor of a block and the panels beside it may take of the second cache.
  private static var cache: Int { 1 << 18 }

  private var width: Int { Tile<S>.columns }
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
    let ranges = min(wanted, max(Workers.count, panels / 8), (panels + 1) / 2)
    let rangePanels = (panels + ranges - 1) / ranges
    let parts = blocks * ((panels + rangePanels - 1) / rangePanels)

    let zeroCount = depth * groups
    let depthOfPanel = depthOfPanel
    let panelSize = width * depthOfPanel
    let room = Self.cache / MemoryLayout<S>.stride / depthOfPanel - blockRows
    let panelsTogether = min(rangePanels, max(Panel.group, room / width))
    let packedSize = ready == nil ? panelsTogether * panelSize : 0
    let bytes =
      (zeroCount + packedSize + width) * MemoryLayout<S>.stride
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
      let tables =
        memory + ((UnsafeRawPointer(zeros + zeroCount) - UnsafeRawPointer(memory) + 7) & ~7)
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
            var factors = UnsafePointer(packed + (panel - first) * panelSize)
            var next = factors
            if let ready {
              factors = ready + (panel * length + start) * width
              // where there are few rows the first of them would wait for memory
              let isLast = panel + 1 == panelRange.upperBound
              next =
                isLast
                ? ready + (panelRange.lowerBound * length + summed.upperBound) * width
                : factors + length * width
            }
            let tile = RowTile(
              sources: sources, rows: rows.count, depth: depth, offset: group * depth,
              panel: factors, next: next, targets: targets, column: group * columns + column,
              columns: min(width, columns - column))
            Tile<S>.each(of: rows.count) { tile.compute(from: $0, count: $1, summed) }
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

/// What the tiles of one panel have in common.
private struct RowTile<S: Scalar> {
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

  /// Adds a part of the sums of some rows; the first part begins them.
  @inline(never)
  func compute(from first: Int, count: Int, _ summed: Range<Int>) {
    // each number of rows has code of its own
    switch count {
    case 6: compute(rows: 6, from: first, summed)
    case 5: compute(rows: 5, from: first, summed)
    case 4: compute(rows: 4, from: first, summed)
    case 3: compute(rows: 3, from: first, summed)
    case 2: compute(rows: 2, from: first, summed)
    default: compute(rows: 1, from: first, summed)
    }
  }

  @inline(__always)
  private func compute(rows: Int, from first: Int, _ summed: Range<Int>) {
    // no closure that is kept: one would be allocated for each tile
    func target(_ row: Int) -> UnsafeMutablePointer<S> { targets[first + row] + column }
    // where the next tile goes lies far apart, and nothing but this sees it coming
    let isLast = first + rows >= self.rows
    let (below, beside) = isLast ? (0, column + Tile<S>.columns) : (first + rows, column)
    for row in 0..<rows {
      let target = targets[min(below + row, self.rows - 1)] + beside
      prefetch_line_to_write(target)
      prefetch_line_to_write(target + (Tile<S>.columns - 1))
    }
    var tile = summed.lowerBound == 0 ? Tile<S>() : Tile(rows: rows, columns: columns, at: target)
    var (tap, begin) = summed.lowerBound.quotientAndRemainder(dividingBy: depth)
    var (right, left) = (panel, summed.count)
    // each of the first tiles fetches its share; the others ask for what is there
    let share = min(self.rows, 4 * Tile<S>.rows)
    let size = Tile<S>.columns * MemoryLayout<S>.stride
    var (ahead, bytes) = (UnsafeRawPointer(panel), 0)
    if first < share {
      ahead = UnsafeRawPointer(next) + first * summed.count * size / share
      bytes = (rows * size + share - 1) / share
    }
    while left > 0 {
      let count = min(left, depth - begin)
      let table = sources + tap * self.rows + first
      let start = offset + begin
      tile.add(
        rows: rows, { table[$0] + start }, step: 1, panel: right, count: count,
        next: (ahead, bytes))
      ahead += count * bytes
      right += count * Tile<S>.columns
      left -= count
      tap += 1
      begin = 0
    }
    tile.store(rows: rows, columns: columns, at: target)
  }
}
