import Diagrams
import Networks
import Screens

/// The products of a sum, a line each, with the running total in one column at the right.
///
///     m n   i'  j'                                                           total
///     0 0   2   2     G[2,2] · K[0,0]  =  0.3367 ·  0.1786 =  0.0602        0.0602
///    ▸0 2   2   1     G[2,1] · K[0,2]  = −0.6874 ·  0.8112 = −0.5576       −0.4975
///     2 2   1   1     G[1,1] · K[2,2]  =                                         …
struct ProductTable {
  let sum: ElementSum
  /// The product up to which the sum has been taken.
  let running: Int
  /// Whether impossible positions and zeros are listed where there is too little room for them, or
  /// left out where there is enough.
  let isFlipped: Bool
  let names: ElementNames
  /// How the sum is called: `dx[3,3]`.
  let title: String
  let glyphs: GlyphTier
  let colors: ColorDepth

  init(_ element: Element, _ sum: ElementSum, _ screen: Screen) {
    let glyphs = screen.glyphs
    self.sum = sum
    running = element.running
    isFlipped = element.isFlipped
    names = ElementNames(element, on: glyphs)
    title = names.text(element.label(element.quantity), element)
    self.glyphs = glyphs
    colors = screen.colors
  }

  /// The rows that it takes folded, as far as they are worth it.
  var modestHeight: Int {
    min(max(sum.products.count, 1), 6) + min(definitions.count, 3) + 1
      + (sum.lines.count > sum.products.count ? 3 : 1)
  }

  /// The table in a room; its running line is in sight.
  func draw(in size: Size) -> (grid: Grid, height: Int, cursor: Position?) {
    var grid = Grid(size)
    let isWhole = self.isWhole
    let notes = self.notes(in: size)
    let definitions = self.definitions.prefix(max(0, size.height - notes.count - 5))
    var row = 0
    for definition in definitions {
      grid.write(Text.clipped(definition, to: size.width), at: Position(1, row), Style(.quiet))
      row += 1
    }
    let columns = Columns(self, width: size.width, isWhole: isWhole)
    if hasOrigins {
      grid.write(" m n   i'   j'", at: Position(0, row), Style(.quiet))
    }
    grid.write("total", endingAt: columns.total, row: row, Style(.quiet))
    row += 1
    let room = max(size.height - row - notes.count, 1)
    let shown = visibleLines(in: size)
    let place = shown.firstIndex { self.isRunning($0) } ?? 0
    let first = max(0, min(place - room / 2, shown.count - room))
    var cursor: Position?
    let totals = sum.totals
    for (index, line) in shown.enumerated().dropFirst(first).prefix(room) {
      let position = Position(0, row + index - first)
      draw(line, totals, columns, at: position, on: &grid)
      if index == place, isRunning(line) { cursor = position }
    }
    for (index, note) in notes.enumerated() {
      grid.write(
        note, at: Position(1, row + min(shown.count, room) + index),
        index == notes.count - 1 ? .text : Style(.quiet))
    }
    return (grid, row + min(shown.count, room) + notes.count, cursor)
  }

  private var hasOrigins: Bool {
    sum.lines.contains {
      switch $0 {
      case .product(_, let origin), .zero(_, let origin): origin != nil
      case .impossible: true
      }
    }
  }

  /// Whether every number is whole and is written so.
  private var isWhole: Bool {
    sum.explanation.terms.allSatisfy { term in
      term.factors.allSatisfy { $0.value == $0.value.rounded() && abs($0.value) < 1e6 }
    }
  }

  private func visibleLines(in size: Size) -> [ElementSum.Line] {
    if unfolds(in: size) { return sum.lines }
    return sum.lines.filter {
      if case .product = $0 { true } else { false }
    }
  }
  private func unfolds(in size: Size) -> Bool {
    (sum.lines.count + min(definitions.count, 4) + 3 <= size.height) != isFlipped
  }

  private func isRunning(_ line: ElementSum.Line) -> Bool {
    if case .product(running, _) = line { true } else { false }
  }

  private var definitions: [String] {
    sum.explanation.definitions.map { definition in
      let value = Numbers.fixed(definition.value, on: glyphs)
      return "\(names.line(definition.symbol)) = \(names.line(definition.formula)) = \(value)"
    }
  }

  /// What is not listed, and what the whole sum is.
  private func notes(in size: Size) -> [String] {
    var notes: [String] = []
    if !unfolds(in: size) {
      let zeros = sum.zeroCount
      if zeros > 0 {
        let products = zeros == 1 ? "product is" : "products are"
        notes.append("\(Numbers.count(zeros)) \(products) 0: a factor is exactly 0")
      }
      let impossible = sum.impossible
      if !impossible.isEmpty {
        let positions = impossible.count == 1 ? "position" : "positions"
        let between = impossible.first { !($0.row.output == nil ? $0.row : $0.column).isBetween }
        let reason =
          between == nil ? "fall between outputs" : "fall between outputs or outside"
        let note = "\(impossible.count) \(positions) \(reason)"
        let examples = example(impossible)
        let ways = examples.indices.reversed().map {
          note + ": " + examples[...$0].joined(separator: ", ")
        }
        notes.append(Text.fitting(ways + [note], in: size.width - 2))
      }
      if !notes.isEmpty {
        let enter = glyphs.isPlain ? "enter" : "⏎"
        notes.append("\(enter) lists all \(sum.lines.count)")
      }
    }
    let count = sum.products.count
    let all =
      count == 0
      ? (sum.lines.isEmpty ? "no product reaches it" : "nothing but zeros")
      : count == 1 ? "its one product" : "all \(Numbers.count(count))"
    let value = sum.explanation.value
    let total =
      isWhole || value == 0
      ? Numbers.fixed(value, decimals: 0, on: glyphs)
      : Numbers.fixed(value, on: glyphs)
    notes.append("\(title) with \(all) = \(total)")
    return notes.map { Text.clipped($0, to: size.width - 2) }
  }

  /// `m = 1 gives i' = 1½, n = 1 gives j' = 1½`.
  private func example(_ impossible: [ElementSum.Origin]) -> [String] {
    var parts: [String] = []
    if let row = impossible.map(\.row).first(where: { $0.output == nil }) {
      parts.append("m = \(row.tap) gives i' = \(row.text(on: glyphs))")
    }
    if let column = impossible.map(\.column).first(where: { $0.output == nil }) {
      parts.append("n = \(column.tap) gives j' = \(column.text(on: glyphs))")
    }
    return parts
  }

  private func number(_ x: Double, isWhole: Bool) -> String {
    Numbers.fixed(x, decimals: isWhole ? 0 : 4, on: glyphs)
  }

  private func draw(
    _ line: ElementSum.Line, _ totals: [Double], _ columns: Columns, at position: Position,
    on grid: inout Grid
  ) {
    let row = position.row
    let origin: ElementSum.Origin?
    switch line {
    case .product(_, let place), .zero(_, let place): origin = place
    case .impossible(let place): origin = place
    }
    let isRunning = isRunning(line)
    let style: Style =
      switch line {
      case .product: isRunning ? Style(.product) : .text
      case .zero, .impossible: Style(.quiet)
      }
    if let origin {
      let texts = [
        "\(origin.row.tap)", "\(origin.column.tap)", origin.row.text(on: glyphs),
        origin.column.text(on: glyphs),
      ]
      for (text, end) in zip(texts, [2, 4, 9, 14]) {
        grid.write(text, endingAt: end, row: row, style)
      }
    }
    if isRunning { grid.write("▸", at: position, Style(.focus)) }
    switch line {
    case .impossible(let origin):
      grid.write(
        Text.clipped("– " + origin.reason(on: glyphs), to: columns.total - columns.names),
        at: Position(columns.names, row), style)
    case .zero(let term, _):
      grid.write(names.text(term), at: Position(columns.names, row), style)
      grid.write("= 0", at: Position(columns.equals, row), style)
    case .product(let index, _):
      let term = sum.products[index]
      drawName(of: term, product: index, columns, row: row, style, on: &grid)
      grid.write("=", at: Position(columns.equals, row), style)
      guard index <= self.running else {
        grid.write("…", endingAt: columns.total, row: row, Style(.quiet))
        return
      }
      var column = columns.equals + 2
      if columns.hasValues {
        for (place, factor) in term.factors.enumerated() {
          if place > 0 {
            grid.write(glyphs.isPlain ? "*" : "·", at: Position(column, row), style)
            column += 2
          }
          column += columns.factor
          grid.write(
            number(factor.value, isWhole: columns.isWhole), endingAt: column, row: row, style)
          column += 1
        }
        grid.write("=", at: Position(columns.product - 2, row), style)
      }
      grid.write(
        number(term.product, isWhole: columns.isWhole), endingAt: columns.product + columns.factor,
        row: row, style)
      grid.write(
        number(totals[index], isWhole: columns.isWhole), endingAt: columns.total, row: row, style)
    }
  }

  /// The factors on the colour that their cells have, after the letter that these have without.
  private func drawName(
    of term: Explanation.Term, product: Int, _ columns: Columns, row: Int, _ style: Style,
    on grid: inout Grid
  ) {
    let name = Text.clipped(names.text(term), to: columns.equals - columns.names - 1)
    let color = sum.color(of: product, running: running)
    if colors == .none {
      if let letter = color.flatMap(Marks.letter) { grid[columns.names - 1, row] = Cell(letter) }
      grid.write(name, at: Position(columns.names, row), style)
    } else {
      let style = Style(style.role, paper: color.map { .product(Int8($0)) })
      grid.write(name, at: Position(columns.names, row), style)
    }
  }

  /// Where things stand in a line.
  private struct Columns {
    let names: Int
    let equals: Int
    /// The width of one number.
    let factor: Int
    let product: Int
    /// The column before which totals end.
    let total: Int
    let hasValues: Bool
    let isWhole: Bool

    init(_ table: ProductTable, width: Int, isWhole: Bool) {
      let terms = table.sum.explanation.terms
      names = table.hasOrigins ? 17 : 2
      let longest = terms.map { table.names.text($0).unicodeScalars.count }.max() ?? 0
      let most = terms.map(\.factors.count).max() ?? 1
      factor =
        (terms.flatMap { $0.factors.map(\.value) + [$0.product] } + table.sum.totals)
        .map { table.number($0, isWhole: isWhole).unicodeScalars.count }.max() ?? 1
      let values = most * factor + (most - 1) * 3
      self.isWhole = isWhole
      total = min(width - 1, names + longest + values + 3 * factor + 14)
      // a single factor is its own product
      hasValues = most > 1 && names + longest + values + 2 * factor + 10 <= width
      let tail = hasValues ? values + factor + 7 : factor + 3
      equals = min(names + longest + 1, total - factor - tail)
      product = equals + (hasValues ? values + 5 : 2)
    }
  }
}

extension Explanation.Factor {
  /// Whether it is an element of a weight, a bias, a scale or a shift.
  var isOfParameter: Bool {
    let part = tensor.split(separator: ".").last.map(String.init) ?? ""
    return !tensor.hasPrefix("grad.")
      && ["weight", "bias", "scale", "shift", "mean", "variance"].contains(part)
  }
}

extension String {
  /// Without blanks at its ends.
  var trimming: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
