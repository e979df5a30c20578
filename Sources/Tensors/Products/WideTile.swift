/// Three rows of four registers.
///
/// Twelve products take seven reads, fewer than with any other form: where a core is shared with
/// another program's thread, reads are what there is too little of.
struct WideTile<S: Scalar>: Tile {
  private typealias Register = S.Register

  // the first figure is the row, the second the place in it
  private var sum00 = Register()
  private var sum01 = Register()
  private var sum02 = Register()
  private var sum03 = Register()
  private var sum10 = Register()
  private var sum11 = Register()
  private var sum12 = Register()
  private var sum13 = Register()
  private var sum20 = Register()
  private var sum21 = Register()
  private var sum22 = Register()
  private var sum23 = Register()

  static var rows: Int { 3 }
  static var columns: Int { 4 * S.Register.scalarCount }

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
    Self.eachRow(of: panel, count, step: step, next: next) { place, right in
      add(rows: rows, left0[place], left1[place], left2[place], right)
    }
  }

  /// Adds the products of a number of each row with one row of a panel.
  @inline(__always)
  private mutating func add(
    rows: Int, _ number0: S, _ number1: S, _ number2: S, _ right: UnsafePointer<S>
  ) {
    let left0 = Register(repeating: number0)
    let left1 = Register(repeating: number1)
    let left2 = Register(repeating: number2)
    let right0 = Self.load(right, 0)
    S.add(left0, times: right0, to: &sum00)
    if rows > 1 { S.add(left1, times: right0, to: &sum10) }
    if rows > 2 { S.add(left2, times: right0, to: &sum20) }
    let right1 = Self.load(right, 1)
    S.add(left0, times: right1, to: &sum01)
    if rows > 1 { S.add(left1, times: right1, to: &sum11) }
    if rows > 2 { S.add(left2, times: right1, to: &sum21) }
    let right2 = Self.load(right, 2)
    S.add(left0, times: right2, to: &sum02)
    if rows > 1 { S.add(left1, times: right2, to: &sum12) }
    if rows > 2 { S.add(left2, times: right2, to: &sum22) }
    let right3 = Self.load(right, 3)
    S.add(left0, times: right3, to: &sum03)
    if rows > 1 { S.add(left1, times: right3, to: &sum13) }
    if rows > 2 { S.add(left2, times: right3, to: &sum23) }
  }

  @inline(__always)
  init(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    sum00 = Self.load(target(0), 0)
    sum01 = Self.load(target(0), 1)
    sum02 = Self.load(target(0), 2)
    sum03 = Self.load(target(0), 3)
    if rows > 1 {
      sum10 = Self.load(target(1), 0)
      sum11 = Self.load(target(1), 1)
      sum12 = Self.load(target(1), 2)
      sum13 = Self.load(target(1), 3)
    }
    if rows > 2 {
      sum20 = Self.load(target(2), 0)
      sum21 = Self.load(target(2), 1)
      sum22 = Self.load(target(2), 2)
      sum23 = Self.load(target(2), 3)
    }
  }

  @inline(__always)
  func store(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    Self.store(sum00, to: target(0), 0)
    Self.store(sum01, to: target(0), 1)
    Self.store(sum02, to: target(0), 2)
    Self.store(sum03, to: target(0), 3)
    if rows > 1 {
      Self.store(sum10, to: target(1), 0)
      Self.store(sum11, to: target(1), 1)
      Self.store(sum12, to: target(1), 2)
      Self.store(sum13, to: target(1), 3)
    }
    if rows > 2 {
      Self.store(sum20, to: target(2), 0)
      Self.store(sum21, to: target(2), 1)
      Self.store(sum22, to: target(2), 2)
      Self.store(sum23, to: target(2), 3)
    }
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<S>, _ place: Int) -> Register {
    UnsafeRawPointer(row + place * Register.scalarCount).loadUnaligned(as: Register.self)
  }
  @inline(__always)
  private static func store(
    _ sums: Register, to row: UnsafeMutablePointer<S>, _ place: Int
  ) {
    UnsafeMutableRawPointer(row + place * Register.scalarCount)
      .storeBytes(of: sums, as: Register.self)
  }
}
