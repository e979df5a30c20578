extension Formula {
  /// The formula as MathML, for pages of HTML: browsers set it and readers speak it.
  ///
  ///     try Formula("x_i").mathML(isDisplayed: false)
  ///     // <math><mrow><msub><mi>x</mi><mi>i</mi></msub></mrow></math>
  public func mathML(isDisplayed: Bool) -> String {
    let attribute = isDisplayed ? " display=\"block\"" : ""
    return "<math\(attribute)>\(MathMLWriter.text(row))</math>"
  }
}

/// Writes the parts of a formula as elements of MathML Core.
private enum MathMLWriter {
  static func text(_ row: FormulaPart.Row) -> String {
    var elements = ""
    var digits = ""
    func flush() {
      if !digits.isEmpty { elements += "<mn>\(digits)</mn>" }
      digits = ""
    }
    let parts = row.trimmed
    for (place, part) in parts.enumerated() {
      if case .symbol(let symbol) = part, isDigit(symbol, after: digits) {
        digits += symbol.text
        continue
      }
      flush()
      if case .blank(let count) = part {
        // signs have their own room on either side
        let isBesideSign = [place - 1, place + 1].contains { isSign(parts, at: $0) }
        if count > 1 || !isBesideSign {
          elements += "<mspace width=\"\(0.25 * Double(count))em\"></mspace>"
        }
      } else {
        elements += element(part)
      }
    }
    flush()
    return "<mrow>\(elements)</mrow>"
  }

  private static func isDigit(_ symbol: Symbol, after digits: String) -> Bool {
    guard symbol.kind == .ordinary, let character = symbol.text.first, symbol.text.count == 1
    else { return false }
    return character.isNumber && character.isASCII || character == "." && !digits.isEmpty
  }

  private static func isSign(_ row: FormulaPart.Row, at place: Int) -> Bool {
    guard row.indices.contains(place) else { return true }
    switch row[place].kind {
    case .binary, .relation, .prefix, .punctuation, .opening, .closing: return true
    case .ordinary, .enclosed, .function, .large: return false
    }
  }

  private static func element(_ part: FormulaPart) -> String {
    switch part {
    case .symbol(let symbol): return Self.symbol(symbol)
    case .blank: return ""
    case .group(let row): return text(row)
    case .fraction(let over, let under): return "<mfrac>\(text(over))\(text(under))</mfrac>"
    case .root(let row): return "<msqrt>\(text(row))</msqrt>"
    case .scripted(let base, let lower, let upper):
      return scripted(text(base), lower, upper, "msub", "msup", "msubsup")
    case .large(let symbol, let below, let above):
      let rows = below.map { "<mtr><mtd>\(text($0))</mtd></mtr>" }.joined()
      let lower = below.count > 1 ? "<mtable>\(rows)</mtable>" : below.first.map(text) ?? ""
      return limits(Self.symbol(symbol), lower, above.isEmpty ? "" : text(above))
    case .fenced(let opening, let row, let closing):
      return "<mrow>\(fence(opening))\(text(row))\(fence(closing))</mrow>"
    case .accented(let accent, let row):
      return "<mover accent=\"true\">\(text(row))<mo>\(mark(accent))</mo></mover>"
    case .aligned(let rows): return table(rows, "")
    case .cases(let rows): return "<mrow><mo>{</mo>\(table(rows, " columnalign=\"left\""))</mrow>"
    }
  }

  private static func symbol(_ symbol: Symbol) -> String {
    // a raised letter would be raised twice
    let text = symbol.text == "ᵀ" ? "⊤" : Escapes.markup(symbol.text)
    switch symbol.kind {
    case .binary, .relation, .prefix, .opening, .closing, .enclosed, .punctuation:
      return "<mo>\(text)</mo>"
    // a sum is a sign that grows; `max` is a word that can carry limits
    case .large:
      return signs[symbol.text].map { "<mo>\($0)</mo>" } ?? "<mi>\(text)</mi>"
    case .function: return "<mi>\(text)</mi>"
    case .ordinary:
      if symbol.text.allSatisfy(\.isNumber) { return "<mn>\(text)</mn>" }
      // signs among indices stand tight
      return symbol.text.contains(where: \.isLetter)
        ? "<mi>\(text)</mi>" : "<mo lspace=\"0em\" rspace=\"0em\">\(text)</mo>"
    }
  }

  /// The signs for sums and products, in the place of the letters that terminals have.
  private static let signs = ["Σ": "∑", "Π": "∏"]

  private static func scripted(
    _ base: String, _ lower: FormulaPart.Row, _ upper: FormulaPart.Row, _ below: String,
    _ above: String, _ both: String
  ) -> String {
    switch (lower.isEmpty, upper.isEmpty) {
    case (true, true): base
    case (false, true): "<\(below)>\(base)\(text(lower))</\(below)>"
    case (true, false): "<\(above)>\(base)\(text(upper))</\(above)>"
    case (false, false): "<\(both)>\(base)\(text(lower))\(text(upper))</\(both)>"
    }
  }

  private static func limits(_ sign: String, _ lower: String, _ upper: String) -> String {
    switch (lower.isEmpty, upper.isEmpty) {
    case (true, true): sign
    case (false, true): "<munder>\(sign)\(lower)</munder>"
    case (true, false): "<mover>\(sign)\(upper)</mover>"
    case (false, false): "<munderover>\(sign)\(lower)\(upper)</munderover>"
    }
  }

  private static func fence(_ symbol: Symbol?) -> String {
    symbol.map { "<mo stretchy=\"true\">\(Escapes.markup($0.text))</mo>" } ?? ""
  }

  private static func mark(_ accent: Accent) -> String {
    switch accent {
    case .hat: "^"
    case .bar: "¯"
    case .tilde: "~"
    }
  }

  private static func table(_ rows: [[FormulaPart.Row]], _ attributes: String) -> String {
    let rows = rows.map { cells in
      "<mtr>" + cells.map { "<mtd>\(text($0))</mtd>" }.joined() + "</mtr>"
    }
    return "<mtable\(attributes)>\(rows.joined())</mtable>"
  }
}
