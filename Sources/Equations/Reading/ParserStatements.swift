/// Lines: what is defined, its value, and what is said behind it.
extension EquationParser {
  mutating func statement() throws(EquationError) -> Statement {
    var target: Statement.Target?
    var adds = false
    if let assignment = assignment() {
      adds = tokens[assignment.first].kind == .sign("+=")
      let isSubtracted = tokens[assignment.first].kind == .sign("-=")
      target = try self.target(until: assignment.first)
      position = assignment.last + 1
      var value = try expression()
      if isSubtracted {
        adds = true
        value = .negative(value)
      }
      return Statement(target: target, adds: adds, value: value, clauses: try clauses(&value))
        .with(value)
    }
    var value = try expression()
    let clauses = try clauses(&value)
    return Statement(target: nil, adds: false, value: value, clauses: clauses)
  }

  /// The first and the last sign of an assignment in the line at hand, outside of brackets and
  /// before words such as `for`: of `a = b = c` the last is what counts.
  private func assignment() -> (first: Int, last: Int)? {
    var depth = 0
    var found: (first: Int, last: Int)?
    for place in position..<tokens.count {
      switch tokens[place].kind {
      case .sign("("), .sign("["), .sign("{"), .sign("⌊"), .sign("⌈"), .sign("cases"): depth += 1
      case .sign(")"), .sign("]"), .sign("}"), .sign("⌋"), .sign("⌉"), .sign("endcases"): depth -= 1
      case .sign("="), .sign("<-"), .sign("+="), .sign("-="):
        if depth == 0 { found = (found?.first ?? place, place) }
      case .newline, .sign(";"), .sign("\\\\"), .end:
        if depth <= 0 { return checked(found) }
      case .word("if"), .word("for"), .word("where"), .word("with"), .word("when"),
        .sign("<="), .sign(">="), .sign("<"), .sign(">"), .word("and"), .word("or"), .sign(","):
        if depth <= 0 { return checked(found) }
      default: break
      }
    }
    return checked(found)
  }
  /// An assignment, unless what stands before its sign is a condition such as `i'*S + m = i`.
  private func checked(_ found: (first: Int, last: Int)?) -> (first: Int, last: Int)? {
    guard let found, found.first > position else { return nil }
    let isDerivative = tokens[position..<found.first].contains {
      $0.kind == .name("∂") || $0.kind == .sign("frac") || $0.kind == .sign("/")
        || $0.kind == .name("∇")
    }
    guard !isDerivative else { return found }
    var depth = 0
    for token in tokens[position..<found.first] {
      switch token.kind {
      case .sign("("), .sign("["), .sign("{"): depth += 1
      case .sign(")"), .sign("]"), .sign("}"): depth -= 1
      case .sign("+"), .sign("-"), .sign("*"), .word, .number:
        if depth == 0, token != tokens[position] || token.kind == .sign("-"),
          !isExponent(token)
        {
          return nil
        }
      default: break
      }
    }
    return found
  }
  private func isExponent(_ token: EquationToken) -> Bool {
    guard let place = tokens.firstIndex(of: token), place > 0 else { return false }
    return tokens[place - 1].kind == .sign("^") || tokens[place - 1].kind == .sign("_")
  }

  private mutating func target(until end: Int) throws(EquationError) -> Statement.Target {
    let span = tokens[position].span.lowerBound..<tokens[end - 1].span.upperBound
    let isDerivative = tokens[position..<end].contains {
      $0.kind == .name("∂") || $0.kind == .sign("frac") || $0.kind == .sign("/")
        || $0.kind == .name("∇")
    }
    if isDerivative {
      // its indices are those of the last name that has some
      let start = position
      var indices: [Term] = []
      while position < end {
        let here = position
        if case .name = current, here + 1 < end,
          tokens[here + 1].kind == .sign("[") || tokens[here + 1].kind == .sign("_")
        {
          if case .applied(_, let found, _) = try postfix() { indices = found }
        }
        position = max(position, here + 1)
      }
      position = start
      return Statement.Target(name: nil, indices: indices, derivative: text.quote(span))
    }
    let left = try power()
    guard position == end || position < tokens.count else { throw unexpected() }
    // what is left of it is another way to say the same, as in `a = b = …`
    switch left {
    case .name(let name): return Statement.Target(name: name, indices: [], derivative: nil)
    case .applied(let name, let indices, _):
      return Statement.Target(name: name, indices: indices, derivative: nil)
    default:
      throw text.fault("on the left of ‘=’ stands what is defined, as in y[i] = …", span)
    }
  }

  /// What follows the value of a line: `for 0 <= i' < H', m = 0..N-1`, `where m = i - i'*S`.
  private mutating func clauses(_ value: inout Term) throws(EquationError) -> [Term.Head] {
    var clauses: [Term.Head] = []
    while true {
      switch current {
      case .word("if"), .word("when"):
        position += 1
        let condition = try logical()
        if current == .word("else") || current == .word("otherwise") {
          position += 1
          let other = try expression()
          if other != .number(0) {
            value = .choice([.init(condition: condition, value: value)], otherwise: other)
            continue
          }
        }
        clauses.append(.term(condition))
      case .word("for"), .word("where"), .word("with"), .word("over"), .word("and"):
        guard !isSeparator(current) else { return clauses }
        position += 1
        while [.word("all"), .word("each"), .word("every")].contains(current) { position += 1 }
        clauses += try heads(until: [])
      case .sign(","):
        guard tokens[position + 1].kind != .end, tokens[position + 1].kind != .newline else {
          return clauses
        }
        position += 1
        if case .word = current { continue }
        clauses += try heads(until: [])
      default: return clauses
      }
    }
  }
}

extension Statement {
  /// The same line with another value.
  fileprivate func with(_ value: Term) -> Statement {
    Statement(target: target, adds: adds, value: value, clauses: clauses)
  }
}
