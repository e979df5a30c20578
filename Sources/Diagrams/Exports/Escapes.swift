/// A text from outside as a format of others may hold it without obeying any of it.
///
/// Names, titles and answers come from files and command lines: each format has signs that would
/// end the text or begin something else.
public enum Escapes {
  /// In an element of XML or HTML, and in an attribute between quotes.
  ///
  /// Characters that XML 1.0 forbids (section 2.2) have `�` in their place.
  public static func markup(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// A string of DOT in its quotes: a backslash begins a sign of Graphviz, such as `\N`.
  public static func graphviz(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A text of Mermaid in its quotes, where entities begin with `#` and some tags are obeyed.
  ///
  /// A `+` alone would be taken for a list of Markdown.
  public static func mermaid(_ text: String) -> String {
    if text == "+" { return "\"#43;\"" }
    let signs: [Character: String] = [
      "#": "#35;", "\"": "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;",
      "\n": " ", "\r": " ", "\r\n": " ",
    ]
    return "\"" + text.map { signs[$0] ?? String($0) }.joined() + "\""
  }

  /// A string of Python in its quotes.
  public static func python(_ text: String) -> String { "\"" + pythonWords(text) + "\"" }

  /// A text within a string of Python, also one of three quotes.
  public static func pythonWords(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\", "\"": result += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
