/// Sums, means, products and extrema, and what they say of their indices.
extension EquationParser {
  mutating func reduction(
    _ kind: Term.Reduction.Kind, _ name: Name
  ) throws(EquationError) -> Term {
    advance()
    let (heads, isInBrackets) = try limits(of: name)
    if current == .sign(":"), isInBrackets { advance() }
    if startsBody {
      return .reduction(Term.Reduction(kind, heads, try body(), name.span))
    }
    guard isInBrackets, case .term(let last)? = heads.last, Self.clause(last) == nil else {
      throw fault("what the \(name.text) \(kind.verb) is missing here")
    }
    // `sum(i, x[i])`, `mean(x)`
    if case .name(let tensor) = last, heads.count > 1 || !known.contains(tensor.text) {
      throw fault("what the \(name.text) \(kind.verb) is missing here")
    }
    return .reduction(Term.Reduction(kind, Array(heads.dropLast()), last, name.span))
  }

  /// `max(a, b)`, or the largest over indices.
  mutating func extremum(_ name: Name) throws(EquationError) -> Term {
    let function: Term.Function = name.text == "max" ? .max : .min
    let kind: Term.Reduction.Kind = name.text == "max" ? .max : .min
    guard next == .sign("(") else { return try reduction(kind, name) }
    advance()
    open()
    let heads = try heads(until: [")"])
    try expect(")")
    let isOverIndices = heads.contains { head in
      switch head {
      case .range: true
      case .term(.name(let index)): !known.contains(index.text)
      case .term(let term): Self.clause(term) != nil
      }
    }
    if isOverIndices, startsBody, current != .sign("-") {
      return .reduction(Term.Reduction(kind, heads, try body(), name.span))
    }
    let arguments = heads.compactMap { head -> Term? in
      if case .term(let term) = head { term } else { nil }
    }
    guard arguments.count == heads.count, !arguments.isEmpty else {
      throw text.fault("what is the \(name.text) of? Write \(name.text)(i) x[i]", name.span)
    }
    if arguments.count == 1, case .name(let tensor) = arguments[0], known.contains(tensor.text) {
      return .reduction(Term.Reduction(kind, [], arguments[0], name.span))
    }
    return .call(function, arguments)
  }

  private var startsBody: Bool {
    startsOperand
      || [.sign("-"), .sign("|"), .word("if"), .word("not")].contains(current)
  }
  /// All factors up to a `+` or a `−`.
  private mutating func body() throws(EquationError) -> Term {
    try enter()
    defer { leave() }
    return try product()
  }

  /// `_{m=0}^{N-1}`, `(i', j'; condition)`.
  private mutating func limits(
    of name: Name
  ) throws(EquationError) -> (heads: [Term.Head], isInBrackets: Bool) {
    var heads: [Term.Head] = []
    var upper: Term?
    var hasLimits = false
    while true {
      if current == .sign("_") {
        hasLimits = true
        advance()
        if current == .sign("{") {
          open()
          let isStacked = current == .sign("substack")
          if isStacked {
            advance()
            guard current == .sign("{") else { throw fault("\\substack needs its rows in braces") }
            open()
          }
          heads += try self.heads(until: ["}"])
          try expect("}")
          if isStacked { try expect("}") }
        } else {
          heads.append(.term(try index()))
        }
      } else if current == .sign("^") {
        advance()
        let start = span
        upper = try braced()
        if heads.isEmpty, current != .sign("_") {
          throw text.fault("what does this \(name.text) run over? Write \(name.text)(i) …", start)
        }
      } else {
        break
      }
    }
    if let upper { heads = try Self.closed(heads, at: upper, self) }
    if hasLimits { return (heads, false) }
    guard current == .sign("(") else {
      throw text.fault(
        "what does this \(name.text) run over? Write \(name.text)(i, j) …", name.span)
    }
    open()
    heads = try self.heads(until: [")"])
    try expect(")")
    return (heads, true)
  }

  private mutating func index() throws(EquationError) -> Term {
    guard case .name(let text) = current else { throw fault("an index is expected behind ‘_’") }
    defer { advance() }
    return .name(Name(text, span))
  }

  /// Puts the upper bound of `\sum_{m=0}^{N-1}` into the ranges of its indices.
  private static func closed(
    _ heads: [Term.Head], at upper: Term, _ parser: EquationParser
  ) throws(EquationError) -> [Term.Head] {
    var heads = heads
    guard case .term(.comparison(let terms, [.equal]))? = heads.last, terms.count == 2,
      case .name(let index) = terms[0]
    else { throw parser.fault("a bound above a sum needs its start below, as in m = 0") }
    heads[heads.count - 1] = .range(index, terms[1], upper)
    for place in heads.indices.dropLast() {
      if case .term(.name(let index)) = heads[place] {
        heads[place] = .range(index, terms[1], upper)
      }
    }
    return heads
  }

  /// Indices, ranges and conditions up to one of some signs, or to the end of a line.
  mutating func heads(until ends: [String]) throws(EquationError) -> [Term.Head] {
    var heads: [Term.Head] = []
    while true {
      if !ends.isEmpty {
        while current == .newline { advance() }
        if case .sign(let sign) = current, ends.contains(sign), !heads.isEmpty { return heads }
      }
      heads.append(try head())
      switch current {
      case .sign(","):
        if ends.isEmpty, next == .end || next == .newline { return heads }
        advance()
      case .sign(";"), .sign(":"), .sign("|"), .sign("\\\\"), .word("with"), .word("where"),
        .word("for"), .word("if"):
        if ends.isEmpty { return heads }
        advance()
      case .word("such"):
        advance()
        if current == .word("that") { advance() }
      default: return heads
      }
      // a separator may stand before the end, and two may stand beside each other
      while [.sign(","), .sign("\\\\")].contains(current), !ends.isEmpty { advance() }
    }
  }

  /// `m`, `m = 0..N-1`, `m = 0, …, N-1`, `m in 0..N-1`, `m from 0 to N-1`, or a condition.
  private mutating func head() throws(EquationError) -> Term.Head {
    guard case .name(let text) = current else { return .term(try logical()) }
    let (start, brackets) = (mark, openBrackets)
    let name = Name(text, span)
    switch next {
    case .sign("="), .sign("<-"), .word("in"), .word("from"):
      advance()
      let isMembership = current == .word("in")
      advance()
      if isMembership, case .name(let set) = current, set == "Z" || set == "ℤ" { break }
      var hasBrace = false
      if isMembership, [.sign("{"), .sign("["), .sign("(")].contains(current) {
        hasBrace = true
        open()
      }
      let first = try sum()
      if let last = try upperBound(isMembership: isMembership) {
        if hasBrace {
          // `[0, N)` leaves out its end
          let isOpen = current == .sign(")")
          guard isOpen || current == .sign("]") || current == .sign("}") else {
            throw unexpected()
          }
          close()
          return .range(name, first, isOpen ? .binary(.minus, last, .number(1)) : last)
        }
        return .range(name, first, last)
      }
      if hasBrace { throw fault("write \(text) = 0..N-1 for a range") }
    default: break
    }
    back(to: start, brackets: brackets)
    return .term(try logical())
  }

  private mutating func upperBound(isMembership: Bool) throws(EquationError) -> Term? {
    if current == .sign("..") || current == .word("to") {
      advance()
      // `0, 1, …, N − 1`
      if current == .sign(",") { advance() }
      return try sum()
    }
    guard current == .sign(",") else { return nil }
    let (start, brackets) = (mark, openBrackets)
    advance()
    if current == .sign("..") {
      advance()
      if current == .sign(",") { advance() }
      return try sum()
    }
    if isMembership || isNumber(current) {
      let second = try sum()
      if current == .sign(","), next == .sign("..") {
        advance()
        advance()
        if current == .sign(",") { advance() }
        return try sum()
      }
      if isMembership { return second }
    }
    back(to: start, brackets: brackets)
    return nil
  }
  private func isNumber(_ kind: EquationToken.Kind) -> Bool {
    if case .number = kind { true } else { false }
  }
}

extension Term.Reduction.Kind {
  /// What it does to its terms, in words.
  var verb: String {
    switch self {
    case .sum: "adds"
    case .product: "multiplies"
    case .mean: "averages"
    case .max, .min: "looks at"
    }
  }
}

extension Equation {
  /// Reads an equation in plain writing or LaTeX.
  ///
  /// `known` are the names that are given, in their one spelling; throws at the first fault.
  public init(_ source: String, known: Set<String> = []) throws(EquationError) {
    var parser = try EquationParser(source, known: known)
    self = try parser.equation()
  }
}
