import Tensors

extension Syntax {
  /// Reads a text; throws a `NotationError` at its first fault.
  ///
  ///     try Syntax("conv 3x3 4,relu").line  // "conv 3x3 4, relu"
  public init(_ text: String, origin: String? = nil) throws {
    try self.init(SourceText(text: text, origin: origin))
  }
  init(_ source: SourceText) throws {
    var parser = try Parser(source)
    self = try parser.syntax()
  }
}

/// Reads the tokens of a text as its syntax, from left to right without going back.
///
/// Its extensions read steps and expressions. Nesting is bounded, so that no text can exhaust the
/// stack.
struct Parser {
  let source: SourceText
  private let tokens: [Token]
  private(set) var position = 0
  /// Braces that are open.
  var depth = 0
  /// Operators and parentheses of the expression at hand.
  var operators = 0
  /// Comments that belong to what comes next, empty lines between them.
  var above: [String] = []

  init(_ source: SourceText) throws {
    self.source = source
    tokens = try Lexer.tokens(of: source)
  }

  /// The whole text.
  mutating func syntax() throws -> Syntax {
    passSeparators()
    var syntax = Syntax()
    if isAt("block") {
      while isAt("block") { syntax.definitions.append(try definition()) }
    } else {
      syntax.steps = try rows()
    }
    switch token.kind {
    case .end: return syntax
    case .word("block"):
      throw fault("a text holds either definitions or steps; steps cannot come before a definition")
    case .symbol(.bar):
      throw fault("‘|’ separates the branches of a join, and no join is open here")
    default: throw fault("this ‘}’ closes nothing")
    }
  }

  private mutating func definition() throws -> Syntax.Definition {
    let above = takeComments()
    advance()
    let name = try newName(of: "a definition")
    var parameters: [Syntax.Parameter] = []
    if pass(.openParenthesis) {
      passSeparators()
      while !pass(.closeParenthesis) {
        parameters.append(try parameter(after: parameters))
        if !passSeparators().any, token.kind != .symbol(.closeParenthesis) {
          throw fault("a comma or ‘)’ is expected here, not \(token)")
        }
      }
    }
    passSeparators()
    return Syntax.Definition(above: above, name: name, parameters: parameters, steps: try rows())
  }

  private mutating func parameter(
    after others: [Syntax.Parameter]
  ) throws -> Syntax.Parameter {
    let name = try newName(of: "a parameter")
    guard !others.contains(where: { $0.name == name }) else {
      throw source.error("the parameter \(name.text.quoted) is there twice", at: name.mark.place)
    }
    return Syntax.Parameter(name: name, standard: pass(.colon) ? try expression() : nil)
  }

  /// A word that is about to mean something new.
  mutating func newName(of thing: String) throws -> Syntax.Name {
    guard case .word(let word) = token.kind else {
      throw fault("\(thing) needs a name here, not \(token)")
    }
    if let objection = Reserved.objection(to: word) { throw fault(objection) }
    let name = Syntax.Name(word, mark: Syntax.Mark(place: token.place))
    advance()
    return name
  }
}

extension Parser {
  var token: Token { tokens[position] }
  var following: Token { tokens[min(position + 1, tokens.count - 1)] }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }
  func isAt(_ word: String) -> Bool { token.kind == .word(word) }
  /// Whether the symbol was there; then it is behind.
  mutating func pass(_ symbol: Token.Symbol) -> Bool {
    guard token.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }
  mutating func pass(_ word: String) -> Bool {
    guard isAt(word) else { return false }
    advance()
    return true
  }
  func fault(
    _ message: String, at place: Place? = nil, suggestion: String? = nil
  ) -> NotationError {
    source.error(message, at: place ?? token.place, suggestion: suggestion)
  }

  struct Separation {
    var any = false
    var newLine = false
    /// A comment on the line that ended.
    var beside: String?
  }

  /// Goes on to the next token that is no comma, line end or comment.
  @discardableResult
  mutating func passSeparators(afterStep: Bool = false) -> Separation {
    var separation = Separation()
    var emptyLines = -1
    while true {
      switch token.kind {
      case .symbol(.comma): separation.any = true
      case .newLine:
        separation.any = true
        separation.newLine = true
        emptyLines += 1
        if emptyLines > 0, above.last != "" { above.append("") }
      case .comment(let comment):
        if afterStep, !separation.newLine {
          separation.beside = comment
        } else {
          above.append(comment)
          emptyLines = -1
        }
      default: return separation
      }
      advance()
    }
  }

  /// The comments that wait, without empty lines around them.
  mutating func takeComments() -> [String] {
    var comments = above[...]
    above = []
    while comments.first == "" { comments.removeFirst() }
    while comments.last == "" { comments.removeLast() }
    return Array(comments)
  }

  /// Reads on if separators lead to what is wanted, else stays.
  mutating func goes(to kind: Token.Kind) -> Bool {
    let (position, above) = (position, above)
    passSeparators()
    if token.kind == kind { return true }
    (self.position, self.above) = (position, above)
    return false
  }
}
