import LibC
import Tensors

/// A formula over named numbers, as quiz items state their answers and learners may type theirs:
/// `32*q / 2^k`, `max(x + s*u, 0)`, `product(l, 1, L, 1 - l/L * (1 - p))`.
public indirect enum Arithmetic: Hashable, Sendable {
  case number(Double)
  case name(String)
  case negative(Arithmetic)
  case binary(Operator, Arithmetic, Arithmetic)
  case call(Function, [Arithmetic])
  /// A sum or product of a term over whole numbers, both ends included.
  case series(Series, index: String, from: Arithmetic, to: Arithmetic, term: Arithmetic)

  /// Two numbers become one by it; a comparison gives 1 or 0.
  public enum Operator: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case more = ">"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "mod"
    case power = "^"
  }

  /// What can be called by name, and with how many arguments.
  public enum Function: String, CaseIterable, Sendable {
    case min, max, floor, ceil, round, sqrt, abs, exp, log, sigmoid
    /// `if(condition, then, else)`
    case choose = "if"

    var arguments: ClosedRange<Int> {
      switch self {
      case .min, .max: 1...9
      case .choose: 3...3
      default: 1...1
      }
    }
  }

  public enum Series: String, CaseIterable, Sendable {
    case sum, product
  }

  /// The number that it comes to; throws where a name has none, and where sums and products have
  /// more terms than any item needs.
  public func value(_ names: [String: Double] = [:]) throws(LessonError) -> Double {
    var terms = 0
    return try value(names, &terms)
  }

  private func value(
    _ names: [String: Double], _ terms: inout Int
  ) throws(LessonError) -> Double {
    switch self {
    case .number(let number): return number
    case .name(let name):
      guard let number = names[name] else {
        throw LessonError(
          "there is no value called ‘\(name)’", suggestion: nil)
      }
      return number
    case .negative(let operand): return -(try operand.value(names, &terms))
    case .binary(let sign, let left, let right):
      return sign.apply(try left.value(names, &terms), try right.value(names, &terms))
    case .call(let function, let arguments):
      var numbers: [Double] = []
      for argument in arguments { numbers.append(try argument.value(names, &terms)) }
      return function.apply(numbers)
    case .series(let series, let index, let from, let to, let term):
      let (first, last) = (try from.value(names, &terms), try to.value(names, &terms))
      // beyond 2^53 one more is no other number, and a series would not end
      guard first.magnitude < 0x1p53, last.magnitude < 0x1p53,
        last - first < Double(Limits.formulaTerms - terms)
      else {
        throw LessonError("a \(series.rawValue) has at most \(Limits.formulaTerms) terms in all")
      }
      var names = names
      var result = series == .sum ? 0.0 : 1.0
      for place in stride(from: first, through: last, by: 1) {
        terms += 1
        names[index] = place
        let value = try term.value(names, &terms)
        result = series == .sum ? result + value : result * value
      }
      return result
    }
  }
}

extension Arithmetic.Operator {
  func apply(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .equal: left == right ? 1 : 0
    case .notEqual: left != right ? 1 : 0
    case .atMost: left <= right ? 1 : 0
    case .atLeast: left >= right ? 1 : 0
    case .less: left < right ? 1 : 0
    case .more: left > right ? 1 : 0
    case .plus: left + right
    case .minus: left - right
    case .times: left * right
    case .over: left / right
    // the remainder has the sign of the divisor, as in the formulas of the lessons
    case .modulo: left - right * (left / right).rounded(.down)
    case .power: pow(left, right)
    }
  }
}

extension Arithmetic.Function {
  func apply(_ numbers: [Double]) -> Double {
    let first = numbers[0]
    switch self {
    case .min: return numbers.min() ?? first
    case .max: return numbers.max() ?? first
    case .floor: return first.rounded(.down)
    case .ceil: return first.rounded(.up)
    case .round: return first.rounded()
    case .sqrt: return first.squareRoot()
    case .abs: return first.magnitude
    case .exp: return exponential(first)
    case .log: return logarithm(first)
    case .sigmoid: return 1 / (1 + exponential(-first))
    case .choose: return first != 0 ? numbers[1] : numbers[2]
    }
  }
}

// outside of the enumeration, within which the short names are its own cases
private func exponential(_ x: Double) -> Double { exp(x) }
private func logarithm(_ x: Double) -> Double { log(x) }

extension Arithmetic {
  /// The formula with numbers in the place of names: `(28 + 2·1 − 3) / 2 + 1`.
  func text(_ names: [String: Double]) -> String { text(names, within: 0) }

  /// Parts that bind more loosely than `level` stand in parentheses.
  private func text(_ names: [String: Double], within level: Int) -> String {
    switch self {
    case .number(let number): return Self.text(number)
    case .name(let name): return names[name].map(Self.text) ?? name
    case .negative(let operand): return "−" + operand.text(names, within: 3)
    case .binary(let sign, let left, let right):
      let own = sign.level
      let isRightFirst = sign == .power
      let text =
        left.text(names, within: isRightFirst ? own + 1 : own) + sign.text
        + right.text(names, within: sign.isAssociative || isRightFirst ? own : own + 1)
      return own < level ? "(\(text))" : text
    case .call(.choose, let arguments):
      // only what applies is worth reading
      let isSo = (try? arguments[0].value(names)).map { $0 != 0 } ?? true
      return arguments[isSo ? 1 : 2].text(names, within: level)
    case .call(let function, let arguments):
      let list = arguments.map { $0.text(names, within: 0) }.joined(separator: ", ")
      return "\(function.rawValue)(\(list))"
    case .series(let series, let index, let from, let to, let term):
      var names = names
      names[index] = nil
      let (first, last) = (from.text(names, within: 0), to.text(names, within: 0))
      return "\(series.rawValue) of \(term.text(names, within: 2)) for \(index) = \(first)…\(last)"
    }
  }

  /// Whether it is a number or a name, from which nothing can be learnt.
  var isSingle: Bool {
    switch self {
    case .number, .name: true
    default: false
    }
  }

  private static func text(_ number: Double) -> String {
    number < 0 ? "(−\(Figures.plain(-number)))" : Figures.plain(number)
  }
}

extension Arithmetic.Operator {
  /// How tightly it binds.
  fileprivate var level: Int {
    switch self {
    case .equal, .notEqual, .atMost, .atLeast, .less, .more: 0
    case .plus, .minus: 1
    case .times, .over, .modulo: 2
    case .power: 4
    }
  }
  /// Whether `a ∘ (b ∘ c)` may be written without parentheses.
  fileprivate var isAssociative: Bool { self == .plus || self == .times }
  fileprivate var text: String {
    switch self {
    case .times: "·"
    case .power: "^"
    case .minus: " − "
    default: " \(rawValue) "
    }
  }
}
