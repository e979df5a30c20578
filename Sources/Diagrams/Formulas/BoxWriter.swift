/// Sets a formula in two dimensions: limits above and below their sums, fractions on bars,
/// brackets that grow.
struct BoxWriter {
  let inASCII: Bool
  /// Whether the cells of a case stand below each other.
  var isNarrow = false

  /// A row; a displayed one has more air around its relations.
  func box(_ row: FormulaPart.Row, isDisplayed: Bool = false) -> FormulaBox {
    var spacing = Spacing(relation: isDisplayed ? 2 : 1)
    var line = FormulaBox(width: 0, height: 1, baseline: 0)
    for part in row.flattened {
      if case .blank(let width) = part {
        spacing.part(by: width)
        continue
      }
      let box = box(part)
      let isInset = box.height > 1 && box.inset == 1
      line.append(box, blanks: spacing.blanks(before: part.kind, isInset: isInset))
      if case .large(_, let below, let above) = part {
        // limits that are wider than their sign keep off those of the next
        spacing.part(by: below.isEmpty && above.isEmpty ? 1 : box.inset > 1 ? 4 : 2)
      }
    }
    return line
  }

  /// A displayed row; what is wider than `width` goes on below, from a sign at its start, and
  /// where that does not help the conditions of cases go below their values.
  func display(_ row: FormulaPart.Row, width: Int?) -> FormulaBox {
    let whole = box(row, isDisplayed: true).trimmed
    guard let width, whole.width > width else { return whole }
    let broken = broken(row, width: width)
    guard broken.width > width, !isNarrow else { return broken }
    return BoxWriter(inASCII: inASCII, isNarrow: true).display(row, width: width)
  }

  private func broken(_ row: FormulaPart.Row, width: Int) -> FormulaBox {
    let indent = 4
    var lines: [FormulaPart.Row] = [[]]
    for part in parts(of: row.flattened) {
      let longer = lines[lines.count - 1] + part
      let room = width - (lines.count > 1 ? indent : 0)
      if box(longer, isDisplayed: true).trimmed.width <= room {
        lines[lines.count - 1] = longer
      } else {
        lines.append(part)
      }
    }
    let boxes = lines.filter { !$0.isEmpty }.enumerated().map { place, line in
      box(line, isDisplayed: true).trimmed.indented(by: place == 0 ? 0 : indent)
    }
    let isTall = boxes.contains { $0.height > 1 }
    return FormulaBox(stacking: boxes, line: 0, alignment: .left, gap: isTall ? 1 : 0)
  }
  /// A row cut before each of its signs.
  private func parts(of row: FormulaPart.Row) -> [FormulaPart.Row] {
    row.reduce(into: [[]]) { parts, part in
      if part.kind == .binary || part.kind == .relation { parts.append([]) }
      parts[parts.count - 1].append(part)
    }
  }

  private func box(_ part: FormulaPart) -> FormulaBox {
    switch part {
    case .symbol(let symbol): FormulaBox(symbol.text(inASCII: inASCII))
    case .blank(let width): FormulaBox(width: width, height: 1, baseline: 0)
    case .group(let row): box(row)
    case .fraction(let over, let under): fraction(box(over), box(under))
    case .root(let row): root(row)
    case .scripted(let base, let lower, let upper): scripted(base, lower, upper)
    case .large(let symbol, let below, let above): large(symbol, below, above)
    case .fenced(let left, let row, let right): fenced(left, box(row), right)
    case .accented(let accent, let row): accented(accent, box(row))
    case .aligned(let rows): aligned(rows)
    case .cases(let rows): cases(rows)
    }
  }

  /// The bar is one column longer than its content on either side, with a blank beside it.
  private func fraction(_ over: FormulaBox, _ under: FormulaBox) -> FormulaBox {
    let (over, under) = (over.trimmed, under.trimmed)
    let bar = String(repeating: inASCII ? "-" : "─", count: max(over.width, under.width) + 2)
    return FormulaBox(stacking: [over, FormulaBox(" \(bar) "), under], line: 1)
  }

  private func root(_ row: FormulaPart.Row) -> FormulaBox {
    let content = box(row)
    let isOne = content.height == 1 && row.flattened.count == 1 && !inASCII
    var root = FormulaBox(inASCII ? "sqrt" : "√")
    root.append(isOne ? content : fenced(Symbol("("), content, Symbol(")")))
    return root
  }

  private func large(_ symbol: Symbol, _ below: [FormulaPart.Row], _ above: FormulaPart.Row)
    -> FormulaBox
  {
    let sign = FormulaBox(symbol.text(inASCII: inASCII))
    let upper = above.isEmpty ? [] : [box(above)]
    return FormulaBox(stacking: upper + [sign] + below.map { box($0) }, line: upper.count)
  }

  /// Brackets stand close to one line and have a blank within when they grow.
  private func fenced(_ left: Symbol?, _ content: FormulaBox, _ right: Symbol?) -> FormulaBox {
    let isTall = content.height > 1
    let bearings = content.bearings
    var box =
      left.map { bracket($0, around: content) } ?? FormulaBox(width: 0, height: 1, baseline: 0)
    box.append(content, blanks: isTall && left != nil && bearings.left == 0 ? 1 : 0)
    guard let right else { return box }
    box.append(
      bracket(right, around: content), blanks: isTall && bearings.right == 0 ? 1 : 0)
    return box
  }
  private func bracket(_ symbol: Symbol, around content: FormulaBox) -> FormulaBox {
    guard content.height > 1 else { return FormulaBox(symbol.text(inASCII: inASCII)) }
    return FormulaBox(
      column: TallBracket.column(symbol.text, height: content.height, inASCII: inASCII),
      baseline: content.baseline)
  }

  /// Scripts in small characters where there are any, else in the rows above and below.
  ///
  /// Beside something tall they stand in its own first and last row, as at the bar of `|_F`.
  private func scripted(
    _ base: FormulaPart.Row, _ lower: FormulaPart.Row, _ upper: FormulaPart.Row
  ) -> FormulaBox {
    var body = box(base)
    if body.height > 1 {
      if case .fenced(_, _, _)? = base.flattened.last { body.append(FormulaBox(" ")) }
    }
    let (below, above) = (
      small(lower, Symbols.subscripts), small(upper, Symbols.superscripts)
    )
    // a hat makes a letter higher, but its index still stands below the line
    var isAccented = false
    if case .accented? = base.flattened.last { isAccented = true }
    if body.height == 1 || isAccented, let below, let above {
      body.append(FormulaBox(below + above))
      return body
    }
    let (under, over) = (box(lower), box(upper))
    let isTall = body.height > 1 && !isAccented
    let raised = upper.isEmpty ? 0 : max(over.height - (isTall ? 1 : 0), 0)
    let lowered = lower.isEmpty ? 0 : max(under.height - (isTall ? 1 : 0), 0)
    var result = FormulaBox(
      width: body.width + max(upper.isEmpty ? 0 : over.width, lower.isEmpty ? 0 : under.width),
      height: raised + body.height + lowered, baseline: raised + body.baseline)
    result.paste(body, column: 0, row: raised)
    if !upper.isEmpty { result.paste(over, column: body.width, row: 0) }
    if !lower.isEmpty {
      result.paste(under, column: body.width, row: result.height - under.height)
    }
    return result
  }
  /// The script in small characters; nothing where there are none for all of it.
  private func small(_ row: FormulaPart.Row, _ characters: [Character: Character]) -> String? {
    if row.isEmpty { return "" }
    var writer = LineWriter(inASCII: inASCII)
    let text = writer.text(row)
    return inASCII ? nil : Symbols.small(text, from: characters)
  }

  private func accented(_ accent: Accent, _ content: FormulaBox) -> FormulaBox {
    if content.height == 1, !inASCII, let letter = accent.composed(String(content.rows[0])) {
      return FormulaBox(letter)
    }
    let mark = accent == .bar ? String(repeating: "_", count: content.width) : accent.mark
    return FormulaBox(stacking: [FormulaBox(mark), content], line: 1)
  }

  /// Equations below each other: cells end at `&` and begin after it, in turn.
  private func aligned(_ rows: [[FormulaPart.Row]]) -> FormulaBox {
    table(
      rows.map { $0.map { box($0, isDisplayed: true) } }, isApart: false,
      alignment: { $0.isMultiple(of: 2) ? .right : .left }, gap: { $0.isMultiple(of: 2) ? 4 : 2 })
  }
  private func cases(_ rows: [[FormulaPart.Row]]) -> FormulaBox {
    // apart, so that two cases leave a row for the tip of the brace
    let content =
      isNarrow
      ? FormulaBox(stacking: rows.map(stacked), line: nil, alignment: .left, gap: 1)
      : table(
        rows.map { $0.map { box($0) } }, isApart: true, alignment: { _ in .left }, gap: { _ in 3 })
    return fenced(Symbol("{"), content, nil)
  }

  private func stacked(_ cells: [FormulaPart.Row]) -> FormulaBox {
    let boxes = cells.enumerated().map { column, cell in box(cell).indented(by: 3 * column) }
    return FormulaBox(stacking: boxes, line: 0, alignment: .left)
  }

  /// Cells in columns; `gap` tells the blanks before a column.
  private func table(
    _ rows: [[FormulaBox]], isApart: Bool, alignment: (Int) -> FormulaBox.Alignment,
    gap: (Int) -> Int
  ) -> FormulaBox {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.compactMap { column < $0.count ? $0[column].width : nil }.max() ?? 0
    }
    let lines = rows.map { cells in
      var line = FormulaBox(width: 0, height: 1, baseline: 0)
      for (column, cell) in cells.enumerated() {
        line.append(
          cell.padded(to: widths[column], alignment(column)), blanks: column == 0 ? 0 : gap(column))
      }
      return line
    }
    let isTall = lines.contains { $0.height > 1 }
    return FormulaBox(stacking: lines, line: nil, alignment: .left, gap: isTall || isApart ? 1 : 0)
  }
}
