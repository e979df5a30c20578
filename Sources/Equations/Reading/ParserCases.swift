/// What is chosen by conditions: `if … then … else …`, `\begin{cases} … \end{cases}`.
extension EquationParser {
  mutating func choice() throws(EquationError) -> Term {
    if next == .sign("(") {
      let (start, brackets) = (mark, openBrackets)
      if let choice = try? choiceInBrackets() { return choice }
      back(to: start, brackets: brackets)
    }
    advance()
    let condition = try logical()
    guard current == .word("then") || current == .sign(":") || current == .sign(",") else {
      throw fault("write ‘if condition then value else value’")
    }
    advance()
    while current == .newline { advance() }
    let value = try sum()
    while current == .newline, next == .word("else") { advance() }
    guard current == .word("else") || current == .word("otherwise") else {
      return .choice([.init(condition: condition, value: value)], otherwise: nil)
    }
    advance()
    if current == .sign(":") { advance() }
    return .choice([.init(condition: condition, value: value)], otherwise: try sum())
  }

  /// `if(condition, value, value)`.
  mutating func choiceInBrackets() throws(EquationError) -> Term {
    advance()
    let parts = try arguments()
    guard parts.count == 3 else { throw fault("if(condition, value, value) takes three") }
    return .choice([.init(condition: parts[0], value: parts[1])], otherwise: parts[2])
  }

  mutating func cases() throws(EquationError) -> Term {
    var found: [Term.Case] = []
    var otherwise: Term?
    open()
    while current != .sign("endcases") {
      let value = try sum()
      while current == .sign("&") || current == .sign(",") { advance() }
      switch current {
      case .word("otherwise"), .word("else"):
        advance()
        otherwise = value
      case .word("if"), .word("for"), .word("when"), .word("where"):
        advance()
        found.append(Term.Case(condition: try condition(), value: value))
      case .sign("\\\\"), .sign("endcases"): otherwise = value
      default: found.append(Term.Case(condition: try condition(), value: value))
      }
      while [.sign("\\\\"), .sign(","), .sign(";"), .sign("."), .newline].contains(current) {
        advance()
      }
      if current == .end { throw fault("\\end{cases} is missing here") }
    }
    close()
    return .choice(found, otherwise: otherwise)
  }
  /// Conditions joined by `and` or commas.
  private mutating func condition() throws(EquationError) -> Term {
    var condition = try logical()
    while current == .sign(","), startsCondition {
      advance()
      condition = .binary(.and, condition, try logical())
    }
    return condition
  }
  private var startsCondition: Bool {
    switch next {
    case .name, .number, .sign("("): true
    default: false
    }
  }
}
