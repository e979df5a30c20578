import Screens

/// What a printed text is written in, which decides how a character above 127 can be spelled
/// without one.
enum TextForm {
  /// For people: a character that looks alike, one for one.
  case plain
  /// Escapes of JSON, which readers take for the character itself.
  case json
  /// References of XML, HTML and Graphviz.
  case markup
  /// References of Mermaid.
  case mermaid

  /// The same text in characters below 128.
  func ascii(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 128 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      result += scalar.isASCII ? String(scalar) : spelling(of: scalar)
    }
  }

  private func spelling(of scalar: Unicode.Scalar) -> String {
    switch self {
    case .plain: String(Glyphs.ascii(for: scalar))
    case .markup: "&#\(scalar.value);"
    case .mermaid: "#\(scalar.value);"
    case .json:
      scalar.utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }
}
