/// Six rows of two registers, which are one `Lanes`: for as few columns.
struct TallTile<S: Scalar>: Tile {
  private var sum0 = S.Lanes()
  private var sum1 = S.Lanes()
  private var sum2 = S.Lanes()
  private var sum3 = S.Lanes()
  private var sum4 = S.Lanes()
  private var sum5 = S.Lanes()

  static var rows: Int { 6 }
  static var columns: Int { S.Lanes.scalarCount }

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
    Self.eachRow(of: panel, count, step: step, next: next) { place, right in
      add(
        rows: rows, left0[place], left1[place], left2[place], left3[place], left4[place],
        left5[place], right)
    }
  }

  /// Adds the products of a number of each row with one row of a panel.
  @inline(__always)
  private mutating func add(
    rows: Int, _ number0: S, _ number1: S, _ number2: S, _ number3: S, _ number4: S, _ number5: S,
    _ right: UnsafePointer<S>
  ) {
    let lanes = Lane.load(right)
    S.add(S.Lanes(repeating: number0), times: lanes, to: &sum0)
    if rows > 1 { S.add(S.Lanes(repeating: number1), times: lanes, to: &sum1) }
    if rows > 2 { S.add(S.Lanes(repeating: number2), times: lanes, to: &sum2) }
    if rows > 3 { S.add(S.Lanes(repeating: number3), times: lanes, to: &sum3) }
    if rows > 4 { S.add(S.Lanes(repeating: number4), times: lanes, to: &sum4) }
    if rows > 5 { S.add(S.Lanes(repeating: number5), times: lanes, to: &sum5) }
  }

  @inline(__always)
  init(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    sum0 = Lane.load(target(0))
    if rows > 1 { sum1 = Lane.load(target(1)) }
    if rows > 2 { sum2 = Lane.load(target(2)) }
    if rows > 3 { sum3 = Lane.load(target(3)) }
    if rows > 4 { sum4 = Lane.load(target(4)) }
    if rows > 5 { sum5 = Lane.load(target(5)) }
  }

  @inline(__always)
  func store(rows: Int, at target: (Int) -> UnsafeMutablePointer<S>) {
    Lane.store(sum0, to: target(0))
    if rows > 1 { Lane.store(sum1, to: target(1)) }
    if rows > 2 { Lane.store(sum2, to: target(2)) }
    if rows > 3 { Lane.store(sum3, to: target(3)) }
    if rows > 4 { Lane.store(sum4, to: target(4)) }
    if rows > 5 { Lane.store(sum5, to: target(5)) }
  }
}
