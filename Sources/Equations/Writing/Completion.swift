extension Equation {
  /// The LaTeX of an equation that is still being typed: brackets that are open are closed, and
  /// what cannot be read yet at its end is left out; nothing where no part of it can be read.
  public static func typesetting(of text: String, known: Set<String>) -> String? {
    var part = Substring(text)
    // a word or two at the end may be unfinished
    for _ in 0..<24 {
      if part.allSatisfy(\.isWhitespace) { return nil }
      if let equation = try? Equation(part + closing(part), known: known) { return equation.latex }
      part = part.dropLast()
    }
    return nil
  }

  /// The brackets that would close what is open.
  private static func closing(_ text: Substring) -> String {
    let pairs: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
    var open: [Character] = []
    for character in text {
      if let closing = pairs[character] {
        open.append(closing)
      } else if character == open.last {
        open.removeLast()
      }
    }
    return String(open.reversed())
  }
}
