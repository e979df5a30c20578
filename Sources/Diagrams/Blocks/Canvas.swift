import Networks
import Screens

/// When the two passes go through a piece of wire: the moments of the steps that send something
/// along it.
struct Passage {
  var forward: Int
  var backward: Int

  /// Where wires share a cell, the first to be passed counts.
  mutating func join(_ other: Passage) {
    forward = min(forward, other.forward)
    backward = min(backward, other.backward)
  }
  func moment(in pass: Diagram.Pass) -> Int { pass == .backward ? backward : forward }

  static let never = Passage(forward: .max, backward: .max)
}

extension Step {
  /// A number that grows along the steps of a graph of `count` nodes.
  func moment(of count: Int) -> Int {
    switch self {
    case .forward(let node): node
    case .loss: count
    case .gather(let node): count + 2 * (count - node)
    case .backward(let node): count + 2 * (count - node) + 1
    // all wires have been passed both ways
    case .update: 3 * count + 2
    }
  }
}

/// The wires of a picture: in each cell the arms of its lines, and when the passes go through.
struct Canvas {
  /// A cell with lines.
  struct Wire {
    var arms: Arms = []
    /// Whether it stands for several wires that are folded into one.
    var isDotted = false
    var passage = Passage.never
  }
  let size: Size
  private(set) var wires: [Wire]

  init(_ size: Size) {
    self.size = size
    wires = Array(repeating: Wire(), count: size.width * size.height)
  }

  subscript(column: Int, row: Int) -> Wire {
    get { wires[row * size.width + column] }
    set { wires[row * size.width + column] = newValue }
  }

  mutating func add(_ arms: Arms, _ column: Int, _ row: Int, _ passage: Passage) {
    self[column, row].arms.formUnion(arms)
    self[column, row].passage.join(passage)
  }
  mutating func addVertical(
    _ column: Int, _ rows: Range<Int>, _ passage: Passage, isDotted: Bool = false
  ) {
    for row in rows {
      add([.up, .down], column, row, passage)
      self[column, row].isDotted = isDotted
    }
  }
  /// A line from the first of `columns` to the last, both ends included.
  mutating func addHorizontal(_ columns: ClosedRange<Int>, _ row: Int, _ passage: Passage) {
    add(.right, columns.lowerBound, row, passage)
    for column in columns.dropFirst().dropLast() { add([.left, .right], column, row, passage) }
    add(.left, columns.upperBound, row, passage)
  }
}
