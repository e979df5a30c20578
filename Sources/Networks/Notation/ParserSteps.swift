import Tensors

extension Parser {
  /// Steps up to a `}`, a `|`, the next definition or the end.
  mutating func rows() throws -> Syntax.Rows {
    var rows = Syntax.Rows()
    passSeparators()
    var startsRow = true
    while !isAfterRows {
      if startsRow { rows.rows.append(Syntax.Row(above: takeComments(), [])) }
      rows.rows[rows.rows.count - 1].steps.append(try step())
      let separation = passSeparators(afterStep: true)
      rows.rows[rows.rows.count - 1].beside = separation.beside
      startsRow = separation.newLine
      guard separation.any || isAfterRows else { throw missingSeparator() }
    }
    // what stands above a definition belongs to it
    if !isAt("block") { rows.below = takeComments() }
    return rows
  }

  private var isAfterRows: Bool {
    switch token.kind {
    case .end, .symbol(.closeBrace), .symbol(.bar), .word("block"): true
    default: false
    }
  }
  private func missingSeparator() -> NotationError {
    switch token.kind {
    case .symbol(.openBrace):
      fault("only a join or a word such as ‘repeat’ is followed by braces")
    case .symbol(.minus):
      fault("a negative number needs parentheses, such as (-1)")
    case .word("else"):
      fault("‘else’ follows the ‘}’ of an ‘if’")
    default: fault("a comma or a new line is missing before \(token)")
    }
  }

  private mutating func step() throws -> Syntax.Step {
    let start = Syntax.Mark(place: token.place)
    guard case .word(let word) = token.kind else {
      throw fault("a step begins with a keyword such as conv, not with \(token)")
    }
    switch word {
    case "identity":
      advance()
      return .identity(start)
    case "input":
      advance()
      let size = try expression()
      return .input(size, start.through(size.mark))
    case "repeat": return try loop(start)
    case "if": return try choice(start)
    case "each":
      throw fault("‘each’ makes the branches of a join, as in sum { each 4 { … } }")
    case "else": throw fault("‘else’ follows the ‘}’ of an ‘if’")
    case _ where Reserved.structure.contains(word) || Reserved.tensors.contains(word):
      throw fault("a step begins with a keyword such as conv, not with \(token)")
    default: return try callOrJoin(Syntax.Name(word, mark: start))
    }
  }

  private mutating func callOrJoin(_ name: Syntax.Name) throws -> Syntax.Step {
    advance()
    var call = Syntax.Call(name)
    while let argument = try argument() { call.arguments.append(argument) }
    guard call.arguments.isEmpty, goes(to: .symbol(.openBrace)) else { return .call(call) }
    return .join(name, try branches(of: name))
  }

  private mutating func argument() throws -> Syntax.Argument? {
    switch token.kind {
    case .word(let word) where following.kind == .symbol(.colon):
      let label = Syntax.Name(word, mark: Syntax.Mark(place: token.place))
      advance()
      advance()
      return Syntax.Argument(label: label, try expression())
    case .word(let word) where Reserved.structure.contains(word) && word != "not": return nil
    case .word, .integer, .decimal, .size, .symbol(.openParenthesis):
      return Syntax.Argument(try expression())
    default: return nil
    }
  }

  private mutating func branches(of join: Syntax.Name) throws -> [Syntax.Branch] {
    try inBraces { parser in
      var branches = [try parser.branch()]
      while parser.pass(.bar) { branches.append(try parser.branch()) }
      return branches
    }
  }

  private mutating func branch() throws -> Syntax.Branch {
    passSeparators()
    guard isAt("each") else { return .steps(try rows()) }
    let start = Syntax.Mark(place: token.place)
    advance()
    let count = try expression()
    let branch = Syntax.Branch.each(count, try body(), start.through(count.mark))
    passSeparators()
    guard token.kind == .symbol(.bar) || token.kind == .symbol(.closeBrace) else {
      throw fault("an ‘each’ is a branch by itself; \(token) cannot follow it there")
    }
    return branch
  }

  private mutating func loop(_ start: Syntax.Mark) throws -> Syntax.Step {
    advance()
    let count = try expression()
    var mark = start.through(count.mark)
    var round: Syntax.Name?
    if pass("as") {
      let name = try newName(of: "the round of a ‘repeat’")
      mark = start.through(name.mark)
      round = name
    }
    return .loop(count: count, round: round, try body(), mark)
  }

  private mutating func choice(_ start: Syntax.Mark) throws -> Syntax.Step {
    var cases: [Syntax.Case] = []
    repeat {
      advance()
      let condition = try expression()
      cases.append(Syntax.Case(condition, try body()))
      guard goes(to: .word("else")) else { return .choice(cases, otherwise: nil, start) }
      advance()
      passSeparators()
    } while isAt("if")
    return .choice(cases, otherwise: try body(), start)
  }

  /// Steps in braces, in which nothing is joined.
  private mutating func body() throws -> Syntax.Rows {
    passSeparators()
    return try inBraces { parser in
      let rows = try parser.rows()
      if parser.token.kind == .symbol(.bar) {
        throw parser.fault(
          "‘|’ separates the branches of a join, and these braces do not belong to one")
      }
      return rows
    }
  }

  private mutating func inBraces<Content>(
    _ content: (inout Parser) throws -> Content
  ) throws -> Content {
    let opening = token.place
    guard pass(.openBrace) else { throw fault("‘{’ is expected here, not \(token)") }
    depth += 1
    guard depth <= Limits.nesting else {
      throw fault("more than \(Limits.nesting) levels of nested braces are too many", at: opening)
    }
    let result = try content(&self)
    guard pass(.closeBrace) else {
      if isAt("block") {
        throw fault("a definition cannot be inside braces; a ‘}’ may be missing before it")
      }
      throw fault("this ‘{’ is never closed by a ‘}’", at: opening)
    }
    depth -= 1
    return result
  }
}
