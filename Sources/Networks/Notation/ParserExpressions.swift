import Tensors

extension Parser {
  /// An expression, up to the first token that cannot go on with it.
  mutating func expression() throws -> Expression {
    operators = 0
    return try expression(binding: 1)
  }

  /// Operators that bind at least so tightly, each with what stands at its sides.
  private mutating func expression(binding: Int) throws -> Expression {
    var left = try operand(binding: binding)
    while let sign = binaryOperator, sign.precedence >= binding {
      try countOperator()
      advance()
      let right = try expression(binding: sign.precedence + 1)
      left = .binary(sign, left, right, left.mark.through(right.mark))
    }
    return left
  }

  private var binaryOperator: Expression.Operator? {
    switch token.kind {
    case .symbol(let symbol): Expression.Operator(rawValue: symbol.rawValue)
    case .word(let word): Expression.Operator(rawValue: word)
    default: nil
    }
  }

  private mutating func operand(binding: Int) throws -> Expression {
    let mark = Syntax.Mark(place: token.place)
    switch token.kind {
    case .integer(let value): return literal(.integer(value), mark)
    case .decimal(let value): return literal(.decimal(value), mark)
    case .size(let extents): return literal(.size(extents), mark)
    case .symbol(.openParenthesis): return try parenthesis()
    case .symbol(.minus):
      throw fault("a negative number needs parentheses, such as (-1)")
    case .word("not"):
      guard binding <= Expression.Operator.precedenceOfNot else {
        throw fault("‘not’ and what it negates need parentheses here")
      }
      try countOperator()
      advance()
      let operand = try expression(binding: Expression.Operator.precedenceOfNot)
      return .not(operand, mark.through(operand.mark))
    case .word(let word) where !Reserved.structure.contains(word):
      advance()
      return .name(word, mark)
    default:
      throw fault("a number, a size or a name is expected here, not \(token)")
    }
  }

  private mutating func literal(_ value: Value, _ mark: Syntax.Mark) -> Expression {
    advance()
    return .literal(value, mark)
  }

  private mutating func parenthesis() throws -> Expression {
    let opening = token.place
    try countOperator()
    advance()
    let isNegative = pass(.minus)
    var inner = try isNegative ? operand(binding: 6) : expression(binding: 1)
    if isNegative {
      switch inner {
      case .literal(.integer(let value), let mark): inner = .literal(.integer(-value), mark)
      case .literal(.decimal(let value), let mark): inner = .literal(.decimal(-value), mark)
      default:
        throw fault(
          "a minus needs a number before it, except in a negative number such as (-1)",
          at: inner.mark.place)
      }
    }
    guard pass(.closeParenthesis) else {
      throw fault("this ‘(’ is not closed before \(token)", at: opening)
    }
    return inner
  }

  private mutating func countOperator() throws {
    operators += 1
    guard operators <= Limits.nesting else {
      throw fault(
        "more than \(Limits.nesting) operators and parentheses in one expression are too many")
    }
  }
}
