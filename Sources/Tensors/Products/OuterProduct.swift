/// A sum over places of the products of each number of a patch with each of a vector: the gradient
/// in a kernel.
///
/// The output, rows × columns, is cut into blocks, of which each thread takes one after the other.
/// For a block the sum is cut at `Panel.depth` places, always the same; their patches are copied
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

  private var width: Int { Tile<S>.columns }
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
    let depthOfPanel = Panel.depth(of: places)
    // an odd number of cache lines: neighbours in a column do not compete for the same place
    let patchStride = ((blockRows + 15) / 16 | 1) * 16
    let mostTaps = min(patches.taps.count, (blockRows + depth - 2) / depth + 1)
    let bytes =
      (depthOfPanel * (patchStride + panels * width) + depth * groups) * MemoryLayout<S>.stride
      + depthOfPanel * mostTaps * MemoryLayout<UnsafeRawPointer>.stride + 64
    func compute(_ part: Int, _ memory: UnsafeMutableRawPointer) {
      let (group, block) = part.quotientAndRemainder(dividingBy: blocks)
      let ownRows = block * blockRows..<min(rows, (block + 1) * blockRows)
      guard !ownRows.isEmpty else { return }

      let packed = memory.assumingMemoryBound(to: S.self)
      let copies = packed + depthOfPanel * panels * width
      let zeros = copies + depthOfPanel * patchStride
      zeros.initialize(repeating: 0, count: depth * groups)
      let tableStart = UnsafeRawPointer(zeros + depth * groups) - UnsafeRawPointer(memory)
      let table = (memory + (tableStart + 7 & ~7)).assumingMemoryBound(to: UnsafePointer<S>.self)

      for start in Swift.stride(from: 0, to: places, by: depthOfPanel) {
        let summed = start..<min(places, start + depthOfPanel)
        Panel.pack(
          vectors + start * stride + group * columns, stride: stride, rows: summed.count,
          columns: columns, into: packed, depth: depthOfPanel)
        copy(ownRows, of: group, at: summed, zeros, table, to: copies, stride: patchStride)
        func tile(_ panel: Int) -> OuterTile<S> {
          OuterTile(
            patches: copies, patchStride: patchStride,
            panel: packed + panel * width * depthOfPanel, count: summed.count,
            target: target + ownRows.lowerBound * stride + group * columns + panel * width,
            targetStride: stride, columns: min(width, columns - panel * width),
            isFirst: start == 0)
        }
        if summed.count <= Self.short {
          Tile<S>.each(of: ownRows.count) { first, count in
            for panel in 0..<panels { tile(panel).compute(from: first, count: count) }
          }
        } else {
          for panel in 0..<panels {
            let tile = tile(panel)
            Tile<S>.each(of: ownRows.count) { tile.compute(from: $0, count: $1) }
          }
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

/// What the tiles of one panel have in common.
private struct OuterTile<S: Scalar> {
  let patches: UnsafePointer<S>
  let patchStride: Int
  let panel: UnsafePointer<S>
  let count: Int
  let target: UnsafeMutablePointer<S>
  let targetStride: Int
  let columns: Int
  let isFirst: Bool

  /// Adds to the sums of some rows, or begins them.
  @inline(never)
  func compute(from first: Int, count: Int) {
    // each number of rows has code of its own
    switch count {
    case 6: compute(rows: 6, from: first)
    case 5: compute(rows: 5, from: first)
    case 4: compute(rows: 4, from: first)
    case 3: compute(rows: 3, from: first)
    case 2: compute(rows: 2, from: first)
    default: compute(rows: 1, from: first)
    }
  }

  @inline(__always)
  private func compute(rows: Int, from first: Int) {
    // no closure that is kept: one would be allocated for each tile
    func place(_ row: Int) -> UnsafeMutablePointer<S> { target + (first + row) * targetStride }
    var tile = isFirst ? Tile<S>() : Tile(rows: rows, columns: columns, at: place)
    tile.add(rows: rows, { patches + first + $0 }, step: patchStride, panel: panel, count: count)
    tile.store(rows: rows, columns: columns, at: place)
  }
}
