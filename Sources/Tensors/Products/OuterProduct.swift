/// A sum over places of the products of each number of a patch with each of a vector: the gradient
/// in a kernel.
///
/// The output, rows × columns, is cut into blocks, of which each thread takes one after the other.
/// For a block the sum is cut at `FactorPanel.depth` places, always the same; their patches are copied
/// side by side, since in the map they may lie a power of two apart, where the cache has room for
/// only a few.
struct OuterProduct<S: Scalar> {
  let patches: Patches<S>
  /// How many numbers a tap reads, of one group.
  let depth: Int
  let groups: Int
  /// How many numbers of a vector belong to one group.
  let columns: Int
  let places: Int

  private static var block: Int { 112 }
  /// Up to so many places are summed row by row, since then it takes longer to write the sums than
  /// to read the panels again, and memory takes whole rows sooner.
  private static var short: Int { 64 }

  private var width: Int { WideTile<S>.columns }
  private var rows: Int { patches.taps.count * depth }
  private var panels: Int { (columns + width - 1) / width }
  private var isSmall: Bool { places * rows * columns * groups < 1 << 18 }

  /// Computes it from the vectors, `groups · columns` numbers each, and writes one row after the
  /// other, all groups side by side.
  @inline(__always)
  func run(_ vectors: UnsafePointer<S>, to target: UnsafeMutablePointer<S>) {
    let (width, rows, stride) = (width, rows, groups * columns)
    let few = (rows + Self.block - 1) / Self.block
    let threads = isSmall ? 1 : Workers.count
    let blocks = few * groups >= 4 * threads ? few : (few + threads - 1) / threads * threads
    let blockRows = (rows + blocks - 1) / blocks
    let depthOfPanel = FactorPanel.depth(of: places)
    // an odd number of cache lines: neighbours in a column do not compete for the same place
    let patchStride = ((blockRows + 15) / 16 | 1) * 16
    let mostTaps = min(patches.taps.count, (blockRows + depth - 2) / depth + 1)
    let bytes =
      (depthOfPanel * (patchStride + panels * width) + depth * groups + WideTile<S>.count)
      * MemoryLayout<S>.stride
      + depthOfPanel * mostTaps * MemoryLayout<UnsafeRawPointer>.stride + 64
    func compute(_ part: Int, _ memory: UnsafeMutableRawPointer) {
      let (group, block) = part.quotientAndRemainder(dividingBy: blocks)
      let ownRows = block * blockRows..<min(rows, (block + 1) * blockRows)
      guard !ownRows.isEmpty else { return }

      let packed = memory.assumingMemoryBound(to: S.self)
      let copies = packed + depthOfPanel * panels * width
      let zeros = copies + depthOfPanel * patchStride
      zeros.initialize(repeating: 0, count: depth * groups)
      let aside = zeros + depth * groups
      let tableStart = UnsafeRawPointer(aside + WideTile<S>.count) - UnsafeRawPointer(memory)
      let table = (memory + (tableStart + 7 & ~7)).assumingMemoryBound(to: UnsafePointer<S>.self)

      for start in Swift.stride(from: 0, to: places, by: depthOfPanel) {
        let summed = start..<min(places, start + depthOfPanel)
        FactorPanel.pack(
          vectors + start * stride + group * columns, stride: stride, rows: summed.count,
          columns: columns, into: packed, depth: depthOfPanel)
        copy(ownRows, of: group, at: summed, zeros, table, to: copies, stride: patchStride)
        func work(_ panel: Int) -> OuterPanel<S> {
          OuterPanel(
            patches: copies, patchStride: patchStride,
            panel: packed + panel * width * depthOfPanel, count: summed.count,
            target: target + ownRows.lowerBound * stride + group * columns + panel * width,
            targetStride: stride, columns: min(width, columns - panel * width),
            aside: aside, isFirst: start == 0)
        }
        if summed.count <= Self.short {
          WideTile<S>.each(of: ownRows.count) { first, count in
            for panel in 0..<panels { work(panel).add(to: first..<first + count) }
          }
        } else {
          for panel in 0..<panels { work(panel).add(to: 0..<ownRows.count) }
        }
      }
    }
    if isSmall {
      Workers.alone(blocks * groups, memory: bytes, compute)
    } else {
      Workers.perform(blocks * groups, memory: bytes, compute)
    }
  }

  /// Copies some numbers of the patches of some places, `stride` apart.
  @inline(__always)
  private func copy(
    _ rows: Range<Int>, of group: Int, at places: Range<Int>, _ zeros: UnsafePointer<S>,
    _ table: UnsafeMutablePointer<UnsafePointer<S>>, to copies: UnsafeMutablePointer<S>, stride: Int
  ) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let (tap, begin) = row.quotientAndRemainder(dividingBy: depth)
      let count = min(depth - begin, rows.upperBound - row)
      patches.locate(places, tap: tap, zeros: zeros, to: table)
      var target = copies + (row - rows.lowerBound)
      for place in 0..<places.count {
        Lane.copy(table[place] + group * depth + begin, to: target, count)
        target += stride
      }
      row += count
    }
  }
}

/// A panel of vectors that is multiplied with the copies of patches.
private struct OuterPanel<S: Scalar>: PanelWork {
  let patches: UnsafePointer<S>
  let patchStride: Int
  let panel: UnsafePointer<S>
  let count: Int
  let target: UnsafeMutablePointer<S>
  let targetStride: Int
  let columns: Int
  /// Where a tile keeps its sums that has more columns than there are.
  let aside: UnsafeMutablePointer<S>
  let isFirst: Bool

  @inline(never)
  func add<T: Tile<S>, Count: RowCount>(to _: Count.Type, from first: Int, by _: T.Type) {
    let (rows, isWhole) = (Count.rows, columns == T.columns)
    // no closure that is kept: one would be allocated for each tile
    func place(_ row: Int) -> UnsafeMutablePointer<S> { target + (first + row) * targetStride }
    func sums(_ row: Int) -> UnsafeMutablePointer<S> {
      isWhole ? place(row) : aside + row * T.columns
    }
    if !isWhole, !isFirst {
      for row in 0..<rows { Lane.copy(place(row), to: sums(row), columns) }
    }
    var tile = isFirst ? T() : T(rows: rows, at: sums)
    tile.add(
      rows: rows, { patches + first + $0 }, step: patchStride, panel: panel, count: count,
      next: (UnsafeRawPointer(panel), 0))
    tile.store(rows: rows, at: sums)
    if !isWhole { for row in 0..<rows { Lane.copy(sums(row), to: place(row), columns) } }
  }
}
