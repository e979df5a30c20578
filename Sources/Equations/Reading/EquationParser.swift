import Tensors

/// Reads an equation from its tokens by recursive descent, loosest operators first.
struct EquationParser {
  let text: EquationText
  private let tokens: [Token]
  private var position = 0
  private var depth = 0
  /// Names that are given, which tells `max(a, b)` from `max(i) x[i]` and `f(x)` from a product.
  let known: Set<String>
  /// Brackets that are open: within them a new line goes on.
  private var brackets = 0

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
    var lexer = Lexer(scalars, of: text)
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

  private func isSeparator(_ kind: Token.Kind) -> Bool {
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

  // MARK: Statements

  private mutating func statement() throws(EquationError) -> Statement {
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
  private func isExponent(_ token: Token) -> Bool {
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

  // MARK: Expressions

  mutating func expression() throws(EquationError) -> Term { try logical() }

  mutating func logical() throws(EquationError) -> Term {
    try enter()
    defer { depth -= 1 }
    var left = try conjunction()
    while current == .word("or") {
      advance()
      left = .binary(.or, left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(EquationError) -> Term {
    var left = try negation()
    while current == .word("and"), brackets > 0 || !isSeparator(current) {
      advance()
      left = .binary(.and, left, try negation())
    }
    return left
  }

  private mutating func negation() throws(EquationError) -> Term {
    guard current == .word("not") else { return try comparison() }
    advance()
    try enter()
    defer { depth -= 1 }
    return .not(try negation())
  }

  mutating func comparison() throws(EquationError) -> Term {
    let first = try sum()
    var terms = [first]
    var relations: [Term.Relation] = []
    while true {
      if case .sign("≡") = current {
        advance()
        return try congruence(first)
      }
      if current == .word("in"), case .name("ℤ") = next {
        advance()
        advance()
        return .whole(first)
      }
      if current == .word("in"), case .name("Z") = next {
        advance()
        advance()
        return .whole(first)
      }
      if current == .word("is"), case .name(let word) = next,
        ["whole", "integer", "an", "a"].contains(word)
      {
        advance()
        advance()
        while case .name(let word) = current, ["whole", "integer", "number"].contains(word) {
          advance()
        }
        return .whole(first)
      }
      guard case .sign(let sign) = current, let relation = Term.Relation(rawValue: sign) else {
        break
      }
      advance()
      relations.append(relation)
      terms.append(try sum())
    }
    return relations.isEmpty ? first : .comparison(terms, relations)
  }

  /// `i ≡ m (mod S)`: their difference is divisible by S.
  private mutating func congruence(_ left: Term) throws(EquationError) -> Term {
    let right = try sum()
    let difference = Term.binary(.minus, left, right)
    if current == .sign("pmod") {
      advance()
      return .comparison([.binary(.modulo, difference, try braced()), .number(0)], [.equal])
    }
    if current == .sign("("), next == .word("mod") {
      advance()
      advance()
      let divisor = try sum()
      try expect(")")
      return .comparison([.binary(.modulo, difference, divisor), .number(0)], [.equal])
    }
    // `i ≡ m mod S`
    if case .binary(.modulo, let rest, let divisor) = right {
      return .comparison(
        [.binary(.modulo, .binary(.minus, left, rest), divisor), .number(0)], [.equal])
    }
    return .comparison([left, right], [.equal])
  }

  mutating func sum() throws(EquationError) -> Term {
    try enter()
    defer { depth -= 1 }
    var left = try product()
    while case .sign(let sign) = current, sign == "+" || sign == "-" {
      advance()
      left = .binary(sign == "+" ? .plus : .minus, left, try product())
    }
    return left
  }

  mutating func product() throws(EquationError) -> Term {
    var left = try unary()
    while true {
      switch current {
      case .sign("*"), .sign("/"), .sign("//"):
        guard case .sign(let sign) = current, let by = Term.Operator(rawValue: sign) else { break }
        advance()
        left = .binary(by, left, try unary())
        continue
      case .word("mod"):
        advance()
        left = .binary(.modulo, left, try unary())
        continue
      default: break
      }
      // side by side is a product
      guard startsOperand else { return left }
      left = .binary(.times, left, try power())
    }
  }

  /// Whether a factor may begin here without a sign before it.
  var startsOperand: Bool {
    switch current {
    case .number, .name: true
    case .sign(let sign): ["(", "[", "frac", "⌊", "⌈", "{", "cases"].contains(sign)
    default: false
    }
  }

  mutating func unary() throws(EquationError) -> Term {
    if current == .sign("-") || current == .sign("+") {
      let isNegative = current == .sign("-")
      advance()
      try enter()
      defer { depth -= 1 }
      let operand = try unary()
      return isNegative ? .negative(operand) : operand
    }
    return try power()
  }

  mutating func power() throws(EquationError) -> Term {
    let base = try postfix()
    guard current == .sign("^") else { return base }
    advance()
    try enter()
    defer { depth -= 1 }
    let exponent = current == .sign("{") ? try braced() : try unary()
    if base == .name(Name("e")), !known.contains("e") { return .call(.exp, [exponent]) }
    // `σ^2` may be the name of a variance, and may have indices behind it
    if case .name(let name) = base, exponent == .number(2),
      current == .sign("_") || current == .sign("[") || known.contains(name.text + "²")
    {
      let squared = Name(name.text + "²", name.span)
      if known.contains(squared.text) || current == .sign("_") {
        return try indexed(squared)
      }
    }
    if case .applied(let name, let indices, .subscripted) = base, exponent == .number(2),
      known.contains(name.text + "²")
    {
      return .applied(Name(name.text + "²", name.span), indices, .subscripted)
    }
    return .binary(.power, base, exponent)
  }

  // MARK: Tokens

  var current: Token.Kind { tokens[position].kind }
  var span: Range<Int> { tokens[position].span }
  var next: Token.Kind { tokens[min(position + 1, tokens.count - 1)].kind }
  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
    if brackets > 0 { while tokens[position].kind == .newline { position += 1 } }
  }
  mutating func open() {
    brackets += 1
    advance()
  }
  mutating func close() {
    brackets -= 1
    if position < tokens.count - 1 { position += 1 }
  }
  var mark: Int { position }
  mutating func back(to mark: Int, brackets: Int? = nil) {
    position = mark
    if let brackets { self.brackets = brackets }
  }
  var openBrackets: Int { brackets }

  mutating func enter() throws(EquationError) {
    depth += 1
    guard depth <= Limits.equationNesting else {
      throw fault("this is nested more than \(Limits.equationNesting) deep")
    }
  }
  mutating func leave() { depth -= 1 }

  func fault(_ message: String, suggestion: String? = nil) -> EquationError {
    text.fault(message, span, suggestion: suggestion)
  }
  func unexpected() -> EquationError {
    switch current {
    case .end, .newline: fault("the equation ends too soon: something is missing here")
    case .sign(")"), .sign("]"), .sign("}"):
      fault("this ‘\(text.quote(span))’ closes nothing that was opened")
    default: fault("‘\(text.quote(span))’ is not expected here")
    }
  }
  mutating func expect(_ sign: String) throws(EquationError) {
    guard current == .sign(sign) else {
      throw current == .end || current == .newline
        ? fault("a ‘\(sign)’ is missing here")
        : fault("a ‘\(sign)’ is expected here instead of ‘\(text.quote(span))’")
    }
    if [")", "]", "}", "⌋", "⌉"].contains(sign) { close() } else { advance() }
  }
  /// `{…}`, or the one sign that LaTeX takes for it.
  mutating func braced() throws(EquationError) -> Term {
    guard current == .sign("{") else { return try postfix() }
    open()
    let inner = try logical()
    try expect("}")
    return inner
  }
}

extension Statement {
  /// The same line with another value.
  fileprivate func with(_ value: Term) -> Statement {
    Statement(target: target, adds: adds, value: value, clauses: clauses)
  }
}
