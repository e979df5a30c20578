import Tensors

/// Going from token to token, and what is said where one is not expected.
extension EquationParser {
  var current: EquationToken.Kind { tokens[position].kind }
  var span: Range<Int> { tokens[position].span }
  var next: EquationToken.Kind { tokens[min(position + 1, tokens.count - 1)].kind }
  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
    if brackets > 0 { while tokens[position].kind == .newline { position += 1 } }
  }
  mutating func open() {
    brackets += 1
    advance()
  }
  mutating func close() {
    brackets -= 1
    if position < tokens.count - 1 { position += 1 }
  }
  var mark: Int { position }
  mutating func back(to mark: Int, brackets: Int? = nil) {
    position = mark
    if let brackets { self.brackets = brackets }
  }
  var openBrackets: Int { brackets }

  mutating func enter() throws(EquationError) {
    depth += 1
    guard depth <= Limits.equationNesting else {
      throw fault("this is nested more than \(Limits.equationNesting) deep")
    }
  }
  mutating func leave() { depth -= 1 }

  func fault(_ message: String, suggestion: String? = nil) -> EquationError {
    text.fault(message, span, suggestion: suggestion)
  }
  func unexpected() -> EquationError {
    switch current {
    case .end, .newline: fault("the equation ends too soon: something is missing here")
    case .sign(")"), .sign("]"), .sign("}"):
      fault("this ‘\(text.quote(span))’ closes nothing that was opened")
    default: fault("‘\(text.quote(span))’ is not expected here")
    }
  }
  mutating func expect(_ sign: String) throws(EquationError) {
    guard current == .sign(sign) else {
      throw current == .end || current == .newline
        ? fault("a ‘\(sign)’ is missing here")
        : fault("a ‘\(sign)’ is expected here instead of ‘\(text.quote(span))’")
    }
    if [")", "]", "}", "⌋", "⌉"].contains(sign) { close() } else { advance() }
  }
  /// `{…}`, or the one sign that LaTeX takes for it.
  mutating func braced() throws(EquationError) -> Term {
    guard current == .sign("{") else { return try postfix() }
    open()
    let inner = try logical()
    try expect("}")
    return inner
  }
}
