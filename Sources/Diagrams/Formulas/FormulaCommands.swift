import Networks
import Tensors

extension FormulaParser {
  /// The part that the command at hand begins; nothing for one that only adjusts type.
  mutating func command(after row: FormulaPart.Row) throws(FormulaError) -> FormulaPart? {
    let start = place
    let name = word()
    switch name {
    case "frac", "dfrac", "tfrac":
      let over = try argument()
      return .fraction(over: over.trimmed, under: try argument().trimmed)
    case "sqrt": return .root(try argument().trimmed)
    case "hat", "widehat": return .accented(.hat, try argument())
    case "bar", "overline": return .accented(.bar, try argument())
    case "tilde": return .accented(.tilde, try argument())
    case "text", "mathrm", "mathbf", "mathit", "mathsf", "textbf", "textit", "operatorname",
      "operatorname*":
      return Self.text(try words())
    case "mathbb", "mathcal": return .symbol(Self.blackboard(try words()))
    case "left": return try fenced(from: start)
    case "begin": return try environment(from: start)
    case ",", ":", ";", " ": return .blank(1)
    case "!", "displaystyle", "limits", "nolimits", "big", "Big", "bigl", "bigr": return nil
    case "quad": return .blank(4)
    case "qquad": return .blank(8)
    case "|": return .symbol(Symbol("‖", ascii: "||"))
    default: break
    }
    if let symbol = Symbols.commands[name] {
      return symbol.kind == .large
        ? .large(symbol, below: [], above: []) : .symbol(inPlace(symbol, after: row))
    }
    if let character = name.first, name.count == 1, Symbols.escaped.contains(character) {
      return .symbol(Symbol(name))
    }
    place = start
    let near = nearest(to: name, among: Self.known).map { "\\" + $0 }
    throw fault(
      name.isEmpty ? "a backslash needs a command" : "‘\\\(name)’ is no command that is known here",
      suggestion: near)
  }

  /// All commands, for the offer of the nearest.
  static let known =
    Symbols.commands.keys.sorted() + [
      "frac", "sqrt", "hat", "bar", "tilde", "text", "mathrm", "mathbf", "operatorname", "left",
      "right", "begin", "end", "quad", "qquad", "substack", "mathbb",
    ]

  /// Words; blanks at their ends part them from their neighbours once.
  private static func text(_ words: String) -> FormulaPart {
    let word = words.drop(while: \.isWhitespace)
    let isParted = word.last?.isWhitespace == true
    let core =
      isParted ? String(word.reversed().drop(while: \.isWhitespace).reversed()) : String(word)
    return .group(
      (word.count < words.count ? [.blank(1)] : []) + [.symbol(Symbol(core, ascii: core.ascii))]
        + (isParted ? [.blank(1)] : []))
  }
  private static func blackboard(_ letter: String) -> Symbol {
    let letters = ["R": "ℝ", "N": "ℕ", "Z": "ℤ", "L": "ℒ"]
    return Symbol(letters[letter] ?? letter, ascii: letter)
  }

  /// The words of a `\text{…}`, as written.
  private mutating func words() throws(FormulaError) -> String {
    skipBlanks()
    guard peek == "{" else {
      guard let character = peek, character.isLetter || character.isNumber else {
        throw fault("here words in braces are missing")
      }
      place += 1
      return String(character)
    }
    let start = place
    place += 1
    var text = ""
    while let character = peek, character != "}" {
      place += 1
      if character == "{" { throw fault("within words there are no braces") }
      if character == "\\", let next = peek {
        guard Symbols.escaped.contains(next) || next == " " || next == "," else {
          place -= 1
          throw fault("within words there are no commands")
        }
        place += 1
        text.append(next == "," ? " " : next)
      } else {
        text.append(character)
      }
    }
    guard peek == "}" else {
      place = start
      throw fault("this ‘{’ is never closed")
    }
    place += 1
    return text
  }

  private mutating func fenced(from start: Int) throws(FormulaError) -> FormulaPart {
    let left = try delimiter()
    let body = try readRow().trimmed
    guard isCommand("right") else {
      place = start
      throw fault("this \\left has no \\right")
    }
    _ = word()
    return .fenced(left, body, try delimiter())
  }

  /// The bracket after `\left` or `\right`; nothing for a point.
  private mutating func delimiter() throws(FormulaError) -> Symbol? {
    skipBlanks()
    guard let character = peek else { throw fault("here a bracket is missing") }
    if character == "\\" {
      let start = place
      let name = word()
      if name == "{" || name == "}" { return Symbol(name) }
      if name == "|" { return Symbol("‖", ascii: "||") }
      if let symbol = Symbols.commands[name], TallBracket.isKnown(symbol.text) { return symbol }
      place = start
      throw fault("‘\\\(name)’ is no bracket")
    }
    place += 1
    if character == "." { return nil }
    guard TallBracket.isKnown(String(character)) else {
      place -= 1
      throw fault("‘\(character)’ is no bracket; after \\left and \\right stands one, or a point")
    }
    return Symbol(String(character))
  }

  private mutating func environment(from start: Int) throws(FormulaError) -> FormulaPart {
    let name = try words()
    guard ["aligned", "align", "align*", "gathered", "cases"].contains(name) else {
      place = start
      throw fault("‘\(name)’ is not known here; there are ‘aligned’ and ‘cases’")
    }
    let rows = try table(until: "\\")
    _ = word()
    let end = place
    guard try words() == name else {
      place = end
      throw fault("\\begin{\(name)} ends with \\end{\(name)}")
    }
    return name == "cases" ? .cases(rows) : .aligned(rows)
  }
}
