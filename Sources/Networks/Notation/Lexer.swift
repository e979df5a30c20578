import Tensors

/// Cuts a text of the notation into its tokens.
///
/// It reads bytes: outside comments the notation is ASCII, so that a byte is a column.
struct Lexer {
  private let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  /// The tokens of a text, `end` last; throws where a character or a number is none.
  static func tokens(of source: SourceText) throws -> [Token] {
    guard source.text.utf8.count <= Limits.source else {
      throw source.error(
        "the text is longer than \(Limits.source) characters", at: Place(line: 1, column: 1))
    }
    var lexer = Lexer(source)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private init(_ source: SourceText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  private mutating func next() throws -> Token {
    while let byte = peek(), byte == .blank || byte == .tab || byte == .carriageReturn {
      position += 1
    }
    let start = position
    guard let byte = peek() else { return Token(kind: .end, place: place(from: start)) }
    if byte == .lineFeed {
      let token = Token(kind: .newLine, place: place(from: start))
      position += 1
      line += 1
      lineStart = position
      return token
    }
    let kind: Token.Kind =
      if byte == .hash { .comment(comment()) } else if byte.isLetter {
        .word(word())
      } else if byte.isDigit { try number() } else { .symbol(try symbol()) }
    return Token(kind: kind, place: place(from: start))
  }

  /// To the end of the line, without blanks there.
  private mutating func comment() -> String {
    let start = position
    while let byte = peek(), byte != .lineFeed { position += 1 }
    var end = position
    while bytes[end - 1] <= .blank { end -= 1 }
    return text(start..<end)
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek(), byte.isLetter || byte.isDigit || byte == .underscore {
      position += 1
    }
    return text(start..<position)
  }

  /// `64`, `0.8`, `1e-5`, `3x3`, `224x224x3`.
  private mutating func number() throws -> Token.Kind {
    let start = position
    passDigits()
    var extents = [text(start..<position)]
    while peek() == .letterX, peek(1)?.isDigit == true {
      position += 1
      let start = position
      passDigits()
      extents.append(text(start..<position))
    }
    var isDecimal = false
    if extents.count == 1 {
      if peek() == .point, peek(1)?.isDigit == true {
        isDecimal = true
        position += 1
        passDigits()
      }
      let isSigned = peek(1) == .plus || peek(1) == .minus
      if peek() == .letterE, peek(isSigned ? 2 : 1)?.isDigit == true {
        isDecimal = true
        position += isSigned ? 2 : 1
        passDigits()
      }
    }
    if let byte = peek(), byte.isLetter || byte == .underscore || byte == .point {
      while let byte = peek(), byte.isLetter || byte.isDigit || byte == .underscore {
        position += 1
      }
      if peek() == .point { position += 1 }
      throw fault(
        "\(text(start..<position).quoted) is neither a number such as 64 or 0.8 nor a size such as "
          + "3x3", from: start)
    }
    if isDecimal {
      guard let value = Double(text(start..<position)), value.isFinite else {
        throw tooLarge(from: start)
      }
      return .decimal(value)
    }
    let numbers = extents.compactMap { Int($0) }
    guard numbers.count == extents.count else { throw tooLarge(from: start) }
    guard numbers.count <= 3 else {
      throw fault(
        "a size has two or three numbers, not \(numbers.count): 3x3 or 224x224x3", from: start)
    }
    return numbers.count == 1 ? .integer(numbers[0]) : .size(numbers)
  }

  private func tooLarge(from start: Int) -> NotationError {
    fault("\(text(start..<position).quoted) is too large", from: start)
  }

  private mutating func symbol() throws -> Token.Symbol {
    let start = position
    for length in [2, 1] where start + length <= bytes.count {
      if let symbol = Token.Symbol(rawValue: text(start..<start + length)) {
        position += length
        return symbol
      }
    }
    if bytes[start] == .equals {
      throw fault(
        "‘=’ alone means nothing here; a label is written stride: 2, a comparison stride == 2",
        from: start, length: 1)
    }
    guard let scalar = text(start..<min(start + 4, bytes.count)).unicodeScalars.first else {
      throw fault("the text cannot be read", from: start, length: 1)
    }
    let name =
      scalar.isObeyed
      ? "the character U+" + String(scalar.value, radix: 16) : String(scalar).quoted
    throw fault(
      "\(name) does not belong in the notation", from: start, length: 1,
      suggestion: Self.lookalikes[scalar])
  }

  /// What may be meant by characters that the notation does not have.
  private static let lookalikes: [Unicode.Scalar: String] = [
    "×": "x", "−": "-", "–": "-", "·": "*", "≤": "<=", "≥": ">=", "≠": "!=", ";": ",", "&": "and",
    "!": "not", "[": "{", "]": "}",
  ]

  private mutating func passDigits() {
    while peek()?.isDigit == true { position += 1 }
  }
  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < bytes.count ? bytes[position + ahead] : nil
  }
  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
  private func place(from start: Int, length: Int? = nil) -> Place {
    Place(line: line, column: start - lineStart + 1, length: max(length ?? position - start, 1))
  }
  private func fault(
    _ message: String, from start: Int, length: Int? = nil, suggestion: String? = nil
  ) -> NotationError {
    source.error(message, at: place(from: start, length: length), suggestion: suggestion)
  }
}

extension UInt8 {
  fileprivate static let tab = UInt8(ascii: "\t")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
  fileprivate static let blank = UInt8(ascii: " ")
  fileprivate static let hash = UInt8(ascii: "#")
  fileprivate static let point = UInt8(ascii: ".")
  fileprivate static let plus = UInt8(ascii: "+")
  fileprivate static let minus = UInt8(ascii: "-")
  fileprivate static let equals = UInt8(ascii: "=")
  fileprivate static let underscore = UInt8(ascii: "_")
  fileprivate static let letterE = UInt8(ascii: "e")
  fileprivate static let letterX = UInt8(ascii: "x")

  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  fileprivate var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
  }
}
