/// A symmetric positive definite matrix as the product of a lower triangle and its transpose.
struct Cholesky {
  private let size: Int
  /// Row by row; what lies above the diagonal is not read.
  private var lower: [Double]

  /// The matrix of a function of any two of some things.
  init<Item>(_ items: [Item], _ entry: (Item, Item) -> Double) {
    self.init(size: items.count, items.flatMap { a in items.map { entry(a, $0) } })
  }

  /// The matrix row by row.
  init(size: Int, _ matrix: [Double]) {
    self.size = size
    lower = matrix
    lower.withUnsafeMutableBufferPointer { lower in
      for row in 0..<size {
        for column in 0...row {
          var sum = lower[row * size + column]
          for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
          // rounding may leave next to nothing on the wrong side of zero
          lower[row * size + column] =
            row == column ? max(sum, 1e-15).squareRoot() : sum / lower[column * size + column]
        }
      }
    }
  }

  /// The product L · x.
  func timesLower(_ x: [Double]) -> [Double] {
    (0..<size).map { row in (0...row).reduce(0) { $0 + lower[row * size + $1] * x[$1] } }
  }
  /// The y with L · y = x.
  func solveLower(_ x: [Double]) -> [Double] {
    var y = x
    lower.withUnsafeBufferPointer { lower in
      y.withUnsafeMutableBufferPointer { y in
        for row in 0..<size {
          var sum = y[row]
          for k in 0..<row { sum -= lower[row * size + k] * y[k] }
          y[row] = sum / lower[row * size + row]
        }
      }
    }
    return y
  }
  /// The y with L · Lᵀ · y = x.
  func solve(_ x: [Double]) -> [Double] {
    var y = solveLower(x)
    for row in (0..<size).reversed() {
      var sum = y[row]
      for k in row + 1..<max(size, row + 1) { sum -= lower[k * size + row] * y[k] }
      y[row] = sum / lower[row * size + row]
    }
    return y
  }
}
