/// Where windows over maps begin: for each place of a grid and each tap a piece of numbers that lie
/// side by side.
///
/// Place (a, b) reads, through a tap that is shifted by (r, s), the cell (a·step + r, b·step + s);
/// what lies outside the map is zero, and is multiplied as zero.
struct Patches<S: Scalar> {
  let maps: UnsafePointer<S>
  /// Rows × columns × channels of a map.
  let map: Shape
  /// Rows and columns of the grid.
  let grid: (rows: Int, columns: Int)
  let step: (rows: Int, columns: Int)
  let taps: [PatchTap]

  /// Writes where the pieces of some places begin through one tap.
  @inline(__always)
  func locate(
    _ places: Range<Int>, tap: Int, zeros: UnsafePointer<S>,
    to sources: UnsafeMutablePointer<UnsafePointer<S>>
  ) {
    let (rows, columns, channels) = (map[0], map[1], map[2])
    let tap = taps[tap]
    var place = places.lowerBound
    var target = sources
    while place < places.upperBound {
      let (line, first) = place.quotientAndRemainder(dividingBy: grid.columns)
      let (image, i) = line.quotientAndRemainder(dividingBy: grid.rows)
      let last = min(grid.columns, first + places.upperBound - place)
      let row = i * step.rows + tap.row
      let isInside = 0..<rows ~= row
      let start = maps + (isInside ? (image * rows + row) * columns * channels : 0)
      var column = first * step.columns + tap.column
      for _ in first..<last {
        target.initialize(
          to: isInside && 0 <= column && column < columns ? start + column * channels : zeros)
        target += 1
        column += step.columns
      }
      place += last - first
    }
  }
}

/// How far from its place a patch reads through a tap.
struct PatchTap: Sendable {
  let row: Int
  let column: Int
}
