/// Terms by their operators, loosest first: `or`, `and`, relations, sums, products, powers.
extension EquationParser {
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
}
