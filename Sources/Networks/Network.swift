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
  /// A text that is one call of a block is that block itself: the `input` of its definition
  /// counts, and ids have no prefix. Throws a `NotationError` where the text cannot be read or
  /// does not fit.
  ///
  ///     let network = try Network("conv 3x3 16 stride: 2, relu", on: Shape(8, 8, 3))
  ///     network.graph.output.shape  // 4×4×16
  public init(_ source: String, library: Library = Library(), on input: Shape? = nil) throws {
    let text = SourceText(text: source, origin: nil)
    let syntax = try Syntax(text)
    let library = syntax.definitions.isEmpty ? library : try Library([text]).over(library)
    var steps = try Self.steps(of: syntax, in: text)
    var called: (call: Syntax.Call, entry: Library.Entry)?
    if case .call(let call)? = steps.steps.first, steps.steps.count == 1,
      let entry = library.entry(named: call.name.text)
    {
      called = (call, entry)
      steps = entry.definition.steps
    }

    var expansion = Expansion(called?.entry.home ?? library)
    var scope = Scope(source: text, channels: nil)
    var stated = input
    if let input {
      try scope.check(input, at: .none)
    } else if case .input(let size, _)? = steps.steps.first {
      if let called {
        scope = try expansion.scope(of: called.call, to: called.entry, on: nil, in: scope).1
      }
      stated = try expansion.size(size, in: scope)
    }

    self.input = stated ?? Self.assumedInput
    scope = Scope(source: text, channels: self.input.extents.last)
    if let called {
      (invocation, scope) = try expansion.scope(
        of: called.call, to: called.entry, on: self.input, in: scope)
    } else {
      invocation = nil
    }
    self.source = source
    self.syntax = syntax
    isInputAssumed = stated == nil
    block = try expansion.block(of: steps, on: self.input, in: scope).0
    do { graph = try Graph(block, input: self.input) } catch let misfit as Misfit {
      throw scope.fault(misfit.reason, at: .none)
    }
    if let loss = graph.misplacedLoss {
      let keyword = type(of: loss.operation).keyword
      throw scope.fault("\(keyword) is a loss, so it has to be the last step", at: .none)
    }
  }

  /// The loss that it ends in, and the network before it; nothing where it ends otherwise.
  public var minimised: (network: Network, loss: LossKind)? {
    guard case .loss(let loss) = graph.output.operation.kind, let rest = graph.withoutOutput
    else { return nil }
    return (Network(self, graph: rest), loss)
  }

  /// The same text, of which another graph is run.
  private init(_ other: Network, graph: Graph) {
    (source, syntax, input) = (other.source, other.syntax, other.input)
    (isInputAssumed, invocation, block) = (other.isInputAssumed, other.invocation, other.block)
    self.graph = graph
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
