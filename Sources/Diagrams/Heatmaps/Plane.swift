import Tensors

/// Numbers in rows and columns: what a heatmap shows of a tensor, without a copy.
public struct Plane: Sendable {
  public let rows: Int
  public let columns: Int
  /// How many there are, row by row: the last row of a folded vector may be short.
  let count: Int
  let elements: [Double]
  let first: Int
  let rowStride: Int
  let columnStride: Int

  init(
    rows: Int, columns: Int, count: Int? = nil, of elements: [Double], first: Int,
    rowStride: Int, columnStride: Int
  ) {
    self.rows = rows
    self.columns = columns
    self.count = count ?? rows * columns
    self.elements = elements
    self.first = first
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
  /// Some numbers, row by row: `Plane(rows: 1, columns: 2, [3, 4])[0, 1]` → `4`.
  public init(rows: Int, columns: Int, _ elements: [Double]) {
    precondition(rows * columns == elements.count, "a plane has a number in each of its places")
    self.init(
      rows: rows, columns: columns, of: elements, first: 0, rowStride: columns, columnStride: 1)
  }

  /// The number at a place; nothing outside.
  public subscript(row: Int, column: Int) -> Double? {
    guard row >= 0, column >= 0, row < rows, column < columns, row * columns + column < count
    else { return nil }
    return elements[first + row * rowStride + column * columnStride]
  }

  /// The numbers of a single row in rows of so many; the last may be short.
  func folded(into columns: Int) -> Plane {
    let columns = max(columns, 1)
    return Plane(
      rows: (self.columns + columns - 1) / columns, columns: columns, count: self.columns,
      of: elements, first: first, rowStride: columns * columnStride, columnStride: columnStride)
  }

  /// A smaller plane of the number of largest magnitude in each square of `side`, signs kept.
  ///
  /// A square that holds something that is not a number is not one: it must not vanish.
  ///
  ///     Plane(rows: 2, columns: 2, [1, -3, 2, 0]).pooled(2)[0, 0]  // -3
  public func pooled(_ side: Int) -> Plane {
    guard side > 1 else { return self }
    let (rows, columns) = ((rows + side - 1) / side, (columns + side - 1) / side)
    var pooled = [Double](repeating: 0, count: rows * columns)
    for row in 0..<self.rows {
      for column in 0..<self.columns {
        guard let x = self[row, column] else { continue }
        let place = row / side * columns + column / side
        if x.isNaN || abs(x) > abs(pooled[place]) { pooled[place] = x }
      }
    }
    return Plane(rows: rows, columns: columns, pooled)
  }
}
