/// A panel of the right factor of a product: some of its rows, as wide as a tile, one after the
/// other, so that a tile reads it straight and from the nearest cache.
///
/// All panels are as wide as a `WideTile`, but for the last where a `TallTile` is wide enough, or
/// a `NarrowTile`.
enum FactorPanel {
  /// How many rows a panel has at most: 32 KiB, what the nearest cache holds.
  static let depth = 256
  /// How many panels are packed together at least: all of them fit the second cache beside the
  /// left factor.
  static let group = 2

  /// How wide a panel is that begins where so many columns are left.
  static func width<S: Scalar>(_ columns: Int, of: S.Type) -> Int {
    if columns > TallTile<S>.columns { return WideTile<S>.columns }
    return columns > NarrowTile<S>.columns ? TallTile<S>.columns : NarrowTile<S>.columns
  }

  /// How many rows each panel has where `count` rows are to be cut evenly.
  static func depth(of count: Int) -> Int {
    let panels = max(1, (count + depth - 1) / depth)
    return max(1, (count + panels - 1) / panels)
  }

  /// Copies rows of a matrix, `stride` numbers apart, to as many panels of `depth` rows as hold
  /// their columns; those beyond the matrix become zero.
  ///
  /// Each row is read in one piece: memory gives what lies side by side sooner.
  @inline(__always)
  static func pack<S: Scalar>(
    _ matrix: UnsafePointer<S>, stride: Int, rows: Int, columns: Int,
    into panels: UnsafeMutablePointer<S>, depth: Int
  ) {
    let wide = WideTile<S>.columns
    let whole = columns / wide * wide
    let rest = columns - whole
    let width = width(rest, of: S.self)
    for row in 0..<rows {
      var (source, target) = (matrix + row * stride, panels + row * wide)
      for _ in 0..<columns / wide {
        Lane.copy(source, to: target, wide)
        source += wide
        target += depth * wide
      }
      if rest > 0 {
        let target = panels + whole * depth + row * width
        Lane.copy(source, to: target, rest)
        for column in rest..<width { target[column] = 0 }
      }
    }
  }

  /// Copies the transpose to one panel: each of its columns is a row of the matrix, `stride` numbers
  /// apart from the next.
  @inline(__always)
  static func packTransposed<S: Scalar>(
    _ matrix: UnsafePointer<S>, stride: Int, rows: Int, columns: Int,
    into panel: UnsafeMutablePointer<S>
  ) {
    let width = width(columns, of: S.self)
    for column in Swift.stride(from: 0, to: width, by: 4) {
      let target = panel + column
      guard column + 4 <= columns else {
        for row in 0..<rows {
          for lane in 0..<4 {
            let isInside = column + lane < columns
            target[row * width + lane] = isInside ? matrix[(column + lane) * stride + row] : 0
          }
        }
        continue
      }
      let source = matrix + column * stride
      var row = 0
      // four by four: what is read along memory is written along memory
      while row + 4 <= rows {
        let a = quad(source + row)
        let b = quad(source + row + stride)
        let c = quad(source + row + 2 * stride)
        let d = quad(source + row + 3 * stride)
        write(SIMD4(a[0], b[0], c[0], d[0]), to: target + row * width)
        write(SIMD4(a[1], b[1], c[1], d[1]), to: target + (row + 1) * width)
        write(SIMD4(a[2], b[2], c[2], d[2]), to: target + (row + 2) * width)
        write(SIMD4(a[3], b[3], c[3], d[3]), to: target + (row + 3) * width)
        row += 4
      }
      while row < rows {
        for lane in 0..<4 { target[row * width + lane] = source[lane * stride + row] }
        row += 1
      }
    }
  }

  @inline(__always)
  private static func quad<S: Scalar>(_ source: UnsafePointer<S>) -> SIMD4<S> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD4<S>.self)
  }
  @inline(__always)
  private static func write<S: Scalar>(_ quad: SIMD4<S>, to target: UnsafeMutablePointer<S>) {
    UnsafeMutableRawPointer(target).storeBytes(of: quad, as: SIMD4<S>.self)
  }
}
