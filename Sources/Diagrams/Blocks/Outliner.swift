import Networks
import Screens
import Tensors

/// Follows a block along its graph and decides what is shown of it.
struct Outliner {
  let graph: Graph
  private var detail: Detail
  /// The node of the next operation: leaves stand in the order of the graph.
  private var next = 1
  /// Whether it is only drawn, so that no shape is true.
  private let isSketch: Bool
  /// How many calls enclose it.
  private var depth = 0
  private var strides: [Range<Int>] = []
  /// The stages that are drawn as one box, by their first node.
  private var stages: [Int: Stage] = [:]
  /// How many operations of a stage that is drawn already are still to come.
  private var folded = 0
  /// Which names to open have been met.
  private var opened: Set<String> = []

  /// A picture of more operations than this gives way to an overview.
  static let readable = 60
  /// Of so many equal neighbours only the first, the second and the last are drawn.
  static let manyBranches = 4

  private init(_ graph: Graph, _ detail: Detail) {
    self.graph = graph
    self.detail = detail
    isSketch = graph.nodes.contains { ($0.operation as? Sketch)?.isPlace == false }
  }

  /// What is shown from `x` to `y`; of a large network an overview with its stages as boxes.
  static func outline(_ block: Block, of graph: Graph, _ detail: Detail) -> Outline {
    var full = detail
    full.boxesCalls = false
    var outliner = Outliner(graph, full)
    let outline = outliner.outline(block)
    let isLarge = !detail.options.isUnfolded && outline.row.operations > readable
    guard detail.boxesCalls || isLarge else { return outline }
    var overview = detail
    overview.boxesCalls = true
    overview.boxesStages = isLarge
    outliner = Outliner(graph, overview)
    if isLarge { outliner.foldStages(of: block) }
    return outliner.outline(block)
  }

  /// Marks the stages that are drawn as one box: all but those that are opened, or in which
  /// something is.
  private mutating func foldStages(of block: Block) {
    let names = detail.options.opened
    for stage in Stage.stages(of: block, in: graph) where stage.isWorthFolding {
      let calls = stage.units.map { graph.nodes[$0.nodes.lowerBound].id }
      if names.contains(stage.name) {
        opened.insert(stage.name)
      } else if !names.contains(where: { name in calls.contains { $0.hasPrefix(name + ".") } }) {
        stages[stage.nodes.lowerBound] = stage
      }
    }
  }

  private mutating func outline(_ block: Block) -> Outline {
    let end = graph.nodes.count
    var row = Row(after: 0)
    row.append(.box(box(Caption(text: graph.nodes[0].operation.caption, nodes: 0..<1))))
    appendWire(to: &row)
    extend(&row, with: block)
    appendWire(to: &row)
    row.append(.box(box(Caption(text: "y", nodes: end..<end))))
    return Outline(row: row, strides: strides, opened: opened)
  }

  private mutating func extend(_ row: inout Row, with block: Block) {
    switch block {
    case .operation, .branches:
      guard !isFolded(block, into: &row) else { return }
    default: break
    }
    switch block {
    case .operation(let operation, _):
      append(operation, to: &row)
    case .sequence(let blocks), .rounds(let blocks):
      for block in blocks { extend(&row, with: block) }
    case .call(let invocation, let body):
      append(invocation, body, to: &row)
    case .branches(let blocks, let join, _):
      append(blocks, join: join, to: &row)
    }
  }

  private mutating func append(_ operation: any Operation, to row: inout Row) {
    let caption = caption(operation)
    if detail.isGathered, operation.isGathered, row.canGather {
      row.gather(caption)
    } else {
      appendWire(to: &row)
      var box = box(caption)
      // in pre-activation BN and ReLU stand before their convolution, which has none behind it
      box.canGather = operation.isGathered || !row.isNormalized
      row.isNormalized = operation.kind.isNormalization
      row.append(.box(box))
    }
    row.output = caption.nodes.lowerBound
  }

  private mutating func append(_ call: Invocation, _ body: Block, to row: inout Row) {
    depth += 1
    defer { depth -= 1 }
    let count = body.operationCount
    let isAll = count == graph.nodes.count - 1
    guard detail.boxesCalls, body.isWorthFolding, !isAll else { return extend(&row, with: body) }
    guard !isFolded(body, into: &row) else { return }
    let id = graph.callID(of: next, depth: depth)
    guard detail.options.opened.contains(id) else {
      return fold(call, id: id, nodes: next..<next + count, into: &row)
    }
    opened.insert(id)
    // what is opened is drawn as if it stood alone
    detail.boxesCalls = count > Self.readable
    extend(&row, with: body)
    detail.boxesCalls = true
  }

  /// Whether a step of the network is drawn in the box of its stage, which it may begin.
  private mutating func isFolded(_ step: Block, into row: inout Row) -> Bool {
    if folded == 0, let stage = stages[next] {
      fold(stage, into: &row)
      folded = stage.nodes.count
    }
    guard folded > 0 else { return false }
    folded -= step.operationCount
    return true
  }

  /// Draws a stage as one box: `[ conv4_x ]  6 × bottleneck 256`.
  private mutating func fold(_ stage: Stage, into row: inout Row) {
    appendWire(to: &row)
    // the blocks of an opened stage end here
    if case .box? = row.last, detail.showsShapes {
      row.append(.wire(from: row.output, label: nil))
    }
    var box = box(Caption(text: stage.name, nodes: stage.nodes))
    box.fold = Fold(content: .stage(stage.note), parts: [(stage.name, stage.nodes)])
    append(box, to: &row)
  }

  /// Draws a call as one box, with the equal one before it: `[ bottleneck 64 ] ×3`.
  private mutating func fold(
    _ call: Invocation, id: String, nodes: Range<Int>, into row: inout Row
  ) {
    let text = detail.isAbbreviated ? call.briefCaption : call.caption
    if case .box(var box)? = row.last, var fold = box.fold, case .calls(of: call) = fold.content {
      fold.parts.append((id, nodes))
      box.fold = fold
      let caption = Caption(text: text, nodes: box.first..<nodes.upperBound)
      row.replaceLast(with: .box(box.saying(caption)))
      leave(nodes, of: &row)
    } else {
      appendWire(to: &row)
      var box = box(Caption(text: text, nodes: nodes))
      box.fold = Fold(content: .calls(of: call), parts: [(id, nodes)])
      append(box, to: &row)
    }
  }

  private mutating func append(_ fold: Box, to row: inout Row) {
    row.append(.box(fold))
    leave(fold.captions[0].nodes, of: &row)
  }
  /// Goes on behind nodes that are folded.
  private mutating func leave(_ nodes: Range<Int>, of row: inout Row) {
    strides.append(nodes)
    next = nodes.upperBound
    row.output = next - 1
    row.isNormalized = false
  }

  private mutating func append(_ blocks: [Block], join: any Operation, to row: inout Row) {
    appendWire(to: &row)
    var (rows, ranges): ([Row], [Range<Int>]) = ([], [])
    for block in blocks {
      let start = next
      var branch = Row(after: row.output)
      branch.isNormalized = row.isNormalized
      extend(&branch, with: block)
      appendWire(to: &branch)
      rows.append(branch)
      ranges.append(start..<next)
    }
    var end = box(caption(join))
    if end.captions[0].text.unicodeScalars.count == 1 {
      end.frame = .round
      end.isMarkedInside = false
    }
    let runs = detail.options.isUnfolded ? [] : graph.runs(of: ranges)
    // a fork of nothing but equal paths says how many there are
    if runs.first?.count == blocks.count { end.paths = blocks.count }
    let branches = Branch.folded(rows, ranges, runs: runs, detail)
    row.append(.fork(Fork(of: row.output, branches, join: end)))
    let drawn = detail.options.window.map { [$0] } ?? branches.compactMap(\.number)
    for path in runs.joined() where !drawn.contains(path) { strides.append(ranges[path]) }
    row.output = end.first
    row.isNormalized = false
  }

  /// Lets the output of a row leave it, with its shape where that is news.
  private func appendWire(to row: inout Row) {
    var isLabelled = !isSketch && (row.output == 0 || row.output == graph.nodes.count - 1)
    var isFold = false
    switch row.last {
    case .wire, nil: return
    case .fork: isLabelled = isLabelled || detail.showsShapes && !isSketch
    case .box(let box):
      let isNews = graph.nodes[box.first].inputs.contains {
        graph.nodes[$0].shape != graph.nodes[row.output].shape
      }
      isLabelled = isLabelled || isNews && detail.showsShapes
      if case .calls? = box.fold?.content { isFold = true }
    }
    // folded blocks of one size stand together, as the stage that they are
    guard isLabelled || detail.showsShapes && !isFold else { return }
    let shape = graph.nodes[row.output].shape
    row.append(.wire(from: row.output, label: isLabelled ? shape.description : nil))
  }

  private mutating func caption(_ operation: any Operation) -> Caption {
    next += 1
    return Caption(
      text: detail.isAbbreviated ? operation.shortCaption : operation.caption,
      nodes: next - 1..<next, role: (operation as? Sketch)?.mark.role ?? .text)
  }
  private func box(_ caption: Caption) -> Box {
    Box(caption, isMarkedInside: detail.isGathered)
  }
}
