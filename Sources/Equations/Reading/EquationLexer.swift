import Tensors

/// Parts an equation, in plain writing or in LaTeX, into tokens.
struct EquationLexer {
  private let text: EquationText
  private let source: [Unicode.Scalar]
  private var place = 0
  private var tokens: [EquationToken] = []
  private var isParted = false

  /// Reads a text in which words about the outside have been blanked already.
  init(_ scalars: [Unicode.Scalar], of text: EquationText) {
    source = scalars
    self.text = text
  }

  mutating func run() throws(EquationError) -> [EquationToken] {
    while place < source.count {
      guard tokens.count < Limits.equationTokens else {
        throw text.fault(
          "an equation has at most \(Limits.equationTokens) signs", place..<place + 1)
      }
      try next()
    }
    add(.end, from: source.count)
    return tokens
  }

  private mutating func add(_ kind: EquationToken.Kind, from start: Int) {
    tokens.append(EquationToken(kind: kind, span: start..<max(place, start), isParted: isParted))
    isParted = false
  }

  private mutating func next() throws(EquationError) {
    let start = place
    let scalar = source[place]
    if scalar == "\n" {
      place += 1
      add(.newline, from: start)
    } else if scalar == "#" {
      while place < source.count, source[place] != "\n" { place += 1 }
    } else if scalar.properties.isWhitespace || scalar == "$" || scalar == "~" || scalar == "&" {
      place += 1
      if scalar == "&" { add(.sign("&"), from: start) }
      isParted = true
    } else if isDigit(scalar) {
      try number()
    } else if scalar == "\\" {
      try command()
    } else if let kind = Vocabulary.signs[scalar] {
      place += 1
      add(kind, from: start)
    } else if let power = Vocabulary.superscripts[scalar] {
      place += 1
      add(.sign("^"), from: start)
      add(.number(power), from: start)
    } else if let letter = Vocabulary.subscripts[scalar] {
      place += 1
      add(.sign("_"), from: start)
      let number = Double(String(letter))
      add(number.map { .number($0) } ?? .name(String(letter)), from: start)
    } else if isLetter(scalar) {
      name()
    } else if isPrime(scalar), primesLastName() {
      return
    } else {
      try sign()
    }
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && Vocabulary.subscripts[scalar] == nil || scalar == "∂"
      || scalar == "∇"
  }
  private func isPrime(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "′" || scalar == "’"
  }

  private mutating func number() throws(EquationError) {
    let start = place
    func digits() { while place < source.count, isDigit(source[place]) { place += 1 } }
    digits()
    if place + 1 < source.count, source[place] == ".", isDigit(source[place + 1]) {
      place += 1
      digits()
    }
    if place < source.count, source[place] == "e" || source[place] == "E" {
      let sign = place + 1 < source.count && "+-−".unicodeScalars.contains(source[place + 1])
      let first = place + (sign ? 2 : 1)
      if first < source.count, isDigit(source[first]) {
        place = first
        digits()
      }
    }
    let word = text.quote(start..<place).replacing("−", with: "-")
    guard let value = Double(word), value.isFinite else {
      throw text.fault("‘\(word)’ is not a number", start..<place)
    }
    add(.number(value), from: start)
  }

  private mutating func name() {
    let start = place
    var word = String.UnicodeScalarView()
    if source[place] == "∂" || source[place] == "∇" {
      word.append(source[place])
      place += 1
    } else {
      while place < source.count,
        isLetter(source[place]) || isDigit(source[place])
          || (0x300...0x36F).contains(source[place].value), source[place] != "∂"
      {
        word.append(Vocabulary.letters[source[place]] ?? source[place])
        place += 1
      }
    }
    let written = String(word)
    if Vocabulary.words.contains(written.lowercased()), written.count > 1 {
      return add(.word(written.lowercased()), from: start)
    }
    var name = Vocabulary.spelled(written)
    while place < source.count, isPrime(source[place]) {
      name += "'"
      place += 1
    }
    add(.name(name), from: start)
  }

  /// A prime behind a name in braces or behind a command belongs to the name.
  private mutating func primesLastName() -> Bool {
    guard let last = tokens.last, case .name(let name) = last.kind else { return false }
    let start = tokens.removeLast().span.lowerBound
    place += 1
    add(.name(name + "'"), from: start)
    return true
  }

  private mutating func sign() throws(EquationError) {
    let start = place
    let rest = String(String.UnicodeScalarView(source[place..<min(place + 3, source.count)]))
    let known = [
      "...", "==", "!=", "<=", ">=", "<-", ":=", "+=", "-=", "..", "**", "//", "&&", "||", "=>",
    ]
    if let long = known.first(where: rest.hasPrefix) {
      place += long.unicodeScalars.count
      let kinds: [String: EquationToken.Kind] = [
        "...": .sign(".."), "==": .sign("="), ":=": .sign("<-"), "**": .sign("^"),
        "&&": .word("and"), "||": .word("or"),
      ]
      return add(kinds[long] ?? .sign(long), from: start)
    }
    guard "+-*/^_()[]{},;:|=<>.?!%".unicodeScalars.contains(source[place]) else {
      throw text.fault(
        "‘\(String(source[place]))’ means nothing in an equation", start..<start + 1)
    }
    place += 1
    let character = String(source[start])
    add(
      character == "%" ? .word("mod") : character == "!" ? .word("not") : .sign(character),
      from: start)
  }
}

extension EquationLexer {
  private mutating func command() throws(EquationError) {
    let start = place
    place += 1
    var name = ""
    while place < source.count, source[place].isASCII, isLetter(source[place]) {
      name.unicodeScalars.append(source[place])
      place += 1
    }
    if name.isEmpty, place < source.count {
      name = String(source[place])
      place += 1
    }
    if place < source.count, source[place] == "*", name == "operatorname" { place += 1 }
    switch name {
    case "begin", "end": return try environment(name, from: start)
    case "mathbb", "mathbf", "mathds": return try letter(from: start)
    case "prime":
      // `i^\prime`, `i^{\prime}`
      let braced = tokens.last?.kind == .sign("{")
      if braced { tokens.removeLast() }
      if tokens.last?.kind == .sign("^") { tokens.removeLast() }
      place -= 1
      guard primesLastName() else { throw text.fault("\\prime follows a name", start..<place) }
      if braced, place < source.count, source[place] == "}" { place += 1 }
    default:
      if let accent = Vocabulary.accents[name] { return try accented(accent, from: start) }
      if let kind = Vocabulary.commands[name] { return add(kind, from: start) }
      if let greek = Vocabulary.greek[name] { return add(.name(greek), from: start) }
      if Vocabulary.silent.contains(name) {
        isParted = true
        return
      }
      let functions = Term.Function.allCases.map(\.rawValue) + ["softmax", "mean"]
      if functions.contains(name) { return add(.name(name), from: start) }
      let known =
        Vocabulary.commands.keys.sorted() + Vocabulary.greek.keys.sorted() + functions + ["begin"]
      throw text.fault(
        name.isEmpty ? "a backslash needs a command" : "‘\\\(name)’ is not known here",
        start..<place, suggestion: nearest(to: name, among: known).map { "\\" + $0 })
    }
  }

  /// The letters in braces, or the next letter.
  private mutating func argument(from start: Int) throws(EquationError) -> String {
    while place < source.count, source[place] == " " { place += 1 }
    guard place < source.count, source[place] == "{" else {
      guard place < source.count, source[place] != "\\" else {
        throw text.fault("this command needs a letter behind it", start..<place)
      }
      place += 1
      return String(source[place - 1])
    }
    guard let end = source[place...].firstIndex(of: "}") else {
      throw text.fault("this ‘{’ is never closed", place..<place + 1)
    }
    let word = String(String.UnicodeScalarView(source[place + 1..<end]))
    place = end + 1
    return word.replacing(" ", with: "")
  }

  private mutating func environment(_ command: String, from start: Int) throws(EquationError) {
    let name = try argument(from: start)
    switch name {
    case "cases": add(.sign(command == "begin" ? "cases" : "endcases"), from: start)
    case "aligned", "align", "align*", "equation", "equation*", "gathered", "split": isParted = true
    default:
      throw text.fault(
        "‘\(name)’ is not known here; there are ‘cases’ and ‘aligned’", start..<place)
    }
  }

  /// `\mathbb{1}` is the indicator's one, `\mathbb{Z}` the whole numbers; other letters are names.
  private mutating func letter(from start: Int) throws(EquationError) {
    let letter = try argument(from: start)
    let isName = !letter.isEmpty && letter.unicodeScalars.allSatisfy(isLetter)
    guard letter == "1" || isName else {
      throw text.fault("a letter is expected in these braces", start..<place)
    }
    add(letter == "1" ? .number(1) : .name(letter == "Z" ? "ℤ" : letter), from: start)
  }

  private mutating func accented(_ accent: String, from start: Int) throws(EquationError) {
    var letter = try argument(from: start)
    if letter.hasPrefix("\\") { letter = Vocabulary.greek[String(letter.dropFirst())] ?? "" }
    guard !letter.isEmpty, letter.unicodeScalars.allSatisfy({ isLetter($0) || isDigit($0) }) else {
      throw text.fault("an accent needs a letter", start..<place)
    }
    add(.name(letter + accent), from: start)
  }
}
