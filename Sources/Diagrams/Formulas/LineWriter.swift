/// Writes a formula on one line: fractions with `/`, sums with their indices, scripts in small.
struct LineWriter {
  let inASCII: Bool
  /// What the sums run over, as far as they have been met.
  private(set) var ranges = SumRanges()

  init(inASCII: Bool) { self.inASCII = inASCII }

  mutating func text(_ row: FormulaPart.Row) -> String {
    let items = row.flattened
    var run = Run()
    var place = 0
    while place < items.count {
      switch items[place] {
      case .blank(let width): run.part(by: width)
      case .symbol(let symbol): run.write(symbol.text(inASCII: inASCII), symbol.kind)
      case .large(let symbol, _, _):
        let end = endOfSums(items, from: place, symbol)
        write(symbol, items[place..<end], into: &run)
        place = end - 1
      case .fraction:
        let text = text(items[place])
        let next = items[(place + 1)...].first { if case .blank = $0 { false } else { true } }
        run.write(next.map(Self.isFactor) == true ? "(\(text))" : text, .ordinary)
      case let item: run.write(text(item), item.kind)
      }
      place += 1
    }
    return run.text
  }

  private mutating func text(_ part: FormulaPart) -> String {
    switch part {
    case .fraction(let over, let under): fraction(over, under)
    case .root(let row): root(row)
    case .scripted(let base, let lower, let upper): scripted(base, lower, upper)
    case .fenced(let left, let row, let right):
      (left?.text(inASCII: inASCII) ?? "") + text(row)
        + (right.map { (left == nil ? " " : "") + $0.text(inASCII: inASCII) } ?? "")
    case .accented(let accent, let row): accented(accent, text(row))
    case .aligned(let rows):
      rows.map { cells in text(cells.joined(by: [.blank(1)])) }.joined(separator: "; ")
    case .cases(let rows):
      "{"
        + rows.map { cells in cells.map { text($0) }.joined(separator: ", ") }
        .joined(separator: "; ") + "}"
    case .symbol, .blank, .group, .large: text([part])
    }
  }

  private mutating func fraction(_ over: FormulaPart.Row, _ under: FormulaPart.Row) -> String {
    let above = Self.isSum(over) ? "(\(text(over)))" : text(over)
    let below = Self.isOneFactor(under) ? text(under) : "(\(text(under)))"
    return above + (above.contains(" ") || below.contains(" ") ? " / " : "/") + below
  }

  private mutating func root(_ row: FormulaPart.Row) -> String {
    let content = text(row)
    if inASCII { return "sqrt(\(content))" }
    return row.flattened.count == 1 && !content.contains(" ") ? "√" + content : "√(\(content))"
  }

  private mutating func scripted(
    _ base: FormulaPart.Row, _ lower: FormulaPart.Row, _ upper: FormulaPart.Row
  ) -> String {
    let items = base.flattened
    var body = text(base)
    if items.count > 1 || items.contains(where: { if case .fraction = $0 { true } else { false } })
    {
      body = "(\(body))"
    }
    return body + script(lower, mark: "_", small: Symbols.subscripts)
      + script(upper, mark: "^", small: Symbols.superscripts)
  }

  private mutating func script(
    _ row: FormulaPart.Row, mark: String, small: [Character: Character]
  ) -> String {
    guard !row.isEmpty else { return "" }
    let content = text(row)
    if !inASCII, let letters = Symbols.small(content, from: small) { return letters }
    if content.allSatisfy({ $0 == "'" }) { return content }
    return mark + (content.allSatisfy { $0.isLetter || $0.isNumber } ? content : "(\(content))")
  }

  private func accented(_ accent: Accent, _ content: String) -> String {
    (inASCII ? nil : accent.composed(content)) ?? "\(accent.rawValue)(\(content))"
  }
}

extension LineWriter {
  /// Where a run of sums of one sign ends.
  private func endOfSums(_ items: FormulaPart.Row, from start: Int, _ symbol: Symbol) -> Int {
    var end = start + 1
    for place in start..<items.count {
      switch items[place] {
      case .blank: continue
      case .large(symbol, let below, _) where !below.isEmpty: end = place + 1
      default: return end
      }
    }
    return end
  }

  /// One sign for sums that follow each other: `Σ m,n,c  `.
  private mutating func write(
    _ symbol: Symbol, _ sums: ArraySlice<FormulaPart>, into run: inout Run
  ) {
    var names: [String] = []
    var hasLimits = false
    for case .large(_, let below, let above) in sums {
      hasLimits = hasLimits || !below.isEmpty
      names += ranges.add(below.map { text($0) }, to: text(above))
    }
    let sign = symbol.text(inASCII: inASCII)
    run.write(names.isEmpty ? sign : sign + " " + names.joined(separator: ","), .large)
    run.part(by: hasLimits ? 2 : 1)
  }

  /// Whether a part beside a fraction would be read as part of its denominator.
  private static func isFactor(_ part: FormulaPart) -> Bool {
    switch part {
    case .symbol(let symbol):
      symbol.kind == .ordinary || symbol.kind == .opening || symbol.kind == .function
    case .scripted, .fraction, .root, .fenced, .accented: true
    case .blank, .group, .large, .aligned, .cases: false
    }
  }
  /// Whether a numerator needs brackets: a sum does, a product does not.
  private static func isSum(_ row: FormulaPart.Row) -> Bool {
    row.flattened.outsideBrackets.contains {
      guard case .symbol(let symbol) = $0 else { return false }
      return symbol.kind == .relation || symbol.kind == .binary && "+−±".contains(symbol.text)
    }
  }
  /// Whether a denominator can do without brackets: `n`, `12`, `∂x`, `f(x)`, but not `2k`.
  private static func isOneFactor(_ row: FormulaPart.Row) -> Bool {
    let items = row.flattened.outsideBrackets
    let kinds = items.map(\.kind)
    let isJoined = items.allSatisfy {
      if case .symbol(let symbol) = $0 {
        symbol.kind == .ordinary || symbol.kind == .opening
      } else {
        items.count == 1 || $0.isScripted
      }
    }
    guard isJoined, !kinds.dropLast().contains(.opening) else { return false }
    let numbers = items.count(where: \.isNumber)
    return numbers == 0 || numbers == items.count
  }
}

extension FormulaPart {
  fileprivate var isScripted: Bool { if case .scripted = self { true } else { false } }
  fileprivate var isNumber: Bool {
    guard case .symbol(let symbol) = self else { return false }
    return symbol.text.allSatisfy { $0.isNumber || $0 == "." }
  }
}

extension FormulaPart.Row {
  /// What stands outside brackets, and the opening ones.
  fileprivate var outsideBrackets: FormulaPart.Row {
    var depth = 0
    return filter { part in
      if part.kind == .closing { depth -= 1 }
      defer { if part.kind == .opening { depth += 1 } }
      return depth == 0 && part.kind != .closing
    }
  }
}

/// Text that grows by parts.
private struct Run {
  private(set) var text = ""
  private var spacing = Spacing(relation: 1)

  mutating func part(by width: Int) { spacing.part(by: width) }
  mutating func write(_ part: String, _ kind: Symbol.Kind) {
    text += String(repeating: " ", count: spacing.blanks(before: kind)) + part
  }
}
