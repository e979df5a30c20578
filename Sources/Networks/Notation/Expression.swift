/// A number, size or truth as it is written: `64`, `3x3`, `4*width`, `stride == 1 and out == in`.
public indirect enum Expression: Hashable, Sendable {
  /// A number or a size.
  case literal(Value, Syntax.Mark = .none)
  /// A parameter, the round of a `repeat`, `in`, or a word that stands for itself.
  case name(String, Syntax.Mark = .none)
  case not(Expression, Syntax.Mark = .none)
  case binary(Operator, Expression, Expression, Syntax.Mark = .none)

  /// Two expressions become one by it, loosest first.
  public enum Operator: String, CaseIterable, Sendable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"

    /// How tightly it binds; `not` stands at 3.
    var precedence: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .notEqual, .less, .atMost, .more, .atLeast: 4
      case .plus, .minus: 5
      case .times, .over: 6
      }
    }
    static let precedenceOfNot = 3
  }

  var mark: Syntax.Mark {
    switch self {
    case .literal(_, let mark), .name(_, let mark), .not(_, let mark), .binary(_, _, _, let mark):
      mark
    }
  }

  /// As the notation writes it, with no more parentheses than it needs.
  public var source: String { source(binding: 0) }

  private func source(binding: Int) -> String {
    switch self {
    case .literal(let value, _): return value.source
    case .name(let name, _): return name
    case .not(let operand, _):
      let text = "not " + operand.source(binding: Operator.precedenceOfNot)
      return Operator.precedenceOfNot < binding ? "(\(text))" : text
    case .binary(let sign, let left, let right, _):
      let precedence = sign.precedence
      // arithmetic is set tight, as in `4*width`
      let gap = precedence > 4 ? "" : " "
      let text =
        left.source(binding: precedence) + gap + sign.rawValue + gap
        + right.source(binding: precedence + 1)
      return precedence < binding ? "(\(text))" : text
    }
  }
}
