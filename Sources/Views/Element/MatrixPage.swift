import Diagrams
import Networks
import Screens
import Tensors

/// The convolution of a small case as a matrix: its transpose times what is given is what is wanted.
struct MatrixPage {
  let element: Element
  let ways: InputGradient
  let sum: ElementSum

  /// What can still be read.
  private static let most = 64

  func draw(in size: Size, _ screen: Screen) -> (grid: Grid, cursor: Position?) {
    var grid = Grid(size)
    let (rows, columns) = (ways.plan.output.count, ways.plan.input.count)
    guard rows <= Self.most, columns <= Self.most else {
      let sentences = [
        "A would be \(Numbers.count(rows))×\(Numbers.count(columns)), too large to read.",
        "A 5×5 map of one channel with a 3×3 kernel, stride 2 and padding valid is 4×25.",
      ]
      for (row, sentence) in sentences.enumerated() {
        grid.write(Text.clipped(sentence, to: size.width - 1), at: Position(1, row + 1))
      }
      return (grid, nil)
    }
    let matrix = ways.matrix
    let spelling = Spelling(self, matrix, screen)
    let forward = drawMatrix(matrix, spelling, in: Size(size.width - 1, size.height / 2 - 3))
    let backward = transpose(matrix, spelling, height: size.height - 2)
    let total = Text.clipped(totals(screen.glyphs), to: size.width - 1)
    let isBeside = forward.size.width + backward.grid.size.width + 5 <= size.width
    let corner =
      isBeside ? Position(forward.size.width + 4, 0) : Position(1, forward.size.height + 1)
    grid.paste(forward, at: Position(1, 0))
    let below =
      isBeside
      ? backward : transpose(matrix, spelling, height: size.height - forward.size.height - 3)
    grid.paste(below.grid, at: corner)
    grid.write(total, at: Position(1, size.height - 1))
    return (grid, below.cursor.map { corner.moved($0.column, $0.row) })
  }

  /// The chosen input as a column of A.
  private var column: Int {
    let cell = element.cell
    return (cell[1] * ways.plan.input[1] + cell[2]) * ways.plan.input[2] + cell[3]
  }
  /// The output whose product runs, as a row of A.
  private var runningRow: Int? {
    guard sum.products.indices.contains(element.running),
      let factor = sum.products[element.running].factors.first, factor.index.count == 4
    else { return nil }
    let index = factor.index
    return (index[1] * ways.plan.output[1] + index[2]) * ways.plan.output[2] + index[3]
  }
  /// The outputs up to the running one.
  private func isAdded(_ row: Int) -> Bool { runningRow.map { row <= $0 } ?? false }

  private var isTransposed: Bool { element.quantity == .output }
  private var wantedName: String { isTransposed ? "y" : "dx" }
  private var givenName: String { isTransposed ? "x" : "G" }

  /// How elements are written: whole numbers in digits, others as coloured cells.
  private struct Spelling {
    let isWhole: Bool
    let width: Int
    let scale: ColorScale
    let screen: Screen

    init(_ page: MatrixPage, _ matrix: Tensor<Double>, _ screen: Screen) {
      let numbers = page.ways.kernel.elements + page.ways.given.elements
      isWhole = numbers.allSatisfy { $0 == $0.rounded() && abs($0) < 100 }
      let longest = matrix.elements.map { Numbers.fixed($0, decimals: 0).count }.max() ?? 1
      width = isWhole ? longest + 1 : 2
      scale = ColorScale(of: matrix)
      self.screen = screen
    }

    /// One element in `width` columns.
    func write(_ x: Double, _ mark: Mark?, at position: Position, on grid: inout Grid) {
      if isWhole {
        let text = x == 0 ? "·" : Numbers.fixed(x, decimals: 0, on: screen.glyphs)
        let style: Style =
          switch mark {
          case .product: Style(.product)
          case .participant: Style(.participant, isUnderlined: true)
          case .chosen: Style(.focus)
          case nil: x == 0 ? Style(.quiet) : .text
          }
        grid.write(text, endingAt: position.column + width, row: position.row, style)
        return
      }
      var heatmap = Heatmap(Plane(rows: 1, columns: 1, [x]), scale: scale, form: .cells)
      heatmap.marks[0, 0] = mark
      heatmap.draw(into: &grid, at: position, on: screen)
    }
    /// A number of a vector beside the matrix.
    func number(_ x: Double) -> String {
      isWhole
        ? Numbers.fixed(x, decimals: 0, on: screen.glyphs) : Numbers.cell(x, on: screen.glyphs)
    }
  }

  /// A, a row an output; the chosen input's column is marked.
  private func drawMatrix(_ matrix: Tensor<Double>, _ spelling: Spelling, in room: Size) -> Grid {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let shown = min(columns, room.width / spelling.width)
    let first = max(0, min(column - shown / 2, columns - shown))
    let caption = shown < columns ? "  columns \(first)–\(first + shown - 1)" : ""
    let height = min(rows, max(room.height, 3))
    let top = max(0, min((runningRow ?? 0) - height / 2, rows - height))
    var grid = Grid(Size(max(shown * spelling.width, 34), height + 2))
    grid.write("A \(rows)×\(columns)\(caption)", at: Position(0, 0), Style(.heading))
    for row in top..<top + height {
      for place in first..<first + shown {
        let x = matrix.elements[row * columns + place]
        let mark: Mark? =
          place == column && x != 0 ? (row == runningRow ? .product : .participant) : nil
        spelling.write(
          x, mark, at: Position((place - first) * spelling.width, row - top + 1), on: &grid)
      }
    }
    let arrow = (column - first) * spelling.width + spelling.width - 1
    grid.write("↑", at: Position(arrow, height + 1))
    let label = "column \(column) is \(isTransposed ? "output" : "input") \(place(column))"
    let isRight = arrow + 2 + label.count > grid.size.width
    grid.write(
      label, at: Position(isRight ? max(0, arrow - 1 - label.count) : arrow + 2, height + 1),
      Style(.quiet))
    return grid
  }

  /// `(2,2)`: which cell of the map a column of A is.
  private func place(_ column: Int) -> String {
    let index = ways.plan.input.index(at: column)
    let shown = ways.plan.input[2] == 1 ? Array(index.prefix(2)) : index
    return "(" + shown.map(String.init).joined(separator: ",") + ")"
  }

  /// Aᵀ times what is given: the rows around the chosen one.
  private func transpose(
    _ matrix: Tensor<Double>, _ spelling: Spelling, height: Int
  ) -> (grid: Grid, cursor: Position?) {
    let (outputs, inputs) = (matrix.shape[0], matrix.shape[1])
    let shown = max(1, min(inputs, height - 1))
    let first = max(0, min(column - shown / 2, inputs - shown))
    let label = 2 + place(inputs - 1).count + 1
    let area = outputs * spelling.width
    let given = label + area + 4
    var grid = Grid(Size(given + 18, shown + 1))
    grid.write("Aᵀ \(inputs)×\(outputs)", at: Position(label, 0), Style(.heading))
    grid.write(givenName, endingAt: given + 4, row: 0, Style(.heading))
    grid.write(wantedName, endingAt: given + 14, row: 0, Style(.heading))
    let image = element.cell[0]
    var cursor: Position?
    for place in first..<first + shown {
      let row = place - first + 1
      let isChosen = place == column
      if isChosen {
        grid.write("▸", at: Position(0, row), Style(.focus))
        cursor = Position(0, row)
      }
      grid.write(self.place(place), at: Position(2, row), isChosen ? .text : Style(.quiet))
      for output in 0..<outputs {
        let x = matrix.elements[output * inputs + place]
        let mark: Mark? =
          isChosen && x != 0 ? (output == runningRow ? .product : .participant) : nil
        spelling.write(
          x, mark, at: Position(label + output * spelling.width, row), on: &grid)
      }
      let value = element.wanted.elements[image * inputs + place]
      let text = spelling.number(value)
      grid.write(
        isChosen ? "[\(text.trimming)]" : "\(text.trimming) ", endingAt: given + 15, row: row,
        isChosen ? Style(.focus) : .text)
    }
    drawGiven(outputs, image, spelling, at: given, shown: shown, on: &grid)
    return (grid, cursor)
  }

  /// What is given, upright in the middle, the running one in brackets.
  private func drawGiven(
    _ outputs: Int, _ image: Int, _ spelling: Spelling, at column: Int, shown: Int,
    on grid: inout Grid
  ) {
    let count = min(outputs, shown)
    let start = max(0, min((runningRow ?? 0) - count / 2, outputs - count))
    let top = 1 + (shown - count) / 2
    let (left, right) = spelling.screen.glyphs.isPlain ? ("{", "}") : ("«", "»")
    for output in start..<start + count {
      let row = top + output - start
      let text = spelling.number(ways.given.elements[image * outputs + output]).trimming
      let isRunning = output == runningRow
      grid.write(
        isRunning ? left + text + right : text + " ", endingAt: column + 5, row: row,
        isRunning ? Style(.product) : isAdded(output) ? .text : Style(.quiet))
    }
    grid.write("=", at: Position(column + 7, top + count / 2))
  }

  /// `dx[2,2] = 9·1 + 7·2   so far 23`.
  private func totals(_ glyphs: GlyphTier) -> String {
    let products = sum.products
    guard !products.isEmpty else { return "no row of A reaches it: 0" }
    let isWhole = products.allSatisfy { $0.product == $0.product.rounded() }
    let number = { (x: Double) in Numbers.fixed(x, decimals: isWhole ? 0 : 4, on: glyphs) }
    let added = products.prefix(element.running + 1)
    let text = added.map { term in
      // the weight stands before what it multiplies, as in a row of Aᵀ
      term.factors.reversed().map { number($0.value) }.joined(separator: "·")
    }
    let total = added.reduce(0) { $0 + $1.product }
    let isLast = added.count == products.count
    let name = "\(wantedName)\(place(column).bracketed)"
    let shown = text.count > 4 ? ["…"] + text.suffix(4) : text
    return "\(name) = " + shown.joined(separator: " + ")
      + (isLast ? "  = \(number(total))" : "  so far \(number(total))")
  }
}

extension String {
  /// `(2,2)` as `[2,2]`.
  fileprivate var bracketed: String { "[" + dropFirst().dropLast() + "]" }
}
