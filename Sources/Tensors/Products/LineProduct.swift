/// The gradient in a kernel whose vectors fit one tile: a sum over places of the products of each
/// number of a patch with each of a vector, read line by line from padded maps without a copy.
///
/// A tile holds some numbers of a patch through one tap and the whole vector, and its sums stay in
/// registers over all places of all images. Each tile is a part of its own, so that threads change
/// no sum.
struct LineProduct<S: Scalar> {
  /// Rows × columns × channels of a padded map.
  private let map: Shape
  /// Rows and columns of the vectors' grid.
  private let grid: (rows: Int, columns: Int)
  private let step: (rows: Int, columns: Int)
  private let images: Int
  /// Where each tap's piece begins in a padded map, and where its rows of the kernel do.
  private let taps: [(start: Int, row: Int)]
  /// How many numbers a piece has.
  private let depth: Int
  /// How many numbers a vector has.
  private let columns: Int

  /// The product for a convolution; nothing where a vector has more numbers than a tile has
  /// columns, or all vectors do not stay in the second cache while every tile reads them.
  init?(_ plan: ConvolutionPlan, images: Int) {
    guard plan.groups == 1, plan.output[2] <= WideTile<S>.columns,
      plan.input.count != plan.input[2],
      images * plan.output.count <= 1 << 16
    else { return nil }
    let (rows, columns) = (plan.window.rows, plan.window.columns)
    map = plan.window.padded(plan.input)
    grid = (plan.output[0], plan.output[1])
    step = (rows.stride, columns.stride)
    self.images = images
    self.columns = plan.output[2]
    let (line, channels) = (map[1] * map[2], map[2])
    if columns.dilation == 1 {
      // all taps of a row of the window are one piece
      depth = columns.kernel * channels
      let depth = depth
      taps = (0..<rows.kernel).map { ($0 * rows.dilation * line, $0 * depth) }
    } else {
      depth = channels
      taps = (0..<rows.kernel).flatMap { m in
        (0..<columns.kernel).map { n in
          (
            m * rows.dilation * line + n * columns.dilation * channels,
            (m * columns.kernel + n) * channels
          )
        }
      }
    }
  }

  private var places: Int { images * grid.rows * grid.columns }

  /// Computes it from padded maps and vectors.
  @inline(__always)
  func run(
    _ maps: UnsafePointer<S>, _ vectors: UnsafePointer<S>, to target: UnsafeMutablePointer<S>
  ) {
    switch FactorPanel.width(columns, of: S.self) {
    case NarrowTile<S>.columns: run(maps, vectors, to: target, by: NarrowTile<S>.self)
    case TallTile<S>.columns: run(maps, vectors, to: target, by: TallTile<S>.self)
    default: run(maps, vectors, to: target, by: WideTile<S>.self)
    }
  }

  @inline(__always)
  private func run<T: Tile<S>>(
    _ maps: UnsafePointer<S>, _ vectors: UnsafePointer<S>, to target: UnsafeMutablePointer<S>,
    by tile: T.Type
  ) {
    let tiles = (depth + T.rows - 1) / T.rows
    let parts = taps.count * tiles
    func compute(
      _ vectors: UnsafePointer<S>, _ part: Int, _ memory: UnsafeMutableRawPointer
    ) {
      let (tap, number) = part.quotientAndRemainder(dividingBy: tiles)
      let first = number * depth / tiles
      let work = LineWork(
        maps: maps + taps[tap].start + first, map: map, grid: grid, step: step, images: images,
        vectors: vectors, target: target + (taps[tap].row + first) * columns, columns: columns,
        aside: memory.assumingMemoryBound(to: S.self))
      work.add(to: 0..<(number + 1) * depth / tiles - first)
    }
    func perform(_ vectors: UnsafePointer<S>) {
      let memory = T.count * MemoryLayout<S>.stride
      if places * depth * taps.count * columns < 1 << 18 {
        Workers.alone(parts, memory: memory) { compute(vectors, $0, $1) }
      } else {
        Workers.perform(parts, memory: memory) { compute(vectors, $0, $1) }
      }
    }
    guard columns != T.columns else { return perform(vectors) }
    // vectors of another length are laid out as wide as the tile
    withUnsafeTemporaryAllocation(of: S.self, capacity: places * T.columns) { panel in
      guard let panel = panel.baseAddress else { return }
      FactorPanel.pack(
        vectors, stride: columns, rows: places, columns: columns, into: panel, depth: places)
      perform(panel)
    }
  }
}

/// One tile of a line product: some numbers of a patch, from the one at `maps` on.
private struct LineWork<S: Scalar>: PanelWork {
  let maps: UnsafePointer<S>
  let map: Shape
  let grid: (rows: Int, columns: Int)
  let step: (rows: Int, columns: Int)
  let images: Int
  let vectors: UnsafePointer<S>
  let target: UnsafeMutablePointer<S>
  let columns: Int
  let aside: UnsafeMutablePointer<S>

  @inline(never)
  func add<T: Tile<S>, Count: RowCount>(to _: Count.Type, from first: Int, by _: T.Type) {
    let (line, channels) = (map[1] * map[2], map[2])
    var tile = T()
    var panel = vectors
    for image in 0..<images {
      var start = maps + image * map[0] * line + first
      for _ in 0..<grid.rows {
        tile.add(
          rows: Count.rows, { start + $0 }, step: step.columns * channels, panel: panel,
          count: grid.columns, next: (UnsafeRawPointer(panel), 0))
        start += step.rows * line
        panel += grid.columns * T.columns
      }
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
