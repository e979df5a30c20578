/// A part of a formula in two dimensions: rows of equal width, one of which is the line it stands on.
struct FormulaBox {
  private(set) var rows: [[Character]]
  private(set) var baseline: Int

  var width: Int { rows.first?.count ?? 0 }
  var height: Int { rows.count }

  init(_ text: String) {
    rows = [Array(text)]
    baseline = 0
  }
  /// A box of blanks.
  init(width: Int, height: Int, baseline: Int) {
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
    self.baseline = baseline
  }
  /// A column of single characters, such as a bracket.
  init(column: [Character], baseline: Int) {
    rows = column.map { [$0] }
    self.baseline = baseline
  }
  /// Boxes one below the other; `line` says which of them the result stands on, without one its
  /// middle.
  init(stacking boxes: [FormulaBox], line: Int?, alignment: Alignment = .center, gap: Int = 0) {
    let width = boxes.map(\.width).max() ?? 0
    rows = []
    baseline = 0
    for (place, box) in boxes.enumerated() {
      if place > 0 {
        rows += Array(repeating: Array(repeating: " ", count: width), count: gap)
      }
      if place == line { baseline = rows.count + box.baseline }
      rows += box.padded(to: width, alignment).rows
    }
    if line == nil { baseline = max(rows.count - 1, 0) / 2 }
  }

  enum Alignment {
    case left, center, right
  }

  /// The same box with blanks at its sides.
  func padded(to width: Int, _ alignment: Alignment) -> FormulaBox {
    let free = max(width - self.width, 0)
    let before = alignment == .left ? 0 : alignment == .right ? free : free / 2
    let (left, right) = (
      Array(repeating: Character(" "), count: before),
      Array(repeating: Character(" "), count: free - before)
    )
    var box = self
    box.rows = rows.map { left + $0 + right }
    return box
  }

  /// The same box with blanks before it.
  func indented(by width: Int) -> FormulaBox { padded(to: self.width + width, .right) }

  /// Puts another box to the right, on the same line.
  mutating func append(_ other: FormulaBox, blanks: Int = 0) {
    let above = max(baseline, other.baseline)
    let below = max(height - baseline, other.height - other.baseline)
    let left = grown(above: above - baseline, to: above + below)
    let right = other.grown(above: above - other.baseline, to: above + below)
    let gap = Array(repeating: Character(" "), count: blanks)
    rows = zip(left, right).map { $0 + gap + $1 }
    baseline = above
  }

  /// Puts another box, which must fit, over this one.
  mutating func paste(_ other: FormulaBox, column: Int, row: Int) {
    for (line, content) in other.rows.enumerated() {
      rows[row + line].replaceSubrange(column..<column + content.count, with: content)
    }
  }

  /// Columns of blanks at the left, and at the right.
  var bearings: (left: Int, right: Int) {
    let left = rows.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    let right = rows.map { $0.reversed().prefix { $0 == " " }.count }.min() ?? 0
    return (left, left == width ? 0 : right)
  }
  /// Blanks before the first character on the line itself.
  var inset: Int { rows[baseline].prefix { $0 == " " }.count }

  /// Without the columns of blanks at its sides.
  var trimmed: FormulaBox {
    let (left, right) = bearings
    var box = self
    box.rows = rows.map { Array($0[left..<max($0.count - right, left)]) }
    return box
  }

  private func grown(above: Int, to height: Int) -> [[Character]] {
    let blank = Array(repeating: Character(" "), count: width)
    return Array(repeating: blank, count: above) + rows
      + Array(repeating: blank, count: height - above - rows.count)
  }
}
