import Tensors

/// Reads the LaTeX of a formula by recursive descent.
struct FormulaParser {
  let source: [Character]
  var place = 0
  private var depth = 0
  /// Open index brackets: within them, and in scripts, signs stand tight.
  private var brackets = 0
  private var isTight = false

  init(_ latex: String) { source = Array(latex) }

  /// The whole formula.
  mutating func formula() throws(FormulaError) -> FormulaPart.Row {
    let row = try readRow()
    guard let character = peek else { return row }
    switch character {
    case "}": throw fault("this ‘}’ closes nothing")
    case "&": throw fault("‘&’ needs \\begin{aligned} or \\begin{cases} around it")
    default:
      if isCommand("\\") {
        throw fault("‘\\\\’ needs \\begin{aligned} or \\begin{cases} around it")
      }
      throw fault("this closes nothing that was opened", length: 2)
    }
  }

  /// Parts up to what ends a row: `}`, `&`, `\\`, `\right`, `\end` or the end.
  mutating func readRow() throws(FormulaError) -> FormulaPart.Row {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.formulaNesting else {
      throw fault("this is nested too deeply to be read")
    }
    let outer = brackets
    brackets = 0
    defer { brackets = outer }
    var row: FormulaPart.Row = []
    while let character = peek {
      if character == "}" || character == "&" { break }
      if ["\\", "right", "end"].contains(where: isCommand) { break }
      if let part = try element(after: row) {
        // TeX is often written with blanks around the commands of brackets: they mean nothing
        let isBracket = part.kind == .closing || part.kind == .enclosed
        if character == "\\", isBracket { row.dropLastBlanks() }
        row.append(part)
      }
      while peek == "_" || peek == "^" { try script(&row) }
    }
    return row
  }

  private mutating func element(after row: FormulaPart.Row) throws(FormulaError) -> FormulaPart? {
    guard let character = peek else { return nil }
    if character.isWhitespace || character == "~" {
      place += 1
      return .blank(1)
    }
    if character == "{" { return .group(try group()) }
    if character == "\\" { return try command(after: row) }
    if character == "_" || character == "^" { return .group([]) }
    place += 1
    if character == "+" || character == "-", peek == "=" {
      place += 1
      return .symbol(Symbol(character == "+" ? "+=" : "−=", ascii: "\(character)=", .relation))
    }
    if character == "[" { brackets += 1 }
    if character == "]" { brackets = max(brackets - 1, 0) }
    let text = String(character)
    let symbol = Symbols.characters[character] ?? Symbol(text, ascii: text.ascii)
    return .symbol(inPlace(symbol, after: row))
  }

  /// A sign among indices, or before its operand, stands tight: `[2i−1]`, `= −x`.
  func inPlace(_ symbol: Symbol, after row: FormulaPart.Row) -> Symbol {
    guard symbol.kind == .binary || symbol.kind == .relation else { return symbol }
    if isTight || brackets > 0 { return symbol.with(.ordinary) }
    guard symbol.kind == .binary, ["+", "−", "±"].contains(symbol.text) else { return symbol }
    switch row.trimmed.last {
    case nil: return symbol.with(.prefix)
    case .symbol(let previous)?:
      let isOperand = previous.kind == .ordinary || previous.kind == .closing
      return isOperand ? symbol : symbol.with(.prefix)
    // after words such as ‘between’ a number may have a sign
    case .group(let words)?:
      if case .blank? = words.last { return symbol.with(.prefix) }
      return symbol
    default: return symbol
    }
  }

  /// A subscript or superscript of the last part, or the limit of a large sign.
  private mutating func script(_ row: inout FormulaPart.Row) throws(FormulaError) {
    let isLower = peek == "_"
    let start = place
    place += 1
    let rows = try scriptRows()
    let base = row.popLast() ?? .group([])
    var isTaken = false
    switch base {
    case .large(let symbol, let below, let above):
      isTaken = !(isLower ? below.isEmpty : above.isEmpty)
      row.append(
        .large(symbol, below: isLower ? rows : below, above: isLower ? above : rows.joined(by: [])))
    case .scripted(let body, let lower, let upper):
      isTaken = !(isLower ? lower.isEmpty : upper.isEmpty)
      let content = rows.joined(by: [])
      row.append(
        .scripted(body, lower: isLower ? content : lower, upper: isLower ? upper : content))
    default:
      let content = rows.joined(by: [])
      row.append(
        .scripted([base], lower: isLower ? content : [], upper: isLower ? [] : content))
    }
    guard !isTaken else {
      place = start
      throw fault("this has a second \(isLower ? "sub" : "super")script; put both in one group")
    }
  }

  /// What follows `_` or `^`: one argument, or the rows of a `\substack` in it.
  private mutating func scriptRows() throws(FormulaError) -> [FormulaPart.Row] {
    let outer = isTight
    isTight = true
    defer { isTight = outer }
    skipBlanks()
    let start = place
    if peek == "{" {
      place += 1
      skipBlanks()
    }
    guard isCommand("substack") else {
      place = start
      return [try argument()]
    }
    _ = word()
    guard peek == "{" else { throw fault("\\substack needs its rows in braces") }
    place += 1
    let rows = try table(until: "}").map { $0.joined(by: [.blank(1)]) }
    place += 1
    skipBlanks()
    if source[start] == "{" {
      guard peek == "}" else { throw fault("after \\substack{…} the script ends with ‘}’") }
      place += 1
    }
    return rows
  }

  /// One argument of a command: a group, a command or a single character.
  mutating func argument() throws(FormulaError) -> FormulaPart.Row {
    skipBlanks()
    guard let character = peek, character != "}", character != "&" else {
      throw fault("here an argument is missing")
    }
    if character == "{" { return try group() }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.formulaNesting else {
      throw fault("this is nested too deeply to be read")
    }
    return try element(after: []).map { [$0] } ?? []
  }

  private mutating func group() throws(FormulaError) -> FormulaPart.Row {
    let start = place
    place += 1
    let row = try readRow()
    guard peek == "}" else {
      place = start
      throw fault("this ‘{’ is never closed")
    }
    place += 1
    return row
  }

  /// Rows of cells, parted by `\\` and `&`, up to a character or a command that ends them.
  mutating func table(until end: Character) throws(FormulaError) -> [[FormulaPart.Row]] {
    var rows: [[FormulaPart.Row]] = [[]]
    while true {
      rows[rows.count - 1].append(try readRow().trimmed)
      if peek == "&" {
        place += 1
      } else if isCommand("\\") {
        place += 2
        rows.append([])
      } else {
        break
      }
    }
    guard end == "}" ? peek == "}" : isCommand("end") else {
      throw fault(end == "}" ? "these rows end with ‘}’" : "these rows end with \\end")
    }
    // a last `\\` begins no row
    if let last = rows.last, rows.count > 1, last.allSatisfy(\.isEmpty) { rows.removeLast() }
    return rows
  }
}

extension FormulaParser {
  /// The name of the command at hand, past its end and the blanks that part it from letters.
  mutating func word() -> String {
    place += 1
    var name = ""
    while let character = peek, character.isASCII, character.isLetter {
      name.append(character)
      place += 1
    }
    if name.isEmpty {
      guard let character = peek else { return "" }
      place += 1
      return String(character)
    }
    if name == "operatorname", peek == "*" { place += 1 }
    skipBlanks()
    return name
  }

  /// Whether a command of this name stands at hand.
  func isCommand(_ name: String) -> Bool {
    guard peek == "\\", place + name.count < source.count else { return false }
    let end = place + 1 + name.count
    guard String(source[place + 1..<end]) == name else { return false }
    return name == "\\" || end == source.count || !(source[end].isASCII && source[end].isLetter)
  }

  var peek: Character? { place < source.count ? source[place] : nil }
  mutating func skipBlanks() {
    while let character = peek, character.isWhitespace { place += 1 }
  }
  func fault(
    _ message: String, length: Int = 1, suggestion: String? = nil
  ) -> FormulaError {
    // it may quote what is no command
    FormulaError(message: message.quotable(longest: 200), column: place + 1, suggestion: suggestion)
  }
}
