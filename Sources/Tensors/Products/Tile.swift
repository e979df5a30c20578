import CPrefetch

/// A part of a matrix product that stays in registers while its sums grow: some columns of some
/// rows.
///
/// Twelve registers of AVX hold sums, which is what two units that add a product in four cycles
/// need at once; the other four hold what is multiplied.
protocol Tile<S> {
  associatedtype S: Scalar

  /// How many rows and columns it has at most.
  static var rows: Int { get }
  static var columns: Int { get }

  /// Begins with zeros.
  init()
  /// Begins with what stands in memory.
  init(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>)
  /// Writes the sums to memory.
  func store(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>)

  /// Adds the products of `count` numbers of each row of the left factor, `step` apart, with as
  /// many rows of a panel.
  ///
  /// `rows` must be a number that is known when code is made, so that no row is asked for twice.
  /// With every fourth row of the panel the cache is asked for what is needed next: for the line
  /// of an address that moves on by some bytes each time.
  mutating func add(
    rows: Int, _ left: (Int) -> UnsafePointer<S>, step: Int, panel: UnsafePointer<S>, count: Int,
    next: (start: UnsafeRawPointer, bytes: Int))
}

extension Tile {
  /// How many sums it has.
  static var count: Int { rows * columns }

  /// Goes through `count` rows of a panel beside numbers that are `step` apart, and with every fourth
  /// asks the cache for what is needed next.
  @inline(__always)
  static func eachRow(
    of panel: UnsafePointer<S>, _ count: Int, step: Int,
    next: (start: UnsafeRawPointer, bytes: Int),
    _ body: (_ place: Int, _ row: UnsafePointer<S>) -> Void
  ) {
    var (place, row, ahead) = (0, panel, next.start)
    for _ in 0..<count / 4 {
      prefetch_line(ahead)
      ahead += next.bytes
      for _ in 0..<4 {
        body(place, row)
        place += step
        row += columns
      }
    }
    for _ in 0..<count % 4 {
      body(place, row)
      place += step
      row += columns
    }
  }

  /// Divides rows among as few tiles as can hold them, evenly: one of a single row would take
  /// nearly as long as a full one.
  @inline(__always)
  static func each(of rows: Int, _ body: (_ first: Int, _ count: Int) -> Void) {
    var tiles = (rows + Self.rows - 1) / Self.rows
    var first = 0
    while tiles > 0 {
      let count = (rows - first + tiles - 1) / tiles
      body(first, count)
      first += count
      tiles -= 1
    }
  }
}
