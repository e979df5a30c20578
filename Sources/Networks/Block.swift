import Tensors

/// A block as a paper draws it: operations in a row, or branches side by side that a join ends;
/// and the calls and repeats that it came from, so that pictures can fold them.
///
/// Leaves stand in the order of the graph's nodes: a join comes after its branches.
public indirect enum Block: Sendable {
  case operation(any Operation, at: Place?)
  case sequence([Block])
  case branches([Block], join: any Operation, at: Place?)
  /// A block that was called by name, such as `bottleneck 64`.
  case call(Invocation, Block)
  /// The rounds of a `repeat`, in sequence.
  case rounds([Block])

  /// The bare wire, such as the shortcut of a residual block.
  public static let identity = Block.sequence([])

  /// What a block that is nothing but a call stands for.
  public var called: Block {
    switch self {
    case .call(_, let body): body.called
    case .sequence(let blocks) where blocks.count == 1: blocks[0].called
    default: self
    }
  }

  /// How many operations it has, joins included.
  public var operationCount: Int {
    switch self {
    case .operation: 1
    case .sequence(let blocks), .rounds(let blocks): blocks.reduce(0) { $0 + $1.operationCount }
    case .branches(let blocks, _, _): blocks.reduce(1) { $0 + $1.operationCount }
    case .call(_, let body): body.operationCount
    }
  }
}

/// How a block was called: its name and what its parameters came to, in order.
public struct Invocation: Hashable, Sendable {
  public let name: String
  public let arguments: [Argument]

  /// A parameter and its value.
  public struct Argument: Hashable, Sendable {
    public let name: String
    public let value: Value
    /// Whether the caller wrote it, or the default stands.
    public let isGiven: Bool
    /// Whether it is written without its name.
    public let isPositional: Bool

    public init(name: String, value: Value, isGiven: Bool, isPositional: Bool = false) {
      self.name = name
      self.value = value
      self.isGiven = isGiven
      self.isPositional = isPositional
    }
  }

  public init(name: String, arguments: [Argument] = []) {
    self.name = name
    self.arguments = arguments
  }
  /// The call as the notation writes it, defaults left out: `bottleneck 4 stride: 2`.
  public var source: String {
    let given = arguments.filter(\.isGiven)
    let written =
      given.filter(\.isPositional).map(\.value.source)
      + given.filter { !$0.isPositional }.map { "\($0.name): \($0.value.source)" }
    return ([name] + written).joined(separator: " ")
  }
  /// The call as captions write it: `bottleneck width 4, stride 2`.
  public var title: String {
    let given = arguments.filter(\.isGiven).map { "\($0.name) \($0.value.caption)" }
    return given.isEmpty ? name : name + " " + given.joined(separator: ", ")
  }
}
