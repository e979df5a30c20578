import Tensors

/// Reads an equation from its tokens by recursive descent, loosest operators first.
struct EquationParser {
  let text: EquationText
  let tokens: [EquationToken]
  var position = 0
  var depth = 0
  /// Names that are given, which tells `max(a, b)` from `max(i) x[i]` and `f(x)` from a product.
  let known: Set<String>
  /// Brackets that are open: within them a new line goes on.
  var brackets = 0

  init(_ source: String, known: Set<String>) throws(EquationError) {
    text = EquationText(source)
    self.known = known
    guard text.scalars.count <= Limits.equationCharacters else {
      throw text.fault(
        "an equation has at most \(Limits.equationCharacters) characters, this one has "
          + "\(text.scalars.count)", 0..<1)
    }
    let (scalars, says) = OutsideWords.blanked(text)
    saysOutside = says
    var lexer = EquationLexer(scalars, of: text)
    tokens = try lexer.run()
  }

  private let saysOutside: Bool

  mutating func equation() throws(EquationError) -> Equation {
    var statements: [Statement] = []
    var loopStart: Int?
    while true {
      while isSeparator(current) { position += 1 }
      if current == .end { break }
      if current == .word("repeat") || startsLoop {
        loopStart = loopStart ?? statements.count
        skipLine()
        continue
      }
      let start = position
      let statement = try statement()
      // conditions on a line of their own belong to the line before
      if statement.target == nil, !statements.isEmpty, let clause = Self.clause(statement.value) {
        statements[statements.count - 1].clauses += [clause] + statement.clauses
      } else {
        statements.append(statement)
      }
      guard isSeparator(current) || current == .end else { throw unexpected() }
      guard position > start else { throw unexpected() }
    }
    guard !statements.isEmpty else { throw fault("an equation is expected here") }
    return Equation(
      statements: statements, loopStart: loopStart, saysOutside: saysOutside, text: text)
  }

  func isSeparator(_ kind: EquationToken.Kind) -> Bool {
    switch kind {
    case .newline, .sign(";"), .sign("\\\\"), .sign(","), .sign("."), .sign("&"): true
    case .word("where"), .word("with"), .word("for"), .word("and"):
      // nothing but words about the outside stood behind it
      [.newline, .end, .sign(","), .sign(";"), .sign(".")].contains(tokens[position + 1].kind)
    default: false
    }
  }
  /// `for t = 1..T:` and `for t = 1, 2, …:` on a line of their own.
  private var startsLoop: Bool {
    guard current == .word("for") || current == .word("while") else { return false }
    let line = tokens[position...].prefix { $0.kind != .newline && $0.kind != .end }
    return line.last?.kind == .sign(":")
  }
  private mutating func skipLine() {
    while current != .newline, current != .end, current != .sign(":") { position += 1 }
    if current == .sign(":") { position += 1 }
  }

  static func clause(_ value: Term) -> Term.Head? {
    switch value {
    case .comparison, .whole, .not, .binary(.and, _, _), .binary(.or, _, _): .term(value)
    default: nil
    }
  }
}
