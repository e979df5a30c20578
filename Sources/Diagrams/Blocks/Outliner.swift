import Networks
import Tensors

/// Follows a block along its graph and decides what is shown of it.
struct Outliner {
  let graph: Graph
  let detail: Detail
  /// The node of the next operation: leaves stand in the order of the graph.
  private var next = 1

  /// A picture of more operations than this gives way to an overview.
  static let readable = 60
  /// Of so many equal neighbours only the first, the second and the last are drawn.
  static let manyBranches = 4

  private init(_ graph: Graph, _ detail: Detail) {
    self.graph = graph
    self.detail = detail
  }

  /// What is shown from `x` to `y`; of a large network an overview with its calls as boxes.
  static func outline(_ block: Block, of graph: Graph, _ detail: Detail) -> Row {
    var outliner = Outliner(graph, detail)
    let row = outliner.picture(of: block)
    guard !detail.isUnfolded, !detail.boxesCalls, row.operations > readable else { return row }
    var overview = detail
    overview.boxesCalls = true
    outliner = Outliner(graph, overview)
    return outliner.picture(of: block)
  }

  private mutating func picture(of block: Block) -> Row {
    let end = graph.nodes.count
    var row = Row(after: 0)
    row.append(.box(box(Caption(text: graph.nodes[0].operation.caption, nodes: 0..<1))))
    appendWire(to: &row)
    extend(&row, with: block.called)
    appendWire(to: &row)
    row.append(.box(box(Caption(text: "y", nodes: end..<end))))
    return row
  }

  private mutating func extend(_ row: inout Row, with block: Block) {
    switch block {
    case .operation(let operation, _):
      append(operation, to: &row)
    case .sequence(let blocks), .rounds(let blocks):
      for block in blocks { extend(&row, with: block) }
    case .call(let invocation, let body):
      if detail.boxesCalls && body.isWorthFolding {
        append(invocation, of: body.operationCount, to: &row)
      } else {
        extend(&row, with: body)
      }
    case .branches(let blocks, let join, _):
      append(blocks, join: join, to: &row)
    }
  }

  private mutating func append(_ operation: any Operation, to row: inout Row) {
    let caption = caption(operation)
    if detail.isGathered, operation.isGathered, case .box(var box)? = row.last, box.call == nil {
      box.captions.append(caption)
      row.replaceLast(with: .box(box))
    } else {
      appendWire(to: &row)
      row.append(.box(box(caption)))
    }
    row.output = caption.nodes.lowerBound
  }

  /// Equal calls in a row are one box: `[ bottleneck 64 ] ×3`.
  private mutating func append(_ call: Invocation, of count: Int, to row: inout Row) {
    let text = detail.isAbbreviated ? call.shortCaption : call.caption
    var folded = Box(
      captions: [Caption(text: text, nodes: next..<next + count)], call: call,
      isMarkedInside: detail.isGathered)
    if case .box(let box)? = row.last, box.call == call {
      folded.captions = [Caption(text: text, nodes: box.first..<next + count)]
      folded.times = box.times + 1
      row.replaceLast(with: .box(folded))
    } else {
      appendWire(to: &row)
      row.append(.box(folded))
    }
    next += count
    row.output = next - 1
  }

  private mutating func append(_ blocks: [Block], join: any Operation, to row: inout Row) {
    appendWire(to: &row)
    var (rows, ranges): ([Row], [Range<Int>]) = ([], [])
    for block in blocks {
      let start = next
      var branch = Row(after: row.output)
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
    let runs = detail.isUnfolded ? [] : graph.runs(of: ranges)
    // a fork of nothing but equal paths says how many there are
    if runs.first?.count == blocks.count { end.paths = blocks.count }
    row.append(.fork(Fork(of: row.output, Branch.folded(rows, ranges, runs: runs), join: end)))
    row.output = end.first
  }

  /// Lets the output of a row leave it, with its shape where that is news.
  private func appendWire(to row: inout Row) {
    let (isNews, isEnd): (Bool, Bool)
    switch row.last {
    case .wire, nil: return
    case .fork: isNews = true
    case .box(let box):
      let input = graph.nodes[box.first].inputs.first
      isNews = input.map { graph.nodes[$0].shape != graph.nodes[row.output].shape } ?? true
    }
    isEnd = row.output == 0 || row.output == graph.nodes.count - 1
    let isLabelled = isEnd || isNews && detail.showsShapes
    guard isLabelled || detail.showsShapes else { return }
    row.append(
      .wire(
        from: row.output, label: isLabelled ? graph.nodes[row.output].shape.description : nil))
  }

  private mutating func caption(_ operation: any Operation) -> Caption {
    next += 1
    return Caption(
      text: detail.isAbbreviated ? operation.shortCaption : operation.caption,
      nodes: next - 1..<next)
  }
  private func box(_ caption: Caption) -> Box {
    Box(captions: [caption], isMarkedInside: detail.isGathered)
  }
}
