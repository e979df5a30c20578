/// Products of a single vector with a matrix: as many products as numbers are read, so that what
/// counts is to read each row of the matrix once and straight.
enum VectorProduct {
  /// Up to so many rows of the left factor are multiplied one by one.
  static let rows = 2

  private static func isSmall(_ rows: Int, _ columns: Int) -> Bool { rows * columns < 1 << 16 }

  /// The vector times the matrix: each number of the vector weighs a row.
  @inline(__always)
  static func rowsOfMatrix<S: Scalar>(
    _ vector: UnsafePointer<S>, _ matrix: UnsafePointer<S>, rows: Int, columns: Int,
    to target: UnsafeMutablePointer<S>
  ) {
    let width = 16 * S.Lanes.scalarCount
    each((columns + width - 1) / width, isSmall(rows, columns)) { part in
      let first = part * width
      let count = min(width, columns - first)
      let sums = target + first
      for column in 0..<count { sums[column] = 0 }
      var row = 0
      // four rows at a time: each sum is fetched once for four products
      while row + 4 <= rows {
        let a = matrix + row * columns + first
        let (b, c, d) = (a + columns, a + 2 * columns, a + 3 * columns)
        let (w0, w1, w2, w3) = (vector[row], vector[row + 1], vector[row + 2], vector[row + 3])
        for column in 0..<count {
          sums[column] =
            (((sums[column] + w0 * a[column]) + w1 * b[column]) + w2 * c[column]) + w3 * d[column]
        }
        row += 4
      }
      while row < rows {
        let (a, weight) = (matrix + row * columns + first, vector[row])
        for column in 0..<count { sums[column] += weight * a[column] }
        row += 1
      }
    }
  }

  /// The matrix times the vector: each row of the matrix gives one number.
  @inline(__always)
  static func columnsOfMatrix<S: Scalar>(
    _ vector: UnsafePointer<S>, _ matrix: UnsafePointer<S>, rows: Int, columns: Int,
    to target: UnsafeMutablePointer<S>
  ) {
    let block = 32
    let width = S.Lanes.scalarCount
    each((rows + block - 1) / block, isSmall(rows, columns)) { part in
      for row in part * block..<min(rows, (part + 1) * block) {
        let numbers = matrix + row * columns
        // two sums a lane, so that one does not wait for the other
        var (even, odd) = (S.Lanes(), S.Lanes())
        var column = 0
        while column + 2 * width <= columns {
          S.add(Lane.load(numbers + column), times: Lane.load(vector + column), to: &even)
          S.add(
            Lane.load(numbers + column + width), times: Lane.load(vector + column + width), to: &odd
          )
          column += 2 * width
        }
        var sum = Lane.sum(even + odd)
        while column < columns {
          sum += numbers[column] * vector[column]
          column += 1
        }
        target[row] = sum
      }
    }
  }

  @inline(__always)
  private static func each(_ parts: Int, _ isSmall: Bool, _ body: (Int) -> Void) {
    if isSmall {
      for part in 0..<parts { body(part) }
    } else {
      Workers.perform(parts) { part, _ in body(part) }
    }
  }
}
