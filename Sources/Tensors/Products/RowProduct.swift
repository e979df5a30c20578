/// A product of rows that lie anywhere in memory, such as the patches of a map, with a matrix
/// whose panels are packed as they are used.
///
/// A row is made of `taps` pieces of `depth` numbers; nothing of the left factor is copied. The
/// output is cut into blocks of rows by ranges of panels, and each thread takes them one by one;
/// within a block the sum is cut at `Panel.depth`, always at the same places. Thin products, of
/// maps with few positions, are cut by columns, so that each weight is read by one thread only.
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
  private static var block: Int { 192 }

  private var width: Int { Tile<S>.columns }
  private var panelsOfGroup: Int { (columns + width - 1) / width }
  private var panels: Int { groups * panelsOfGroup }
  private var length: Int { taps * depth }
  /// Whether threads would only be in each other's way.
  private var isSmall: Bool { rows * length * columns * groups < 1 << 18 }

  /// Computes it.
  ///
  /// - Parameters:
  ///   - locate: writes where the rows of a range begin in the left factor through one tap; what
  ///     is not there is read from the zeros, of which there are as many as a row piece is long.
  ///   - place: writes where the rows of a range go.
  ///   - pack: fills a panel: some rows of the matrix of a group, from a column on.
  @inline(__always)
  func run(
    locate: (_ rows: Range<Int>, _ tap: Int, _ zeros: UnsafePointer<S>, Sources) -> Void,
    place: (_ rows: Range<Int>, Targets) -> Void,
    pack: (_ group: Int, _ rows: Range<Int>, _ column: Int, UnsafeMutablePointer<S>) -> Void
  ) {
    let blocks = (rows + Self.block - 1) / Self.block
    let blockRows = (rows + blocks - 1) / blocks
    // four blocks for a thread: one that is held up must not hold up the others for long
    let wanted = isSmall ? 1 : (4 * Workers.count + blocks - 1) / blocks
    let ranges = min(wanted, (panels + 1) / 2)
    let rangePanels = (panels + ranges - 1) / ranges
    let parts = blocks * ((panels + rangePanels - 1) / rangePanels)

    let zeroCount = depth * groups
    let depthOfPanel = Panel.depth(of: length)
    let bytes =
      (zeroCount + Panel.group * width * depthOfPanel + width) * MemoryLayout<S>.stride
      + blockRows * (taps + 1) * MemoryLayout<UnsafeRawPointer>.stride + 64
    func compute(_ part: Int, _ memory: UnsafeMutableRawPointer) {
      let (block, range) = (part % blocks, part / blocks)
      let rows = block * blockRows..<min(rows, (block + 1) * blockRows)
      let panelRange = range * rangePanels..<min(panels, (range + 1) * rangePanels)
      // an odd block of rows may be empty where they do not divide
      guard !rows.isEmpty else { return }

      let packed = memory.assumingMemoryBound(to: S.self)
      let zeros = packed + Panel.group * width * depthOfPanel
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
        for first in stride(from: panelRange.lowerBound, to: panelRange.upperBound, by: Panel.group)
        {
          let together = first..<min(panelRange.upperBound, first + Panel.group)
          for panel in together {
            pack(
              panel / panelsOfGroup, summed, panel % panelsOfGroup * width,
              packed + (panel - first) * width * depthOfPanel)
          }
          for panel in together {
            let (group, column) = (panel / panelsOfGroup, panel % panelsOfGroup * width)
            let factors = RowTile(
              sources: sources, rows: rows.count, depth: depth, offset: group * depth,
              panel: packed + (panel - first) * width * depthOfPanel, targets: targets,
              column: group * columns + column, columns: min(width, columns - column))
            Tile<S>.each(of: rows.count) { factors.compute(from: $0, count: $1, summed) }
          }
        }
      }
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
  let targets: UnsafeMutablePointer<UnsafeMutablePointer<S>>
  let column: Int
  let columns: Int

  /// Adds a part of the sums of some rows; the first part begins them.
  @inline(never)
  func compute(from first: Int, count: Int, _ summed: Range<Int>) {
    let target = { (row: Int) in targets[first + row] + column }
    Tile<S>.with(rows: count) { rows in
      var tile =
        summed.lowerBound == 0 ? Tile<S>() : Tile(rows: rows, columns: columns, at: target)
      var (tap, begin) = summed.lowerBound.quotientAndRemainder(dividingBy: depth)
      var (right, left) = (panel, summed.count)
      while left > 0 {
        let count = min(left, depth - begin)
        let table = sources + tap * self.rows + first
        let start = offset + begin
        tile.add(rows: rows, { table[$0] + start }, step: 1, panel: right, count: count)
        right += count * Tile<S>.columns
        left -= count
        tap += 1
        begin = 0
      }
      tile.store(rows: rows, columns: columns, at: target)
    }
  }
}
