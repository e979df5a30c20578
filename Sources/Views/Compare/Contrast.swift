import Diagrams
import Networks
import Tensors

/// Two blocks that a student wants to see side by side.
public struct CompareRequest: Hashable, Sendable {
  public var left: WalkRequest
  public var right: WalkRequest
  /// Whether the right one takes the left one's weights where they fit.
  public var sharesWeights = true

  public init(_ left: WalkRequest, _ right: WalkRequest) {
    self.left = left
    self.right = right
  }
}

/// Two blocks that have been run on the same input, operation beside operation.
public struct ComparedWalks: Sendable {
  let left: Walk
  let right: Walk
  let alignment: Alignment
  /// A step on either side; where one is missing, only the other does something.
  struct Pair: Sendable {
    let left: Step?
    let right: Step?
  }
  let pairs: [Pair]

  /// Runs both; `walk` fits and runs a request on given parameters.
  public init(
    _ request: CompareRequest,
    walk: (WalkRequest, (Graph) -> [String: Tensor<Double>]) throws -> Walk
  ) throws {
    let left = try walk(request.left) { _ in [:] }
    let right = try walk(request.right) { graph in
      request.sharesWeights ? left.trace.sharedParameters(with: graph) : [:]
    }
    self.left = left
    self.right = right
    alignment = Alignment(left.graph, right.graph)
    pairs = Self.pairs(left, right, alignment)
  }

  private static func pairs(_ left: Walk, _ right: Walk, _ alignment: Alignment) -> [Pair] {
    let (mine, yours) = (Set(left.steps), Set(right.steps))
    func pair(_ nodes: Alignment.Pair, _ step: (Int) -> Step) -> Pair? {
      let first = nodes.left.map(step).flatMap { mine.contains($0) ? $0 : nil }
      let second = nodes.right.map(step).flatMap { yours.contains($0) ? $0 : nil }
      return first == nil && second == nil ? nil : Pair(left: first, right: second)
    }
    let forward = alignment.pairs.compactMap { pair($0, Step.forward) }
    let backward = alignment.pairs.reversed().flatMap { nodes in
      [pair(nodes, Step.gather), pair(nodes, Step.backward)].compactMap { $0 }
    }
    return forward + [Pair(left: .loss, right: .loss)] + backward
  }
}

/// How well the gradient at x is fed: by all, by the shortcut, by the branch.
struct GradientNorms {
  let whole: Double
  let shortcut: Double?
  let branch: Double?
  /// The norm of what the backward pass starts from.
  let upstream: Double

  init(_ walk: Walk) {
    let trace = walk.trace
    whole = Self.norm(trace.gradients[0])
    upstream = Self.norm(trace.gradients[walk.graph.output.index])
    let readers = walk.graph.readers(of: 0)
    let shares = trace.shares(returningTo: 0)
    let place = readers.firstIndex { reader in
      let node = walk.graph.nodes[reader.node]
      return node.operation.kind == .join(.sum) || node.id.hasPrefix("shortcut")
    }
    guard readers.count == 2, let place else {
      (shortcut, branch) = (nil, nil)
      return
    }
    shortcut = Self.norm(shares[place])
    branch = Self.norm(shares[1 - place])
  }

  private static func norm(_ tensor: Tensor<Double>) -> Double {
    tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
