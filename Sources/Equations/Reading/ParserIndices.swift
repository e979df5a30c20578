/// What stands behind a name: indices in brackets or below it, arguments.
extension EquationParser {
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
  mutating func indexList() throws(EquationError) -> [Term]? {
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
  mutating func subscripts() throws(EquationError) -> [Term] {
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
}
