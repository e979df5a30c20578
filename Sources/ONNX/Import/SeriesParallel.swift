import Networks
import Tensors

/// Recovers from a flow the pieces that the notation writes: steps in a row, and branches that a join
/// ends.
///
/// Every step has one nearest step that all ways from the input to it go through (its immediate
/// dominator). Of a join that is where its branches fork. A network is series-parallel if every
/// step stands in one branch and no more; others are refused with the step that stands in two.
struct SeriesParallel {
  private let flow: Flow
  private var dominators: [Int] = []
  private var depths: [Int] = []

  init(_ flow: Flow) {
    self.flow = flow
    for (index, step) in flow.steps.enumerated() {
      guard var dominator = step.inputs.first else {
        dominators.append(index)
        depths.append(0)
        continue
      }
      for input in step.inputs.dropFirst() { dominator = common(dominator, input) }
      dominators.append(dominator)
      depths.append(depths[dominator] + 1)
    }
  }

  /// The deepest step that dominates both.
  private func common(_ left: Int, _ right: Int) -> Int {
    var (left, right) = (left, right)
    while left != right {
      if depths[left] >= depths[right] {
        left = dominators[left]
      } else {
        right = dominators[right]
      }
    }
    return left
  }

  /// The pieces between the input and a step.
  func pieces(to output: Int) throws -> [Piece] {
    var seen: Set<Int> = []
    return try pieces(from: 0, to: output, within: 0, &seen)
  }

  private func pieces(
    from start: Int, to end: Int, within depth: Int, _ seen: inout Set<Int>
  ) throws -> [Piece] {
    guard depth < Limits.nesting / 2 else {
      throw ImportFault(
        node: flow.steps[end].origin, kind: "branches",
        reason: "branches are nested more than \(Limits.nesting / 2) deep there")
    }
    var reversed: [Piece] = []
    var current = end
    while current != start {
      let step = flow.steps[current]
      guard seen.insert(current).inserted, !step.inputs.isEmpty else { throw fault(current) }
      guard step.inputs.count > 1 else {
        reversed.append(.step(current))
        current = step.inputs[0]
        continue
      }
      let fork = dominators[current]
      guard depths[fork] >= depths[start] else { throw fault(current) }
      var branches: [[Piece]] = []
      for input in step.inputs {
        branches.append(try pieces(from: fork, to: input, within: depth + 1, &seen))
      }
      reversed.append(.join(current, ordered(branches, of: step)))
      current = fork
    }
    return reversed.reversed()
  }

  /// Branches as they are usually written: of a sum the long ones first, the bare wire last.
  private func ordered(_ branches: [[Piece]], of step: Flow.Step) -> [[Piece]] {
    guard step.work == .join("sum") else { return branches }
    let lengths = branches.map { $0.reduce(0) { $0 + $1.leaves.count } }
    return branches.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }.map { branches[$0] }
  }

  private func fault(_ step: Int) -> ImportFault {
    ImportFault(
      node: flow.steps[step].origin, kind: "branches",
      reason:
        "it stands in two branches that end apart, and the notation writes branches only that "
        + "fork and join together")
  }
}
