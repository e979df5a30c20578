import Diagrams
import Networks
import Screens
import Tensors

/// One number of a step, opened: the cells that take part, and its products one by one.
///
/// It is the inner level of the stepper: the cell, the way and the product stay when one leaves it.
struct Element: Sendable {
  /// Where the keys go: through the products, or over the cells of what is wanted.
  enum Pane: Sendable {
    case products, cells
  }

  let walk: Walk
  let step: Step
  let node: Node
  /// What can be opened here: the output, or the gradients in inputs and parameters.
  let quantities: [Quantity]
  /// Which of them is.
  private(set) var chosen = 0
  /// The cell of each, an index into its tensor.
  private var cells: [[Int]]
  private(set) var way = Way.gather
  private(set) var pane = Pane.products
  /// The running product, or stamp, counted from 0.
  private(set) var running = 0
  /// Whether what is impossible or zero is listed though there is little room, or left out though
  /// there is enough.
  private(set) var isFlipped = false
  /// The central difference of the cell, once it was asked for.
  private(set) var verification: Verification?
  /// Those of the whole tensor, while they are shown.
  private(set) var sweep: Sweep?

  /// Opens a step; nothing for those that compute no number of an operation: the input and the loss.
  ///
  /// Of a batch it begins in one image.
  init?(_ step: Step, of walk: Walk, image: Int = 0) {
    switch step {
    case .forward(0), .loss, .update: return nil
    case .forward(let index):
      node = walk.graph.nodes[index]
      quantities = walk.graph.quantities(of: node).filter { !$0.isGradient }
    case .backward(let index):
      node = walk.graph.nodes[index]
      quantities = walk.graph.quantities(of: node).filter(\.isGradient)
    case .gather(let index):
      node = walk.graph.nodes[index]
      quantities = [.outputGradient]
    }
    self.walk = walk
    self.step = step
    cells = quantities.map { quantity in
      let shape = (try? walk.trace.tensor(quantity, of: walk.graph.nodes[step.node]))?.shape
      var cell = Self.middle(of: shape ?? Shape(1), isParameter: quantity.isOfParameter)
      if !quantity.isOfParameter, let count = shape?.extents.first {
        cell[0] = min(image, count - 1)
      }
      return cell
    }
  }

  /// The cell in the middle of rows and columns, first of channels and images.
  private static func middle(of shape: Shape, isParameter: Bool) -> [Int] {
    let extents = shape.extents
    guard extents.count == 4, !isParameter else { return extents.map { _ in 0 } }
    return [0, extents[1] / 2, extents[2] / 2, 0]
  }

  var quantity: Quantity { quantities[chosen] }
  var cell: [Int] { cells[chosen] }
  /// The tensor in which the cell is.
  var wanted: Tensor<Double> {
    (try? walk.trace.tensor(quantity, of: node)) ?? Tensor(zeros: Shape(1))
  }
  var isKernel: Bool {
    if case .parameterGradient = quantity { return wanted.shape.rank == 4 }
    return false
  }
  var ways: [Way] { Way.all(to: quantity, of: node, in: walk) }

  /// The sum behind the number.
  var sum: ElementSum { ElementSum(self) }

  /// How many products or stamps there are to step through.
  var count: Int {
    switch way {
    case .scatter:
      walk.trace.inputGradient(quantity, of: node)?.stampCount
        ?? walk.trace.kernelGradient(quantity, of: node)?.stampCount ?? 1
    case .gather, .insertion, .matrix: sum.products.count
    }
  }
}

extension Element {
  /// Does what a command asks for; returns a sentence to be said where it can do nothing.
  mutating func press(_ command: Command) -> [Effect] {
    switch (pane, command) {
    case (.products, .next), (.products, .down), (_, .nextPoint): run(to: running + 1)
    case (.products, .back), (.products, .up), (_, .previousPoint): run(to: running - 1)
    case (.products, .pageDown): run(to: running + 10)
    case (.products, .pageUp): run(to: running - 10)
    case (_, .first): run(to: 0)
    case (_, .last): run(to: count - 1)
    case (.cells, .next): move(column: 1)
    case (.cells, .back): move(column: -1)
    case (.cells, .down): move(row: 1)
    case (.cells, .up): move(row: -1)
    case (.cells, .pageDown): move(page: 1)
    case (.cells, .pageUp): move(page: -1)
    case (_, .nextImage) where !quantity.isOfParameter: move(page: 1)
    case (_, .previousImage) where !quantity.isOfParameter: move(page: -1)
    case (_, .nextSibling): move(sibling: 1)
    case (_, .previousSibling): move(sibling: -1)
    case (_, .nextPane): turnPane(by: 1)
    case (_, .previousPane): turnPane(by: -1)
    case (_, .otherWay): turn(to: ways[((ways.firstIndex(of: way) ?? 0) + 1) % ways.count])
    case (_, .open): return flip()
    case (_, .verify): verification = verification == nil ? Verification(self) : nil
    // the keys stay where they are: → goes on stepping through the products
    case (_, .verifyAll): sweep = sweep == nil ? Sweep(self) : nil
    default: break
    }
    return []
  }

  /// Lists all positions, or only those with a product.
  private mutating func flip() -> [Effect] {
    guard way == .gather || way == .insertion, sum.lines.count > sum.products.count else {
      return [.say("Every position here has a product that is listed.")]
    }
    guard sweep == nil else {
      return [.say("Errors are shown in the place of the products; V takes them away.")]
    }
    isFlipped.toggle()
    return []
  }

  /// Shows the same number in another way, at the same product: as a stamp, a position of the
  /// spread map or an entry of the matrix.
  mutating func turn(to way: Way) {
    let product = GivenCell(self)
    self.way = way
    sweep = nil
    running = product?.place(in: self) ?? 0
  }
  /// Gives the keys to a pane.
  mutating func enter(_ pane: Pane) { self.pane = pane }
  mutating func run(to index: Int) { running = max(0, min(index, count - 1)) }

  /// The products, then the cells of each quantity that can be opened.
  private mutating func turnPane(by turn: Int) {
    let places = quantities.count + 1
    let place = pane == .products ? 0 : chosen + 1
    let next = (place + turn + places) % places
    pane = next == 0 ? .products : .cells
    if next == 0 { sweep = nil }
    guard next > 0, next - 1 != chosen else { return }
    chosen = next - 1
    sweep = nil
    changedCell()
  }

  private mutating func move(row: Int = 0, column: Int = 0, sibling: Int = 0, page: Int = 0) {
    let axes = CellAxes(wanted.shape, isParameter: quantity.isOfParameter)
    var cell = cell
    func shift(_ axis: Int?, by step: Int) {
      guard let axis, step != 0 else { return }
      cell[axis] = max(0, min(cell[axis] + step, wanted.shape[axis] - 1))
    }
    shift(axes.row, by: row)
    shift(axes.column, by: column)
    shift(axes.sibling, by: sibling)
    shift(axes.page, by: page)
    choose(cell)
  }

  /// Goes to another cell of what is wanted.
  mutating func choose(_ cell: [Int]) {
    guard cell != self.cell, wanted.shape.offset(of: cell) != nil else { return }
    cells[chosen] = cell
    changedCell()
  }

  /// Goes to a cell of one of the quantities; false where there is none.
  mutating func go(to quantity: Quantity, at cell: [Int]) -> Bool {
    guard let place = quantities.firstIndex(of: quantity) else { return false }
    chosen = place
    guard wanted.shape.offset(of: cell) != nil else { return false }
    choose(cell)
    return true
  }

  /// Turns to another of the quantities.
  mutating func choose(quantity place: Int) { chosen = place }

  /// Goes to a cell that is named by row and column, or by more of its index; its image may come first.
  mutating func choose(named place: [Int]) { choose(index(named: place)) }

  func index(named place: [Int]) -> [Int] {
    let rank = wanted.shape.rank
    let axes = quantity.isOfParameter || place.count == rank ? place : [0] + place
    return Array((axes + Array(repeating: 0, count: rank)).prefix(rank))
  }

  /// The same sight of the same quantity, as far as there is one.
  mutating func resume(_ other: Element) {
    guard let place = quantities.firstIndex(of: other.quantity) else { return }
    chosen = place
    if wanted.shape.offset(of: other.cell) != nil { cells[place] = other.cell }
    way = ways.contains(other.way) ? other.way : ways[0]
    pane = other.pane
    running = max(0, min(other.running, count - 1))
  }

  private mutating func changedCell() {
    if !ways.contains(way) { way = ways[0] }
    // a stamp stays the same stamp wherever one looks; products are of the cell
    running = way == .scatter ? min(running, max(count - 1, 0)) : 0
    isFlipped = false
    verification = nil
  }
}
