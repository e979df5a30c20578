/// What stands between signs: names with their indices, functions, brackets.
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
}
