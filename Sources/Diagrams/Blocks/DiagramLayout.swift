import Networks
import Screens

/// A box with its place on the grid.
struct PlacedBox {
  let box: Box
  /// Where it begins.
  let position: Position
  let captions: [PlacedCaption]

  /// Where the mark of a caption stands, and the columns from there to the end of the caption,
  /// or of the box if that is marked before its bracket.
  func mark(of caption: PlacedCaption) -> (position: Position, width: Int) {
    box.isMarkedInside
      ? (caption.position.moved(-1, 0), 1 + caption.width)
      : (position.moved(-1, 0), 1 + box.width)
  }
}

/// A caption with its place on the grid.
struct PlacedCaption {
  let caption: Caption
  let position: Position

  var nodes: Range<Int> { caption.nodes }
  var width: Int { caption.text.unicodeScalars.count }
}

/// A line of text beside or in a wire.
struct PlacedText {
  let text: String
  let position: Position
}

/// A fork with its place on the grid, where in the backward pass a sum stands.
struct PlacedFork {
  let node: Int
  let position: Position
}

/// Gives every part of an outline its place and draws its wires.
struct Layout {
  let graph: Graph
  var canvas: Canvas
  var boxes: [PlacedBox] = []
  var labels: [PlacedText] = []
  var forks: [PlacedFork] = []
  var joins: [Position] = []
  /// For each node the box in which it stands.
  var boxOfNode: [Int]

  init(_ row: Row, of graph: Graph) {
    self.graph = graph
    canvas = Canvas(Size(row.extent.left + 1 + row.extent.right, row.extent.height))
    boxOfNode = Array(repeating: 0, count: graph.nodes.count)
    place(row, at: Position(row.extent.left, 0))
  }

  /// Places a row from `position` down; returns the position below it.
  @discardableResult
  private mutating func place(_ row: Row, at position: Position, isMerged: Bool = false) -> Position
  {
    var position = position
    for (index, part) in row.parts.enumerated() {
      switch part {
      case .box(let box): place(box, at: position)
      case .fork(let fork): place(fork, at: position, isMerged: isMerged && index == 0)
      case .wire(let node, let label):
        canvas.addVertical(position.column, position.row..<position.row + 1, passage(after: node))
        if let label {
          labels.append(PlacedText(text: label, position: position.moved(2, 0)))
        }
      }
      position.row += part.extent.height
    }
    return position
  }

  private mutating func place(_ fork: Fork, at position: Position, isMerged: Bool) {
    let (column, top) = (position.column, position.row)
    let bottom = top + fork.extent.height - 2
    if !isMerged { canvas.add(.up, column, top, passage(after: fork.input)) }
    // a stretch between two branches is shared by all that lie to the right of it
    var (entries, exits) = (Passage.never, Passage.never)
    for (index, branch) in fork.branches.enumerated().reversed() {
      let port = column + branch.column
      let (entry, exit) = (entry(of: branch, in: fork), exit(of: branch, in: fork))
      // a fork of one branch draws no line that another could be part of
      place(
        branch, at: Position(port, top + (branch.isMerged ? 0 : 1)), to: bottom, exit,
        isMerged: branch.isMerged && (isMerged || fork.branches.count > 1))
      if !branch.isMerged { canvas.add(.down, port, top, entry) }
      canvas.add(.up, port, bottom, exit)
      entries.join(entry)
      exits.join(exit)
      if index > 0 {
        let previous = column + fork.branches[index - 1].column
        canvas.addHorizontal(previous...port, top, entries)
        canvas.addHorizontal(previous...port, bottom, exits)
      }
    }
    canvas.add(.down, column, bottom, exits)
    if fork.branches.count > 1 {
      if !isMerged { forks.append(PlacedFork(node: fork.input, position: position)) }
      joins.append(Position(column + 1, bottom))
    }
    place(fork.join, at: Position(column, bottom + 1))
  }

  /// Places a branch and stretches its wire down to the line of the join.
  private mutating func place(
    _ branch: Branch, at position: Position, to bottom: Int, _ exit: Passage, isMerged: Bool
  ) {
    var position = position
    switch branch.content {
    case .row(let row):
      if let number = branch.number {
        let text = String(number)
        labels.append(PlacedText(text: text, position: position.moved(-(text.count / 2), 0)))
        position.row += 1
      }
      position = place(row, at: position, isMerged: isMerged)
      canvas.addVertical(position.column, position.row..<bottom, exit)
    case .more(let box):
      let middle = (position.row + bottom) / 2
      canvas.addVertical(position.column, position.row..<middle, exit, isDotted: true)
      place(box, at: Position(position.column, middle))
      canvas.addVertical(position.column, middle + 1..<bottom, exit, isDotted: true)
    }
  }

  private mutating func place(_ box: Box, at position: Position) {
    let start = position.moved(-(box.width / 2), 0)
    var text = start.moved(box.inset, 0)
    var captions: [PlacedCaption] = []
    for caption in box.captions {
      captions.append(PlacedCaption(caption: caption, position: text))
      text.column += caption.text.unicodeScalars.count + Box.separator.unicodeScalars.count
      for node in caption.nodes { boxOfNode[node] = boxes.count }
    }
    boxes.append(PlacedBox(box: box, position: start, captions: captions))
  }

  /// The wire on which the output of a node leaves it.
  private func passage(after node: Int) -> Passage {
    let readers = graph.consumers[node]
    let arrival: Step =
      readers.count > 1 ? .gather(node) : readers.first.map { .backward($0) } ?? .loss
    return Passage(forward: node, backward: arrival.moment(of: graph.nodes.count))
  }
  private func entry(of branch: Branch, in fork: Fork) -> Passage {
    Passage(forward: fork.input, backward: moment(backward: reader(of: branch, in: fork)))
  }
  private func exit(of branch: Branch, in fork: Fork) -> Passage {
    let backward = moment(backward: fork.join.first)
    return switch branch.content {
    case .row(let row): Passage(forward: row.output, backward: backward)
    case .more(let box): Passage(forward: box.captions[0].nodes.upperBound - 1, backward: backward)
    }
  }
  private func moment(backward node: Int) -> Int {
    Step.backward(node).moment(of: graph.nodes.count)
  }
  /// The node of a branch that is the first to send a gradient back to the fork.
  private func reader(of branch: Branch, in fork: Fork) -> Int {
    switch branch.content {
    case .more(let box): return box.first
    case .row(let row):
      switch row.parts.first {
      case .box(let box): return box.first
      case .fork(let inner):
        return inner.branches.map { reader(of: $0, in: inner) }.max() ?? inner.join.first
      case .wire, nil: return fork.join.first
      }
    }
  }
}
