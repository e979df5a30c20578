import Networks
import Screens
import Tensors

/// An operation that is only drawn: it hands on whatever it gets, so that a block can be seen while
/// it does not fit yet, or with marks on what is wrong with it.
public struct Sketch: Operation {
  public static let keyword = "sketch"
  public var kind: OperationKind { .drawing }
  public let caption: String
  public let isGathered: Bool
  let mark: MarkedWiring.Mark
  /// Whether it is no operation but the place of one; shapes go on through it.
  public private(set) var isPlace = false

  /// The place where the next operation goes.
  public static var here: Sketch {
    var here = Sketch("here")
    here.isPlace = true
    return here
  }

  /// Something with a caption; what is gathered stands in the box before it, as BN and ReLU do:
  /// `Sketch("BN", .missing).caption` → `− BN`.
  public init(
    _ caption: String, isGathered: Bool = false, _ mark: MarkedWiring.Mark = .none
  ) {
    self.caption = mark == .none ? caption : "\(mark.sign) \(caption)"
    self.isGathered = isGathered
    self.mark = mark
  }
  /// An operation as it is drawn: of an extra `conv 3x3 16 stride: 2` the caption is
  /// `+ conv 3×3/2, 16`.
  public init(_ operation: any Operation, _ mark: MarkedWiring.Mark = .none) {
    // a sign beside a sign would be read as one
    let isSign = operation.caption.unicodeScalars.count == 1 && mark != .none
    self.init(
      isSign ? type(of: operation).keyword : operation.caption, isGathered: operation.isGathered,
      mark)
  }
  public init(_ arguments: Arguments) throws {
    throw Misfit("what is only drawn cannot be written")
  }

  /// Equal sketches are told by their captions.
  public var arguments: String { caption }
  public func equation(at site: Site) -> String { "y = x" }
  public func gradientEquation(at site: Site) -> String { "dx = G" }
  public func sentence(at site: Site) -> Sentence {
    Sentence("What is only drawn hands on what it gets.")
  }
  public func gradientSentence(at site: Site) -> Sentence { sentence(at: site) }
  public func outputShape(_ inputs: [Shape]) throws -> Shape { inputs[0] }
  public func pyTorch(_ place: PyTorchSite) -> PyTorch { PyTorch(place.inputs[0]) }
  public func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> { call.inputs[0] }
  public func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S>
  {
    // where branches meet, only the first goes on
    Gradients(
      inputs: call.inputs.indices.map { $0 == 0 ? dy : Tensor(repeating: 0, call.inputs[$0].shape) }
    )
  }
  public func account<S: Scalar>(
    of quantity: Quantity, at element: [Int], in scene: Scene<S>
  ) -> Account {
    Account("", "", terms: [])
  }
}

extension MarkedWiring.Mark {
  /// What stands before a caption.
  public var sign: String {
    switch self {
    case .none: ""
    case .missing: "−"
    case .extra: "+"
    case .changed: "≠"
    }
  }
  /// What it says.
  public var words: String {
    switch self {
    case .none: ""
    case .missing: "missing"
    case .extra: "extra"
    case .changed: "should be different"
    }
  }
  public var role: Role {
    switch self {
    case .none: .text
    case .missing: .removed
    case .extra: .added
    case .changed: .wrong
    }
  }
}

extension Diagram {
  /// A block of sketches, which has no shapes; nothing where it has too many operations or one that
  /// is no sketch does not fit.
  ///
  ///     Diagram(sketch: network.block.sketch)?.draw().lines[2]  // "[ conv 3×3/2, 16 · ReLU ]"
  public init?(sketch block: Block, options: Options = Options()) {
    guard let graph = try? Graph(block, input: Shape(1)) else { return nil }
    self.init(block: block, graph: graph, options: options)
  }
  /// A wiring with a sign before whatever is wrong with it: `[ conv 3×3, 4 · − BN · ReLU ]`.
  public init?(_ wiring: MarkedWiring, options: Options = Options()) {
    self.init(sketch: wiring.sketch, options: options)
  }
}

extension Block {
  /// The same without its shapes, for whoever is to foretell them.
  public var sketch: Block {
    switch self {
    case .operation(let operation, let place): .operation(Sketch(operation), at: place)
    case .sequence(let blocks): .sequence(blocks.map(\.sketch))
    case .rounds(let blocks): .rounds(blocks.map(\.sketch))
    case .call(let call, let body): .call(call, body.sketch)
    case .branches(let blocks, let join, let place):
      .branches(blocks.map(\.sketch), join: Sketch(join), at: place)
    }
  }
}

extension MarkedWiring {
  fileprivate var sketch: Block {
    if parts.isEmpty, mark != .none {
      return .operation(Sketch("identity", mark), at: nil)
    }
    return .sequence(
      parts.map { part in
        switch part {
        case .operation(let element, let mark):
          .operation(Sketch(element.operation, mark), at: nil)
        case .join(let element, let mark, let branches):
          .branches(branches.map(\.sketch), join: Sketch(element.operation, mark), at: nil)
        }
      })
  }
}
