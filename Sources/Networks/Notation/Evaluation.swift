import Tensors

extension Expansion {
  /// What an expression comes to.
  mutating func value(of expression: Expression, in scope: Scope) throws -> Value {
    try spend(at: expression.mark, in: scope)
    switch expression {
    case .literal(let value, _): return value
    case .name(let name, let mark): return try value(named: name, at: mark, in: scope)
    case .not(let operand, _): return .truth(try !truth(of: operand, in: scope))
    case .binary(.and, let left, let right, _):
      return .truth(try truth(of: left, in: scope) && truth(of: right, in: scope))
    case .binary(.or, let left, let right, _):
      return .truth(try truth(of: left, in: scope) || truth(of: right, in: scope))
    case .binary(let sign, let left, let right, let mark):
      let (left, right) = (try value(of: left, in: scope), try value(of: right, in: scope))
      do { return try left.combined(with: right, by: sign) } catch let misfit as Misfit {
        throw scope.fault(misfit.reason, at: mark)
      }
    }
  }

  mutating func truth(of expression: Expression, in scope: Scope) throws -> Bool {
    let value = try value(of: expression, in: scope)
    guard case .truth(let truth) = value else {
      throw scope.fault(
        "a comparison such as stride == 1 is expected here, not \(value.caption)",
        at: expression.mark)
    }
    return truth
  }

  /// How often a `repeat` or an `each` does what it says.
  mutating func count(
    of expression: Expression, atLeast least: Int, in scope: Scope
  ) throws -> Int {
    let value = try value(of: expression, in: scope)
    guard case .integer(let count) = value, count >= least else {
      throw scope.fault(
        "a whole number from \(least) is expected here, not \(value.caption)",
        at: expression.mark)
    }
    guard count <= Limits.repeats else {
      throw scope.fault(
        "\(count) times is too many; at most \(Limits.repeats) is the most", at: expression.mark)
    }
    return count
  }

  private func value(named name: String, at mark: Syntax.Mark, in scope: Scope) throws -> Value {
    if let value = scope.values[name] { return value }
    if name == "in" {
      guard let channels = scope.channels else {
        throw scope.fault("‘in’ is not known until the size of the input is", at: mark)
      }
      return .integer(channels)
    }
    if Reserved.words.contains(name) { return .word(name) }
    throw scope.fault(
      "\(name.quoted) is not defined here", at: mark,
      suggestion: nearest(to: name, among: scope.values.keys + ["in"]))
  }
}

extension Value {
  /// The value of an arithmetic expression or a comparison; throws a `Misfit` where it has none.
  fileprivate func combined(with other: Value, by sign: Expression.Operator) throws -> Value {
    switch (self, other, sign) {
    case (.size, .size, .equal), (.truth, .truth, .equal), (.word, .word, .equal):
      return .truth(self == other)
    case (.size, .size, .notEqual), (.truth, .truth, .notEqual), (.word, .word, .notEqual):
      return .truth(self != other)
    case (.integer(let left), .integer(let right), _):
      return try Self.combined(left, right, by: sign)
    default:
      guard let left = number, let right = other.number else {
        throw Misfit(
          "\(caption) and \(other.caption) cannot stand at the sides of ‘\(sign.rawValue)’")
      }
      return try Self.combined(left, right, by: sign)
    }
  }

  private var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value
    default: nil
    }
  }

  private static func combined(
    _ left: Int, _ right: Int, by sign: Expression.Operator
  ) throws -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch sign {
    case .plus: result = left.addingReportingOverflow(right)
    case .minus: result = left.subtractingReportingOverflow(right)
    case .times: result = left.multipliedReportingOverflow(by: right)
    case .over:
      let remainder = left.remainderReportingOverflow(dividingBy: right).partialValue
      guard right == 0 || remainder == 0 else {
        throw Misfit("/ must divide evenly: \(left) / \(right)")
      }
      result = left.dividedReportingOverflow(by: right)
    default: return .truth(holds(left, sign, right))
    }
    guard !result.overflow else { throw unbounded(.integer(left), sign, .integer(right)) }
    return .integer(result.partialValue)
  }

  private static func combined(
    _ left: Double, _ right: Double, by sign: Expression.Operator
  ) throws -> Value {
    let result: Double
    switch sign {
    case .plus: result = left + right
    case .minus: result = left - right
    case .times: result = left * right
    case .over: result = left / right
    default: return .truth(holds(left, sign, right))
    }
    guard result.isFinite else { throw unbounded(.decimal(left), sign, .decimal(right)) }
    return .decimal(result)
  }

  /// Why two numbers have no result.
  private static func unbounded(
    _ left: Value, _ sign: Expression.Operator, _ right: Value
  ) -> Misfit {
    let terms = "\(left.caption) \(sign.rawValue) \(right.caption)"
    if sign == .over, right == .integer(0) || right == .decimal(0) {
      return Misfit("nothing can be divided by 0: \(terms)")
    }
    return Misfit("\(terms) is too large a number")
  }

  private static func holds<Number: Comparable>(
    _ left: Number, _ sign: Expression.Operator, _ right: Number
  ) -> Bool {
    switch sign {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .atMost: left <= right
    case .more: left > right
    default: left >= right
    }
  }
}
