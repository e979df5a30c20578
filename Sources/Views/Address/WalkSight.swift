import Lessons
import Networks
import Tensors

/// What is seen of a walk besides its step: the pane, a number that is opened, a tensor.
public struct WalkSight: Hashable, Sendable {
  /// What the keys go to.
  public enum Pane: String, CaseIterable, Hashable, Sendable {
    case block, tensors
    /// Those of a number: its products, or the cells of what is wanted.
    case products, cells
  }

  /// A cell by its index, with the name of what it is a cell of.
  public struct Cell: Hashable, Sendable {
    /// `dx`, `weight-gradient`, the name of a tensor; the first one of the step where nothing is said.
    public let name: String?
    /// Row and column, or more of its index; with a batch the image comes first.
    public let index: [Int]

    public init(of name: String? = nil, at index: [Int]) {
      (self.name, self.index) = (name, index)
    }

    /// Reads `dx:3,3,0` or `2,2`; nothing for another text.
    public init?(_ text: String) {
      let colon = text.lastIndex(of: ":")
      let numbers = colon.map { text[text.index(after: $0)...] } ?? text[...]
      let parts = numbers.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      guard 1...4 ~= parts.count, parts.allSatisfy({ $0.map { $0 >= 0 } ?? false }) else {
        return nil
      }
      self.init(of: colon.map { String(text[..<$0]) }, at: parts.compactMap { $0 })
    }
  }

  public var pane: Pane?
  /// The number that is opened.
  public var cell: Cell?
  /// How it is seen: `gather`, `scatter`, `zero-insertion`, `matrix`.
  public var way: Way?
  /// Its running product or stamp, from 0.
  public var product: Int?
  /// The tensor that is seen whole, at a cell.
  public var table: Cell?

  public init(cell: Cell? = nil) { self.cell = cell }
}

extension WalkSight.Cell: CustomStringConvertible {
  public var description: String {
    (name.map { "\($0):" } ?? "") + index.map(String.init).joined(separator: ",")
  }
}

extension Quantity {
  /// How an address calls it: `dx` and `dx:1` for what an operation sends back, else its name.
  var addressName: String {
    guard case .inputGradient(let input) = self else { return name }
    return input == 0 ? "dx" : "dx:\(input)"
  }
}

extension Element {
  /// Opens a step at a cell; nothing where there is no number to open.
  init?(_ step: Step, of walk: Walk, seenAs sight: WalkSight?) {
    guard let sight, let cell = sight.cell, var element = Element(step, of: walk) else {
      return nil
    }
    if let name = cell.name {
      guard
        let place = element.quantities.firstIndex(where: {
          name == $0.addressName || name == $0.name
        }
        )
      else { return nil }
      element.choose(quantity: place)
    }
    element.choose(named: cell.index)
    if let way = sight.way {
      guard element.ways.contains(way) else { return nil }
      element.turn(to: way)
    }
    if let product = sight.product { element.run(to: product) }
    if sight.pane == .cells { element.enter(.cells) }
    self = element
  }

  /// What is needed to open it again.
  var sight: WalkSight {
    var sight = WalkSight(cell: WalkSight.Cell(of: quantity.addressName, at: place))
    sight.way = way == .gather ? nil : way
    sight.product = running == 0 ? nil : running
    sight.pane = pane == .cells ? .cells : nil
    return sight
  }

  /// The index of the cell, without its image where that is the first one.
  private var place: [Int] {
    quantity.isOfParameter || cell.first != 0 || cell.count < 2 ? cell : Array(cell.dropFirst())
  }
}

extension Walk {
  /// Throws what a request wants to see here and this walk has not.
  public func check(_ request: WalkRequest) throws(Failure) {
    guard let start = request.start else { return try check(request.sight, at: steps[0]) }
    guard let step = start.step(in: graph), steps.contains(step) else {
      let known = steps.map { StepName($0, in: graph).addressName }
      throw Failure(
        "There is no step ‘\(start.addressName.quotable())’"
          + (nearest(to: start.addressName, among: known).map { "; did you mean ‘\($0)’?" } ?? "."))
    }
    try check(request.sight, at: step)
  }

  private func check(_ sight: WalkSight?, at step: Step) throws(Failure) {
    let place = StepName(step, in: graph).addressName
    if let table = sight?.table {
      let panels = Panel.of(step, in: self)
      guard let panel = panels.first(where: { $0.name == table.name }) else {
        throw Failure(
          "\(place) has no tensor ‘\((table.name ?? "").quotable())’; it has "
            + panels.map(\.name).joined(separator: ", ") + ".")
      }
      guard panel.tensor.shape.offset(of: table.index) != nil else {
        throw Failure("\(table) lies outside of \(panel.tensor.shape).")
      }
    }
    guard let cell = sight?.cell else { return }
    guard let first = Element(step, of: self) else {
      throw Failure("\(place) computes no number that can be opened.")
    }
    guard let element = Element(step, of: self, seenAs: sight) else {
      let way = sight?.way.map { " as \($0.rawValue)" } ?? ""
      throw Failure(
        "\(place) has no ‘\(cell.description.quotable())’\(way); it has "
          + first.quantities.map(\.addressName).joined(separator: ", ") + ".")
    }
    let shape = element.wanted.shape
    guard shape.offset(of: element.index(named: cell.index)) != nil else {
      throw Failure("\(cell) lies outside of \(shape).")
    }
  }
}
