import Networks
import Screens

extension Diagram {
  /// Where the wire of the first branch runs, from `x` to `y`.
  private var spine: Int { boxes[0].port }

  /// The row of a node that stands on the wire of the first branch; nothing of others.
  func spineRow(of node: Int) -> Int? {
    let box = boxes[boxOfNode[node]]
    return box.port == spine ? box.position.row : nil
  }
  /// Whether a box stands on one of many equal paths beside the first, which tells of them all.
  func isOfEqualPath(_ box: PlacedBox) -> Bool {
    guard box.port != spine else { return false }
    return labels.contains { label in
      label.position.column + label.text.count / 2 == box.port
        && label.position.row < box.position.row && label.text.allSatisfy(\.isNumber)
    }
  }

  /// The same picture with blank stretches of wire: `rows` gives the new row of each old one, and
  /// beyond them the new height.
  init(stretching other: Diagram, to rows: [Int]) {
    func moved(_ position: Position) -> Position {
      Position(position.column, rows[position.row])
    }
    size = Size(other.size.width, rows[other.size.height])
    stops = other.stops
    opened = other.opened
    nodeCount = other.nodeCount
    boxOfNode = other.boxOfNode
    labels = other.labels.map { PlacedText(text: $0.text, position: moved($0.position)) }
    forks = other.forks.map { PlacedFork(node: $0.node, position: moved($0.position)) }
    joins = other.joins.map(moved)
    boxes = other.boxes.map { placed in
      PlacedBox(
        box: placed.box, position: moved(placed.position),
        captions: placed.captions.map {
          PlacedCaption(caption: $0.caption, position: moved($0.position))
        })
    }
    var canvas = Canvas(size)
    let ports = Dictionary(
      other.boxes.map { (Position($0.port, $0.position.row), $0) }, uniquingKeysWith: { $1 })
    for row in 0..<other.size.height {
      for column in 0..<other.size.width {
        let wire = other.canvas[column, row]
        canvas[column, rows[row]] = wire
        guard row + 1 < other.size.height else { continue }
        let next = other.canvas[column, row + 1]
        let (upper, lower) = (
          ports[Position(column, row)], ports[Position(column, row + 1)]
        )
        guard wire.arms.contains(.down) || upper != nil, next.arms.contains(.up) || lower != nil
        else { continue }
        var passage = wire.arms.contains(.down) ? wire.passage : next.passage
        if let upper, let lower {
          passage = Passage(
            forward: (upper.captions.last?.nodes.upperBound ?? 1) - 1,
            backward: Step.backward(lower.box.first).moment(of: other.nodeCount))
        }
        canvas.addVertical(
          column, rows[row] + 1..<rows[row + 1], passage,
          isDotted: wire.isDotted || next.isDotted)
      }
    }
    self.canvas = canvas
  }
}

extension PlacedBox {
  /// The column in which a wire enters and leaves it.
  var port: Int { position.column + box.width / 2 }
}
