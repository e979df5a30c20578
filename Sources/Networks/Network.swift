import Tensors

/// A text of the notation made ready to be drawn, run and counted on an input of a given size.
public struct Network: Sendable {
  /// What stands in for an input that neither the text nor the caller states.
  public static let assumedInput = Shape(8, 8, 16)

  /// The text as it was given.
  public let source: String
  public let syntax: Syntax
  /// The shape of one image that enters.
  public let input: Shape
  /// Whether nothing stated the input's shape.
  public let isInputAssumed: Bool
  /// The call that the text is, if it is one block by name; `block` is then what it stands for.
  public let invocation: Invocation?
  public let block: Block
  public let graph: Graph

  /// Reads bare steps, or definitions of which the last is run; `input` wins over what the text
  /// states.
  ///
  /// Throws a `NotationError` where the text cannot be read or does not fit.
  public init(_ source: String, library: Library = Library(), on input: Shape? = nil) throws {
    let text = SourceText(text: source, origin: nil)
    let syntax = try Syntax(text)
    let library =
      syntax.definitions.isEmpty ? library : try Library([text]).over(library)
    let rows = try Self.steps(of: syntax, in: text)
    var expansion = Expansion(library)
    let outer = Scope(source: text, channels: nil)

    // a text that is one call is that block itself: its `input` counts, its ids have no prefix
    var called: (call: Syntax.Call, entry: Library.Entry)?
    if rows.steps.count == 1, case .call(let call) = rows.steps[0],
      let entry = library.entry(named: call.name.text)
    {
      called = (call, entry)
    }
    let stated: Shape?
    if let input {
      stated = try expansion.checked(input, at: .none, in: outer)
    } else if let called, case .input(let size, _)? = called.entry.definition.steps.steps.first {
      let scope = try expansion.scope(of: called.call, to: called.entry, on: nil, in: outer).1
      stated = try expansion.size(size, in: scope)
    } else if case .input(let size, _)? = rows.steps.first {
      stated = try expansion.size(size, in: outer)
    } else {
      stated = nil
    }
    let shape = stated ?? Self.assumedInput
    var scope = Scope(source: text, channels: shape.extents.last)
    var body = rows
    var invocation: Invocation?
    if let called {
      (invocation, scope) = try expansion.scope(
        of: called.call, to: called.entry, on: shape, in: scope)
      body = called.entry.definition.steps
    }
    let block = try expansion.block(of: body, on: shape, in: scope).0

    self.source = source
    self.syntax = syntax
    self.input = shape
    isInputAssumed = stated == nil
    self.invocation = invocation
    self.block = block
    do { graph = try Graph(block, input: shape) } catch let misfit as Misfit {
      throw scope.fault(misfit.reason, at: .none)
    }
  }

  /// As captions name it: `bottleneck width 4, stride 2`, or the steps in one line.
  public var title: String { invocation?.title ?? line }
  /// As the notation names it in one line: `bottleneck 4 stride: 2`.
  public var line: String { invocation?.source ?? syntax.line }

  /// What a text runs: its steps, or its last definition where that needs no arguments.
  private static func steps(of syntax: Syntax, in text: SourceText) throws -> Syntax.Rows {
    guard let last = syntax.definitions.last else { return syntax.steps }
    if let parameter = last.parameters.first(where: { $0.standard == nil }) {
      throw text.error(
        "\(last.name.text) cannot be run without \(parameter.name.text.quoted); give it a default, "
          + "such as \(parameter.name.text): 4", at: parameter.name.mark.place)
    }
    return Syntax.Rows([Syntax.Row([.call(Syntax.Call(last.name))])])
  }
}

extension Expansion {
  /// The shape that an `input` states: three extents of an image, or one number of channels.
  fileprivate mutating func size(_ expression: Expression, in scope: Scope) throws -> Shape {
    switch try value(of: expression, in: scope) {
    case .integer(let channels):
      return try checked(Shape(channels), at: expression.mark, in: scope)
    case .size(let extents):
      return try checked(Shape(extents), at: expression.mark, in: scope)
    case let value:
      throw scope.fault(
        "an input is rows, columns and channels, such as 8x8x16, not \(value.caption)",
        at: expression.mark)
    }
  }

  fileprivate func checked(_ shape: Shape, at mark: Syntax.Mark, in scope: Scope) throws -> Shape {
    guard shape.rank == 3 || shape.rank == 1 else {
      throw scope.fault(
        "an input is rows, columns and channels, such as 8x8x16, or a number of channels, not "
          + "\(shape)", at: mark)
    }
    guard shape.extents.allSatisfy({ 1...Limits.extent ~= $0 }), let count = shape.checkedCount,
      count <= Limits.elements
    else {
      throw scope.fault(
        "an input of \(shape) is out of range; every extent is at least 1 and the whole at most "
          + "\(Limits.elements) numbers", at: mark)
    }
    return shape
  }
}

extension Shape {
  /// Reads a size as `--on` and `input` write it: `8x8x16`, or `10` for a vector.
  ///
  /// Throws a `NotationError`.
  public init(notation text: String) throws {
    let source = SourceText(text: text, origin: nil)
    let tokens = try Lexer.tokens(of: source)
    let scope = Scope(source: source, channels: nil)
    let expansion = Expansion(Library())
    let mark = Syntax.Mark(place: tokens[0].place)
    switch (tokens.count, tokens[0].kind) {
    case (2, .integer(let channels)):
      self = try expansion.checked(Shape(channels), at: mark, in: scope)
    case (2, .size(let extents)):
      self = try expansion.checked(Shape(extents), at: mark, in: scope)
    default:
      throw source.error(
        "a size is rows, columns and channels, such as 8x8x16, or a number of channels",
        at: mark.place)
    }
  }
}
