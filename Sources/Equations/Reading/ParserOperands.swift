/// What stands between signs: names with their indices, functions, brackets, cases.
extension EquationParser {
  /// A name with its indices, a number, a bracket, a function or a sum.
  mutating func postfix() throws(EquationError) -> Term {
    try enter()
    defer { leave() }
    switch current {
    case .number(let number):
      advance()
      // `\mathbb{1}_{condition}`
      guard number == 1, current == .sign("_") else { return .number(number) }
      advance()
      return .indicator(try braced())
    case .name(let text): return try named(Name(text, span))
    case .word("if"): return try choice()
    case .word("where") where next == .sign("("):
      return try choiceInBrackets()
    case .word("not"):
      advance()
      return .not(try postfix())
    case .sign("("):
      open()
      let inner = try logical()
      try expect(")")
      return inner
    case .sign("{"): return try braced()
    case .sign("["):
      open()
      let condition = try logical()
      try expect("]")
      return .indicator(condition)
    case .sign("|"):
      advance()
      let inner = try sum()
      try expect("|")
      return .call(.abs, [inner])
    case .sign("⌊"): return try rounded(.floor, until: "⌋")
    case .sign("⌈"): return try rounded(.ceil, until: "⌉")
    case .sign("frac"):
      advance()
      let over = try fractionPart()
      return .binary(.over, over, try fractionPart())
    case .sign("cases"): return try cases()
    default: throw unexpected()
    }
  }

  private mutating func rounded(
    _ function: Term.Function, until end: String
  ) throws(EquationError) -> Term {
    open()
    let inner = try sum()
    try expect(end)
    return .call(function, [inner])
  }

  /// `{a}`, or the one digit or letter of `\frac12`.
  private mutating func fractionPart() throws(EquationError) -> Term {
    guard current == .sign("{") else {
      if case .number(let number) = current {
        advance()
        return .number(number)
      }
      return try postfix()
    }
    return try braced()
  }

  private mutating func named(_ name: Name) throws(EquationError) -> Term {
    if name.text == "∇" { return try gradient(name) }
    if !known.contains(name.text) {
      if let kind = Self.reductions[name.text], name.text != "max", name.text != "min" {
        return try reduction(kind, name)
      }
      if name.text == "max" || name.text == "min" { return try extremum(name) }
      if name.text == "softmax" { return try softmax() }
      if let function = Self.functions[name.text.lowercased()] ?? Self.functions[name.text],
        name.text != "σ" || next == .sign("(")
      {
        return try call(function)
      }
    }
    advance()
    return try indexed(name)
  }

  /// `∇L(θ)`, `∇_θ L(θ)`: the gradient is a function of its own.
  private mutating func gradient(_ name: Name) throws(EquationError) -> Term {
    advance()
    if current == .sign("_") { _ = try subscripts() }
    guard case .name(let of) = current else { throw fault("the gradient of what?") }
    let whole = Name("∇" + of, name.span.lowerBound..<span.upperBound)
    advance()
    return try indexed(whole)
  }

  private static let reductions: [String: Term.Reduction.Kind] = [
    "sum": .sum, "product": .product, "prod": .product, "mean": .mean, "avg": .mean,
    "average": .mean, "max": .max, "min": .min,
  ]
  private static let functions: [String: Term.Function] = {
    let names = Term.Function.allCases.map { ($0.rawValue, $0) }
    return Dictionary(uniqueKeysWithValues: names).merging([
      "ln": .log, "σ": .sigmoid, "logistic": .sigmoid, "sgn": .sign, "ceiling": .ceil,
      "silu": .swish,
    ]) { $1 }
  }()
  /// Names of functions and sums, for the offer of the nearest.
  static var vocabulary: [String] {
    functions.keys.sorted() + reductions.keys.sorted() + ["softmax"]
  }

  /// The indices behind a name: `K[m,n,c,o]`, `K_{m,n,c,o}`, `K[m][n]`, `f(x)`.
  mutating func indexed(_ name: Name) throws(EquationError) -> Term {
    var name = name
    var indices: [Term] = []
    var bracket: Term.Bracket?
    while true {
      switch current {
      case .sign("["):
        guard let list = try indexList() else { return finished(name, indices, bracket) }
        indices += list
        bracket = bracket ?? .square
      case .sign("_"):
        let list = try subscripts()
        // `β_1` and `p_L` are names where they are given
        if indices.isEmpty, list.count == 1, let joined = Self.joined(name, list[0]),
          known.contains(joined.text) || joined.text.unicodeScalars.last?.value == 0x302
        {
          name = joined
        } else {
          indices += list
          bracket = bracket ?? .subscripted
        }
      case .sign("(") where indices.isEmpty && bracket == nil:
        let arguments = try arguments()
        // `f(x)` may be the name of something given
        if arguments.count == 1, case .name(let argument) = arguments[0],
          known.contains("\(name.text)(\(argument.text))")
        {
          name = Name("\(name.text)(\(argument.text))", name.span)
          bracket = nil
          continue
        }
        return .applied(name, arguments, .round)
      default: return finished(name, indices, bracket)
      }
    }
  }
  private func finished(_ name: Name, _ indices: [Term], _ bracket: Term.Bracket?) -> Term {
    bracket.map { .applied(name, indices, $0) } ?? .name(name)
  }
  /// `β` and `1` as `β1`; `s` and `hat` as `ŝ`.
  private static func joined(_ name: Name, _ index: Term) -> Name? {
    switch index {
    case .number(let number) where number == number.rounded() && number.magnitude < 1e6:
      Name("\(name.text)\(Int(number))", name.span)
    case .name(let part) where part.text == "hat": Name(name.text + "\u{302}", name.span)
    case .name(let part): Name(name.text + part.text, name.span)
    default: nil
    }
  }

  /// The list in `[…]`; nothing where a condition stands there, which is a factor of its own.
  private mutating func indexList() throws(EquationError) -> [Term]? {
    let (start, brackets) = (mark, openBrackets)
    open()
    var list = [try logical()]
    while current == .sign(",") || current == .sign(";") {
      advance()
      list.append(try logical())
    }
    if Self.clause(list[0]) != nil {
      back(to: start, brackets: brackets)
      return nil
    }
    try expect("]")
    return list
  }

  /// The list in `_{…}`, or the one letter or digit behind `_`.
  private mutating func subscripts() throws(EquationError) -> [Term] {
    advance()
    switch current {
    case .number(let number):
      advance()
      return [.number(number)]
    case .name(let text):
      let name = Name(text, span)
      advance()
      return [.name(name)]
    case .sign("{"):
      open()
      var list = [try logical()]
      while current == .sign(",") || current == .sign(";") {
        advance()
        list.append(try logical())
      }
      try expect("}")
      return list
    default: throw fault("indices in braces are expected behind ‘_’")
    }
  }

  /// Arguments in parentheses.
  mutating func arguments() throws(EquationError) -> [Term] {
    open()
    var list = [try logical()]
    while current == .sign(",") || current == .sign(";") {
      advance()
      list.append(try logical())
    }
    try expect(")")
    return list
  }

  private mutating func call(_ function: Term.Function) throws(EquationError) -> Term {
    let name = span
    advance()
    switch current {
    case .sign("("):
      let arguments = try arguments()
      guard arguments.count == 1 else {
        throw text.fault("\(function.rawValue) takes one number, not \(arguments.count)", name)
      }
      return .call(function, arguments)
    case .sign("{"): return .call(function, [try braced()])
    default:
      guard startsOperand || current == .sign("|") else {
        throw text.fault("\(function.rawValue) of what? Write \(function.rawValue)(…)", name)
      }
      return .call(function, [try power()])
    }
  }

  private mutating func softmax() throws(EquationError) -> Term {
    let name = span
    advance()
    guard current == .sign("(") || current == .sign("{") else {
      throw text.fault("write softmax(z)[k] for one of its numbers", name)
    }
    let argument = current == .sign("{") ? try braced() : try arguments()[0]
    var indices: [Term] = []
    if current == .sign("["), let list = try indexList() {
      indices = list
    } else if current == .sign("_") {
      indices = try subscripts()
    }
    return .softmax(argument, indices)
  }

  // MARK: Cases

  private mutating func choice() throws(EquationError) -> Term {
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
  private mutating func choiceInBrackets() throws(EquationError) -> Term {
    advance()
    let parts = try arguments()
    guard parts.count == 3 else { throw fault("if(condition, value, value) takes three") }
    return .choice([.init(condition: parts[0], value: parts[1])], otherwise: parts[2])
  }

  private mutating func cases() throws(EquationError) -> Term {
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
