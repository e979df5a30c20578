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
