/// A convolution whose output has few channels, line by line from padded maps: neighbours in a line
/// read pieces that lie a step apart, so that no table says where each begins.
struct LineConvolution<S: Scalar> {
  /// Rows × columns × channels of a padded map.
  private let map: Shape
  /// Rows and columns of the output.
  private let grid: (rows: Int, columns: Int)
  private let step: (rows: Int, columns: Int)
  /// How far the pieces of two rows of the window lie apart, how many there are, and how many
  /// numbers each has.
  private let stride: Int
  private let taps: Int
  private let depth: Int
  /// Channels of the output.
  private let columns: Int

  /// The rows that a panel may have, so that it stays in the nearest cache.
  private static var longest: Int { 1 << 9 }

  /// The product for a plan; nothing where a tile of one `Lanes` has too few columns.
  init?(_ plan: ConvolutionPlan) {
    let (rows, columns) = (plan.window.rows, plan.window.columns)
    guard plan.groups == 1, plan.output[2] <= TallTile<S>.columns, columns.dilation == 1,
      rows.kernel * columns.kernel > 1, plan.input.count != plan.input[2]
    else { return nil }
    map = plan.window.padded(plan.input)
    grid = (plan.output[0], plan.output[1])
    step = (rows.stride, columns.stride)
    stride = rows.dilation * map[1] * map[2]
    taps = rows.kernel
    depth = columns.kernel * map[2]
    self.columns = plan.output[2]
    guard taps * depth <= Self.longest else { return nil }
  }

  /// How many rows the kernel's panel has.
  var length: Int { taps * depth }

  /// Computes it from padded maps and the kernel; each line is told when it is done.
  @inline(__always)
  func run(
    _ maps: UnsafePointer<S>, images: Int, kernel: UnsafePointer<S>, isPacked: Bool,
    to y: UnsafeMutablePointer<S>, finish: (_ rows: Range<Int>) -> Void
  ) {
    let width = FactorPanel.width(columns, of: S.self)
    // a kernel that is as wide as the tile is a panel as it is
    let isPanel = isPacked || columns == width
    withUnsafeTemporaryAllocation(of: S.self, capacity: isPanel ? 1 : length * width) { room in
      guard let room = room.baseAddress else { return }
      if !isPanel {
        FactorPanel.pack(
          kernel, stride: columns, rows: length, columns: columns, into: room, depth: length)
      }
      let panel = isPanel ? kernel : UnsafePointer(room)
      let size = grid.rows * grid.columns
      func compute(_ image: Int, _ memory: UnsafeMutableRawPointer) {
        for line in 0..<grid.rows {
          let work = ConvolutionLine(
            start: maps + (image * map[0] + line * step.rows) * map[1] * map[2],
            step: step.columns * map[2], stride: stride, taps: taps, depth: depth, panel: panel,
            target: y + (image * size + line * grid.columns) * columns, columns: columns,
            aside: memory.assumingMemoryBound(to: S.self))
          work.add(to: 0..<grid.columns)
          let first = image * size + line * grid.columns
          finish(first..<first + grid.columns)
        }
      }
      let memory = WideTile<S>.count * MemoryLayout<S>.stride
      if images * size * length * columns < 1 << 18 {
        Workers.alone(images, memory: memory, compute)
      } else {
        Workers.perform(images, memory: memory, compute)
      }
    }
  }
}

/// One line of the output.
private struct ConvolutionLine<S: Scalar>: PanelWork {
  let start: UnsafePointer<S>
  let step: Int
  let stride: Int
  let taps: Int
  let depth: Int
  let panel: UnsafePointer<S>
  let target: UnsafeMutablePointer<S>
  let columns: Int
  let aside: UnsafeMutablePointer<S>

  @inline(never)
  func add<T: Tile<S>, Count: RowCount>(to _: Count.Type, from first: Int, by _: T.Type) {
    let step = step
    var tile = T()
    var (left, right) = (start + first * step, panel)
    for _ in 0..<taps {
      tile.add(
        rows: Count.rows, { left + $0 * step }, step: 1, panel: right, count: depth,
        next: (UnsafeRawPointer(right), 0))
      left += stride
      right += depth * T.columns
    }
    let isWhole = columns == T.columns
    let target = target + first * columns
    tile.store(rows: Count.rows) { isWhole ? target + $0 * columns : aside + $0 * T.columns }
    guard !isWhole else { return }
    for row in 0..<Count.rows {
      Lane.copy(aside + row * T.columns, to: target + row * columns, columns)
    }
  }
}
