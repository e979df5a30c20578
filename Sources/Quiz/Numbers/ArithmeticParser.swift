import Tensors

extension Arithmetic {
  /// Reads a formula; throws with a sentence where it is none.
  public init(_ text: some StringProtocol) throws(LessonError) {
    guard text.utf8.count <= Limits.formulaCharacters else {
      throw LessonError("a formula has at most \(Limits.formulaCharacters) characters")
    }
    var parser = ArithmeticParser(tokens: try ArithmeticParser.tokens(of: String(text)))
    self = try parser.comparison()
    try parser.expectEnd()
  }

  /// The number that a learner typed: `75,008`, `1/3`, `64*64 + 13*64^2`.
  public static func answer(_ text: some StringProtocol) throws(LessonError) -> Double {
    let trimmed = text.filter { !$0.isWhitespace }
    let groups = trimmed.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
      groups.count > 1 && groups.allSatisfy { $0.allSatisfy { "0123456789.-−".contains($0) } }
      && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
    let number = try Arithmetic(isGrouped ? String(groups.joined()) : String(text)).value()
    guard number.isFinite else { throw LessonError("this has no finite value") }
    return number
  }
}

/// Reads a formula from its tokens, loosest operators first.
struct ArithmeticParser {
  enum Token: Hashable {
    case number(Double)
    case name(String)
    case sign(String)
  }

  private let tokens: [Token]
  private var position = 0

  init(tokens: [Token]) { self.tokens = tokens }

  static func tokens(of text: String) throws(LessonError) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text)
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if character.isNumber, character.isASCII {
        let word = numeral(of: rest)
        guard let number = Double(word) else {
          throw LessonError("‘\(word)’ is not a number")
        }
        tokens.append(.number(number))
        rest = rest.dropFirst(word.count)
      } else if character.isLetter {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        tokens.append(.name(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        let two = String(rest.prefix(2))
        let sign = ["==", "!=", "<=", ">="].contains(two) ? two : ascii(character)
        guard "==!=<=>=+-*/^(),".contains(sign) else {
          throw LessonError("‘\(character)’ means nothing in a formula")
        }
        tokens.append(.sign(sign))
        rest = rest.dropFirst(sign.count)
      }
    }
    return tokens
  }

  /// Digits, a point with digits, and an exponent.
  private static func numeral(of text: Substring) -> Substring {
    var end = text.startIndex
    func digits() { while end < text.endIndex, isDigit(text[end]) { end = text.index(after: end) } }
    func hasDigits(after count: Int) -> Bool {
      let place = text.index(end, offsetBy: count, limitedBy: text.endIndex)
      return place.map { $0 < text.endIndex && isDigit(text[$0]) } ?? false
    }
    digits()
    if end < text.endIndex, text[end] == ".", hasDigits(after: 1) {
      end = text.index(after: end)
      digits()
    }
    if end < text.endIndex, text[end] == "e" {
      let next = text.index(after: end)
      let isSigned = next < text.endIndex && "+-".contains(text[next])
      if hasDigits(after: isSigned ? 2 : 1) {
        end = text.index(end, offsetBy: isSigned ? 2 : 1)
        digits()
      }
    }
    return text[..<end]
  }
  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
  /// The sign that a book prints, as a keyboard has it.
  private static func ascii(_ character: Character) -> String {
    switch character {
    case "−", "–": "-"
    case "·", "×": "*"
    case "÷": "/"
    default: String(character)
    }
  }

  func expectEnd() throws(LessonError) {
    guard position < tokens.count else { return }
    throw LessonError("the formula should end before ‘\(words(tokens[position]))’")
  }

  mutating func comparison() throws(LessonError) -> Arithmetic {
    let left = try sum()
    let comparisons: [Arithmetic.Operator] = [.equal, .notEqual, .atMost, .atLeast, .less, .more]
    guard let sign = take(comparisons) else { return left }
    return .binary(sign, left, try sum())
  }

  private mutating func sum() throws(LessonError) -> Arithmetic {
    var left = try product()
    while let sign = take([.plus, .minus]) { left = .binary(sign, left, try product()) }
    return left
  }

  private mutating func product() throws(LessonError) -> Arithmetic {
    var left = try signed()
    while let sign = take([.times, .over, .modulo]) { left = .binary(sign, left, try signed()) }
    return left
  }

  private mutating func signed() throws(LessonError) -> Arithmetic {
    if take(sign: "-") { return .negative(try signed()) }
    let base = try operand()
    // to the right: 2^3^2 is 2^9
    return take(sign: "^") ? .binary(.power, base, try signed()) : base
  }

  private mutating func operand() throws(LessonError) -> Arithmetic {
    guard position < tokens.count else { throw LessonError("the formula ends too soon") }
    let token = tokens[position]
    position += 1
    switch token {
    case .number(let number): return .number(number)
    case .sign("("):
      let inner = try comparison()
      try expect(")")
      return inner
    case .name(let name):
      guard take(sign: "(") else { return .name(name) }
      return try call(name)
    case .sign:
      throw LessonError("a number is expected in place of ‘\(words(token))’")
    }
  }

  private mutating func call(_ name: String) throws(LessonError) -> Arithmetic {
    var arguments = [try comparison()]
    while take(sign: ",") { arguments.append(try comparison()) }
    try expect(")")
    if let series = Arithmetic.Series(rawValue: name) {
      guard arguments.count == 4, case .name(let index) = arguments[0] else {
        throw LessonError("write \(name)(i, first, last, term)")
      }
      return .series(
        series, index: index, from: arguments[1], to: arguments[2], term: arguments[3])
    }
    guard let function = Arithmetic.Function(rawValue: name) else {
      throw LessonError("there is no function ‘\(name)’")
    }
    guard function.arguments.contains(arguments.count) else {
      throw LessonError("\(name) does not take this many arguments (\(arguments.count))")
    }
    return .call(function, arguments)
  }

  private mutating func take(_ operators: [Arithmetic.Operator]) -> Arithmetic.Operator? {
    guard position < tokens.count else { return nil }
    let word = words(tokens[position])
    guard let found = operators.first(where: { $0.rawValue == word }) else { return nil }
    position += 1
    return found
  }
  private mutating func take(sign: String) -> Bool {
    guard position < tokens.count, tokens[position] == .sign(sign) else { return false }
    position += 1
    return true
  }
  private mutating func expect(_ sign: String) throws(LessonError) {
    guard take(sign: sign) else { throw LessonError("a ‘\(sign)’ is missing") }
  }
  private func words(_ token: Token) -> String {
    switch token {
    case .number(let number): Figures.plain(number)
    case .name(let name): name
    case .sign(let sign): sign
    }
  }
}
