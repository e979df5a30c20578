/// What a formula is made of, as written: `\frac{a}{b}` is a fraction of two rows.
indirect enum FormulaPart: Hashable, Sendable {
  typealias Row = [FormulaPart]

  case symbol(Symbol)
  /// Blanks that were asked for: one between letters, four for `\quad`.
  case blank(Int)
  case group(Row)
  case fraction(over: Row, under: Row)
  case root(Row)
  case scripted(Row, lower: Row, upper: Row)
  /// A sign with limits: conditions in rows below it, a bound above.
  case large(Symbol, below: [Row], above: Row)
  /// Brackets that grow with their content; a missing one is `\left.`.
  case fenced(Symbol?, Row, Symbol?)
  case accented(Accent, Row)
  /// Rows of cells: equations aligned at `&`.
  case aligned([[Row]])
  /// Rows of cells behind a brace.
  case cases([[Row]])
}

/// One character or word, and how it stands among its neighbours.
struct Symbol: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case ordinary
    /// Has a blank on either side: `a + b`.
    case binary
    /// Has a blank on either side, two where a formula is displayed: `a = b`.
    case relation
    /// The sign of a number, tight before it: `−x`.
    case prefix
    case opening, closing, punctuation
    /// Brackets and what they hold, as one.
    case enclosed
    /// A word such as `log`, apart from what it applies to.
    case function
    /// A sign that can carry limits.
    case large
  }
  let text: String
  let ascii: String
  let kind: Kind

  init(_ text: String, ascii: String? = nil, _ kind: Kind = .ordinary) {
    self.text = text
    self.ascii = ascii ?? text
    self.kind = kind
  }

  func text(inASCII: Bool) -> String { inASCII ? ascii : text }
  func with(_ kind: Kind) -> Symbol { Symbol(text, ascii: ascii, kind) }
}

extension FormulaPart.Row {
  /// Without the blanks at its ends.
  var trimmed: FormulaPart.Row {
    let isBlank = { (part: FormulaPart) in
      if case .blank = part { true } else { false }
    }
    return Array(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
  /// Without the single blanks at its end.
  mutating func dropLastBlanks() {
    while case .blank(1)? = last { removeLast() }
  }
  /// With what groups hold laid open.
  var flattened: FormulaPart.Row {
    flatMap { part in
      if case .group(let row) = part { row.flattened } else { [part] }
    }
  }
}

extension [FormulaPart.Row] {
  /// One row of several, parted by what stands between.
  func joined(by separator: FormulaPart.Row) -> FormulaPart.Row {
    FormulaPart.Row(joined(separator: separator))
  }
}

extension FormulaPart {
  /// How it stands among its neighbours.
  var kind: Symbol.Kind {
    switch self {
    case .symbol(let symbol): symbol.kind
    case .large: .large
    case .scripted(let base, _, _): base.flattened.last?.kind ?? .ordinary
    case .fenced: .enclosed
    case .blank, .group, .fraction, .root, .accented, .aligned, .cases: .ordinary
    }
  }
}

/// What stands over a letter.
enum Accent: String, Hashable, Sendable {
  case hat, bar, tilde

  /// The mark alone, for the row above.
  var mark: String {
    switch self {
    case .hat: "^"
    case .bar: "_"
    case .tilde: "~"
    }
  }
  /// The letter with its accent as one character, where terminals have one.
  func composed(_ letter: String) -> String? {
    guard self == .hat, letter.count == 1 else { return nil }
    return zip("aeiouy", "âêîôûŷ").first { String($0.0) == letter }.map { String($0.1) }
  }
}
