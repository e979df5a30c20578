import CPrefetch

/// A tile of a matrix product that stays in registers while its sums grow: up to six rows of one
/// `Lanes` each.
///
/// Six rows of two AVX registers make twelve sums, which is what two units that add a product in
/// four cycles need at once; two registers hold the row of the right factor and one a number of
/// the left factor that all lanes are multiplied with: fifteen of the sixteen that there are.
struct Tile<S: Scalar> {
  private var row0 = S.Lanes()
  private var row1 = S.Lanes()
  private var row2 = S.Lanes()
  private var row3 = S.Lanes()
  private var row4 = S.Lanes()
  private var row5 = S.Lanes()

  static var rows: Int { 6 }
  static var columns: Int { S.Lanes.scalarCount }

  @inline(__always)
  init() {}

  /// Adds the products of `count` numbers of each row of the left factor, `step` apart, with as
  /// many rows of a panel: one `Lanes` after the other.
  ///
  /// `rows` is written out as a number where this is called, so that no row is asked for twice.
  /// With each row of the panel the cache is asked for some bytes of what is needed next.
  @inline(__always)
  mutating func add(
    rows: Int, _ left: (Int) -> UnsafePointer<S>, step: Int, panel: UnsafePointer<S>, count: Int,
    next: (start: UnsafeRawPointer, bytes: Int)? = nil
  ) {
    let left0 = left(0)
    let left1 = rows > 1 ? left(1) : left0
    let left2 = rows > 2 ? left(2) : left0
    let left3 = rows > 3 ? left(3) : left0
    let left4 = rows > 4 ? left(4) : left0
    let left5 = rows > 5 ? left(5) : left0
    var right = UnsafeRawPointer(panel)
    var (place, ahead) = (0, 0)
    for _ in 0..<count {
      let lanes = right.loadUnaligned(as: S.Lanes.self)
      if let next {
        prefetch_line(next.start + ahead)
        ahead += next.bytes
      }
      S.add(S.Lanes(repeating: left0[place]), times: lanes, to: &row0)
      if rows > 1 { S.add(S.Lanes(repeating: left1[place]), times: lanes, to: &row1) }
      if rows > 2 { S.add(S.Lanes(repeating: left2[place]), times: lanes, to: &row2) }
      if rows > 3 { S.add(S.Lanes(repeating: left3[place]), times: lanes, to: &row3) }
      if rows > 4 { S.add(S.Lanes(repeating: left4[place]), times: lanes, to: &row4) }
      if rows > 5 { S.add(S.Lanes(repeating: left5[place]), times: lanes, to: &row5) }
      right += MemoryLayout<S.Lanes>.size
      place += step
    }
  }

  /// Begins with what stands in memory.
  @inline(__always)
  init(rows: Int, columns: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    row0 = Lane.load(target(0), columns)
    if rows > 1 { row1 = Lane.load(target(1), columns) }
    if rows > 2 { row2 = Lane.load(target(2), columns) }
    if rows > 3 { row3 = Lane.load(target(3), columns) }
    if rows > 4 { row4 = Lane.load(target(4), columns) }
    if rows > 5 { row5 = Lane.load(target(5), columns) }
  }

  /// Writes the sums to memory.
  @inline(__always)
  func store(rows: Int, columns: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    Lane.store(row0, to: target(0), columns)
    if rows > 1 { Lane.store(row1, to: target(1), columns) }
    if rows > 2 { Lane.store(row2, to: target(2), columns) }
    if rows > 3 { Lane.store(row3, to: target(3), columns) }
    if rows > 4 { Lane.store(row4, to: target(4), columns) }
    if rows > 5 { Lane.store(row5, to: target(5), columns) }
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

/// One `Lanes` to and from memory, whole or its first columns.
enum Lane {
  @inline(__always)
  static func load<S: Scalar>(_ source: UnsafePointer<S>) -> S.Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: S.Lanes.self)
  }
  @inline(__always)
  static func store<S: Scalar>(_ lanes: S.Lanes, to target: UnsafeMutablePointer<S>) {
    UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: S.Lanes.self)
  }

  @inline(__always)
  static func load<S: Scalar>(_ source: UnsafePointer<S>, _ columns: Int) -> S.Lanes {
    if columns == S.Lanes.scalarCount { return load(source) }
    var lanes = S.Lanes()
    for column in 0..<columns { lanes[column] = source[column] }
    return lanes
  }
  @inline(__always)
  static func store<S: Scalar>(
    _ lanes: S.Lanes, to target: UnsafeMutablePointer<S>, _ columns: Int
  ) {
    if columns == S.Lanes.scalarCount { return store(lanes, to: target) }
    for column in 0..<columns { target[column] = lanes[column] }
  }

  /// Copies some numbers.
  @inline(__always)
  static func copy<S: Scalar>(
    _ source: UnsafePointer<S>, to target: UnsafeMutablePointer<S>, _ count: Int
  ) {
    let whole = count & ~(S.Lanes.scalarCount - 1)
    for first in stride(from: 0, to: whole, by: S.Lanes.scalarCount) {
      store(load(source + first), to: target + first)
    }
    for place in whole..<count { target[place] = source[place] }
  }

  /// The sum of the lanes, one after the other.
  @inline(__always)
  static func sum<Lanes: SIMD>(_ lanes: Lanes) -> Lanes.Scalar where Lanes.Scalar: Scalar {
    var sum: Lanes.Scalar = 0
    for lane in 0..<Lanes.scalarCount { sum += lanes[lane] }
    return sum
  }
}
