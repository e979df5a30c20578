import Networks
import Tensors

/// One line of a ` ```show ` fence: a thing that is alive on the page.
public struct Directive: Hashable, Sendable {
  public let line: Int
  /// The line as written, for captions.
  public let text: String
  public let act: Act

  public enum Act: Hashable, Sendable {
    /// `diagram NOTATION [on SIZE]`
    case diagram(Subject)
    /// `step NOTATION [on SIZE] [seed N] [at STEP [cell I,J]] [inference] [batch N] [whole]
    /// [given TENSOR ROWS]`
    case step(Subject, Run)
    /// `compare NOTATION with NOTATION [on SIZE] [seed N] [inference] [batch N]`
    case compare(Subject, Subject, Run)
    /// `train NOTATION [with NOTATION] [on SIZE] [seed N]`
    case train(Subject, with: Subject?, Run)
    /// `count NOTATION [on SIZE]`
    case count(Subject)
    /// `experiment NAME`
    case experiment(String)
    /// A fence of its own.
    case proof(Proof)
  }

  /// A block, and the shape of the image that enters it where it does not say so itself.
  public struct Subject: Hashable, Sendable {
    public let notation: String
    public let input: Shape?
  }

  /// How a block is run on the page.
  public struct Run: Hashable, Sendable {
    public var seed: UInt64 = 0
    public var mode = Mode.training
    public var batch = 1
    /// Where the panel stands at first; at the start unless written.
    public var start: StepName?
    /// The cell of the first tensor there that is opened at once: row and column, or more.
    public var cell: [Int]?
    /// Whether input, weights and gradient are small whole numbers instead of drawn ones.
    public var isWhole = false
    /// Tensors whose numbers are written out.
    public var given: [GivenTensor] = []
  }
}

/// A step as a lesson names it: `conv2`, `loss`, `backward conv2`, `gather x`,
/// `update conv2.weight`.
public enum StepName: Hashable, Sendable, CustomStringConvertible {
  case forward(String)
  case loss
  case backward(String)
  case gather(String)
  /// The update of a parameter: `conv2.weight`.
  case update(String)

  /// The step of a graph that has this name, if it has.
  public func step(in graph: Graph) -> Step? {
    if case .update(let name) = self { return Self.moved(name, in: graph) }
    let named: Step? =
      switch self {
      case .loss: .loss
      case .forward(let id): graph.node(id).map { .forward($0.index) }
      case .backward(let id): graph.node(id).map { .backward($0.index) }
      case .gather(let id): graph.node(id).map { .gather($0.index) }
      case .update: nil
      }
    return named.flatMap { graph.steps.contains($0) ? $0 : nil }
  }

  /// The step at which a parameter is updated, if it learns.
  private static func moved(_ name: String, in graph: Graph) -> Step? {
    guard let dot = name.lastIndex(of: "."), let node = graph.node(String(name[..<dot])),
      let place = node.parameters.firstIndex(where: { $0.name == name[name.index(after: dot)...] }),
      node.parameters[place].isTrained
    else { return nil }
    return .update(node.index, parameter: place)
  }

  public var description: String {
    switch self {
    case .forward(let id): id
    case .loss: "loss"
    case .backward(let id): "backward \(id)"
    case .gather(let id): "gather \(id)"
    case .update(let name): "update \(name)"
    }
  }
}
