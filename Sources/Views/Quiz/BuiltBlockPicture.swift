import Diagrams
import Networks
import Quiz
import Tensors

/// A built block as it is drawn, with `[ here ]` in the place of the next piece.
extension BuiltBlock {
  /// The block of a text that fits, with the place of the next piece on its wire.
  func marked(_ block: Block) -> Block { Self.marked(block, path[...], index) ?? block }

  /// The block as it can be drawn while it does not fit, its operations in the words of a task.
  func sketch(_ task: BlockTask) -> Block { Self.sketch(of: parts, task) }
  private static func sketch(of parts: [Part], _ task: BlockTask) -> Block {
    .sequence(
      parts.map { part in
        switch part {
        case .operation(let source):
          .operation(task.operation(named: source).map { Sketch($0) } ?? Sketch(source), at: nil)
        case .join(let name, let branches):
          .branches(
            branches.map { sketch(of: $0, task) },
            join: Sketch(["sum": "+", "scale": "×"][name] ?? name), at: nil)
        }
      })
  }

  /// Nothing where a block has another form than the pieces.
  private static func marked(
    _ block: Block, _ path: ArraySlice<Turn>, _ index: Int
  ) -> Block? {
    var steps = block.steps
    guard let turn = path.first else {
      guard index <= steps.count else { return nil }
      steps.insert(.operation(Sketch.here, at: nil), at: index)
      return .sequence(steps)
    }
    guard steps.indices.contains(turn.part),
      case .branches(var branches, let join, let place) = steps[turn.part],
      branches.indices.contains(turn.branch),
      let marked = marked(branches[turn.branch], path.dropFirst(), index)
    else { return nil }
    branches[turn.branch] = marked
    steps[turn.part] = .branches(branches, join: join, at: place)
    return .sequence(steps)
  }
}

extension Block {
  /// What stands in its row: sequences within sequences are one.
  fileprivate var steps: [Block] {
    switch self {
    case .sequence(let blocks), .rounds(let blocks): blocks.flatMap(\.steps)
    case .operation, .branches, .call: [self]
    }
  }
}

/// A picture of a block in which the next piece has its place.
struct MarkedPlace {
  let diagram: Diagram
  /// Where the place stands; nothing where none is shown.
  let step: Step?

  /// Nothing where the block does not fit, or has too many operations.
  init?(_ block: Block, on input: Shape, options: Diagram.Options) {
    guard let graph = try? Graph(block, input: input) else { return nil }
    diagram = Diagram(block: block, graph: graph, options: options)
    step = graph.nodes.first { ($0.operation as? Sketch)?.isPlace == true }
      .map { .forward($0.index) }
  }
}
