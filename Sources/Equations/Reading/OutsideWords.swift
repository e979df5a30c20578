/// What an equation says in words of places outside of a tensor: "K is 0 outside".
enum OutsideWords {
  /// The text with such words blanked, so that columns stay, and whether there were any.
  static func blanked(_ text: EquationText) -> (scalars: [Unicode.Scalar], says: Bool) {
    var scalars = withoutTextCommands(text.scalars)
    var says = false
    for word in ["outside", "out of range", "out of bounds", "beyond", "zero-pad", "zero pad"] {
      var from = 0
      while let start = index(of: word, in: scalars, from: from) {
        from = start + word.count
        let part = segment(around: start, in: scalars)
        let words = String(String.UnicodeScalarView(scalars[part])).lowercased()
        guard ["0", "zero", "nothing", "ignored", "empty", "nil"].contains(where: words.contains)
        else { continue }
        says = true
        for place in part where scalars[place] != "\n" { scalars[place] = " " }
      }
    }
    return (scalars, says)
  }

  /// `\text{…}` without the command and its braces.
  private static func withoutTextCommands(_ source: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var scalars = source
    for command in ["\\text{", "\\textrm{", "\\mbox{", "\\mathrm{"] {
      var from = 0
      while let start = index(of: command, in: scalars, from: from) {
        from = start + command.count
        guard let end = scalars[from...].firstIndex(where: { $0 == "}" || $0 == "{" }),
          scalars[end] == "}"
        else { continue }
        for place in start..<from { scalars[place] = " " }
        scalars[end] = " "
      }
    }
    return scalars
  }

  private static func index(of word: String, in scalars: [Unicode.Scalar], from: Int) -> Int? {
    let letters = Array(word.unicodeScalars)
    guard from + letters.count <= scalars.count else { return nil }
    return (from...scalars.count - letters.count).first { start in
      letters.indices.allSatisfy {
        scalars[start + $0].properties.lowercaseMapping == String(letters[$0])
      }
    }
  }

  /// What stands between separators around a place: a pair of parentheses, or from a comma, a
  /// semicolon, a line's start or a word such as `where` to the next.
  private static func segment(around place: Int, in scalars: [Unicode.Scalar]) -> Range<Int> {
    var start = place
    while start > 0, !",;(\n.".unicodeScalars.contains(scalars[start - 1]) { start -= 1 }
    var end = place
    while end < scalars.count, !",;)\n.".unicodeScalars.contains(scalars[end]) { end += 1 }
    let isEnclosed = start > 0 && scalars[start - 1] == "(" && end < scalars.count
    if isEnclosed, scalars[end] == ")" { return start - 1..<end + 1 }
    for word in ["where ", "with ", "and reads ", "taking "] {
      if let found = index(of: word, in: Array(scalars[start..<place]), from: 0) {
        return start + found..<end
      }
    }
    return start..<end
  }
}
