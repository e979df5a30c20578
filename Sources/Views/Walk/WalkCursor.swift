import Lessons
import Networks

/// A step of a walk, and the ways that lead from it.
struct WalkCursor: Sendable {
  let walk: Walk
  /// Counted from 0 over both passes.
  private(set) var index = 0

  /// Begins at the input.
  init(_ walk: Walk) { self.walk = walk }

  /// Begins at a named step of the walk; where it has none of that name, at `index` or its end.
  init(_ walk: Walk, at name: StepName?, else index: Int = 0) {
    self.walk = walk
    let named = name?.step(in: walk.graph).flatMap { walk.steps.firstIndex(of: $0) }
    self.index = named ?? min(index, walk.steps.count - 1)
  }

  var step: Step { walk.steps[index] }
  var last: Int { walk.steps.count - 1 }

  /// Goes to a step, or to the end that it lies beyond; false where that is no move.
  mutating func move(to target: Int) -> Bool {
    let target = min(max(target, 0), last)
    defer { index = target }
    return target != index
  }

  /// The next fork, join or change of shape.
  var nextPoint: Int { points.first { $0 > index } ?? index }
  var previousPoint: Int { points.last { $0 < index } ?? index }

  private var points: [Int] {
    walk.steps.indices.filter { walk.graph.isOfInterest(walk.steps[$0]) }
  }

  /// The step of the same operation in the other pass; from the loss its first one.
  func counterpart(isBackward: Bool) -> Int {
    guard step.pass != (isBackward ? .backward : .forward) else { return index }
    switch step {
    case .loss: return isBackward ? firstBackward : index
    case .forward(let node), .backward(let node), .gather(let node), .update(let node, _):
      return walk.index(of: walk.graph.nodes[node].id, isBackward: isBackward)
        ?? (isBackward ? firstBackward : 0)
    }
  }

  /// The update of the node that one is at, else the first; nothing where a walk has none.
  var update: Int? {
    let updates = walk.steps.indices.filter { walk.steps[$0].pass == .update }
    guard step.pass != .update else { return index }
    return updates.first { walk.steps[$0].node == step.node && step != .loss } ?? updates.first
  }

  private var firstBackward: Int { min((walk.steps.firstIndex(of: .loss) ?? 0) + 1, last) }

  /// The step nearest to here of which something is true.
  func nearest(where isWanted: (Step) -> Bool) -> Int? {
    walk.steps.indices.filter { isWanted(walk.steps[$0]) }
      .min { abs($0 - index) < abs($1 - index) }
  }
}
