import Tensors

/// A piece of the notation that cannot be taken apart.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word(String)
    case integer(Int)
    case decimal(Double)
    /// `3x3`, `224x224x3`.
    case size([Int])
    case symbol(Symbol)
    /// With its `#`.
    case comment(String)
    case newLine
    case end
  }
  enum Symbol: String, CaseIterable, Sendable {
    case openBrace = "{"
    case closeBrace = "}"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case bar = "|"
    case comma = ","
    case colon = ":"
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
  }

  let kind: Kind
  let place: Place
}

/// As errors name it.
extension Token: CustomStringConvertible {
  var description: String {
    switch kind {
    case .word(let word): word.quoted
    case .integer(let value): String(value).quoted
    case .decimal(let value): Value.decimal(value).source.quoted
    case .size(let extents): Value.size(extents).source.quoted
    case .symbol(let symbol): symbol.rawValue.quoted
    case .comment: "a comment"
    case .newLine: "the end of the line"
    case .end: "the end of the text"
    }
  }
}

extension String {
  /// In quotation marks, as errors show what was written; long ones are cut.
  var quoted: String { "‘\(quotable())’" }
}
