/// Twelve rows of one register: for as few columns, as the maps of a small network have channels.
struct NarrowTile<S: Scalar>: Tile {
  private typealias Register = S.Register

  private var sum0 = Register()
  private var sum1 = Register()
  private var sum2 = Register()
  private var sum3 = Register()
  private var sum4 = Register()
  private var sum5 = Register()
  private var sum6 = Register()
  private var sum7 = Register()
  private var sum8 = Register()
  private var sum9 = Register()
  private var sum10 = Register()
  private var sum11 = Register()

  static var rows: Int { 12 }
  static var columns: Int { S.Register.scalarCount }

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(
    rows: Int, _ left: (Int) -> UnsafePointer<S>, step: Int, panel: UnsafePointer<S>, count: Int,
    next: (start: UnsafeRawPointer, bytes: Int)
  ) {
    let left0 = left(0)
    let left1 = rows > 1 ? left(1) : left0
    let left2 = rows > 2 ? left(2) : left0
    let left3 = rows > 3 ? left(3) : left0
    let left4 = rows > 4 ? left(4) : left0
    let left5 = rows > 5 ? left(5) : left0
    let left6 = rows > 6 ? left(6) : left0
    let left7 = rows > 7 ? left(7) : left0
    let left8 = rows > 8 ? left(8) : left0
    let left9 = rows > 9 ? left(9) : left0
    let left10 = rows > 10 ? left(10) : left0
    let left11 = rows > 11 ? left(11) : left0
    var (place, row) = (0, panel)
    // all of a narrow panel is in the nearest cache already: nothing is asked for ahead
    for _ in 0..<count {
      let right = Self.load(row)
      S.add(Register(repeating: left0[place]), times: right, to: &sum0)
      if rows > 1 { S.add(Register(repeating: left1[place]), times: right, to: &sum1) }
      if rows > 2 { S.add(Register(repeating: left2[place]), times: right, to: &sum2) }
      if rows > 3 { S.add(Register(repeating: left3[place]), times: right, to: &sum3) }
      if rows > 4 { S.add(Register(repeating: left4[place]), times: right, to: &sum4) }
      if rows > 5 { S.add(Register(repeating: left5[place]), times: right, to: &sum5) }
      if rows > 6 { S.add(Register(repeating: left6[place]), times: right, to: &sum6) }
      if rows > 7 { S.add(Register(repeating: left7[place]), times: right, to: &sum7) }
      if rows > 8 { S.add(Register(repeating: left8[place]), times: right, to: &sum8) }
      if rows > 9 { S.add(Register(repeating: left9[place]), times: right, to: &sum9) }
      if rows > 10 { S.add(Register(repeating: left10[place]), times: right, to: &sum10) }
      if rows > 11 { S.add(Register(repeating: left11[place]), times: right, to: &sum11) }
      place += step
      row += Self.columns
    }
  }

  @inline(__always)
  init(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    sum0 = Self.load(target(0))
    if rows > 1 { sum1 = Self.load(target(1)) }
    if rows > 2 { sum2 = Self.load(target(2)) }
    if rows > 3 { sum3 = Self.load(target(3)) }
    if rows > 4 { sum4 = Self.load(target(4)) }
    if rows > 5 { sum5 = Self.load(target(5)) }
    if rows > 6 { sum6 = Self.load(target(6)) }
    if rows > 7 { sum7 = Self.load(target(7)) }
    if rows > 8 { sum8 = Self.load(target(8)) }
    if rows > 9 { sum9 = Self.load(target(9)) }
    if rows > 10 { sum10 = Self.load(target(10)) }
    if rows > 11 { sum11 = Self.load(target(11)) }
  }

  @inline(__always)
  func store(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    Self.store(sum0, to: target(0))
    if rows > 1 { Self.store(sum1, to: target(1)) }
    if rows > 2 { Self.store(sum2, to: target(2)) }
    if rows > 3 { Self.store(sum3, to: target(3)) }
    if rows > 4 { Self.store(sum4, to: target(4)) }
    if rows > 5 { Self.store(sum5, to: target(5)) }
    if rows > 6 { Self.store(sum6, to: target(6)) }
    if rows > 7 { Self.store(sum7, to: target(7)) }
    if rows > 8 { Self.store(sum8, to: target(8)) }
    if rows > 9 { Self.store(sum9, to: target(9)) }
    if rows > 10 { Self.store(sum10, to: target(10)) }
    if rows > 11 { Self.store(sum11, to: target(11)) }
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<S>) -> Register {
    UnsafeRawPointer(row).loadUnaligned(as: Register.self)
  }
  @inline(__always)
  private static func store(_ sums: Register, to row: UnsafeMutablePointer<S>) {
    UnsafeMutableRawPointer(row).storeBytes(of: sums, as: Register.self)
  }
}
