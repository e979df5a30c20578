import Networks
import Screens

/// The picture of a block: boxes in a row on a wire, branches side by side between a fork and
/// their join.
///
///               [ x ]
///                 │ 8×8×16
///                 ├─────────────────┐
///     [ conv 3×3, 16 · BN · ReLU ]  │
///                 │                 │
///        [ conv 3×3, 16 · BN ]      │
///                 │                 │
///                 ├◄────────────────┘
///                (+)
///                 │ 8×8×16
///             [ ReLU ]
///                 │ 8×8×16
///               [ y ]
///
/// Both passes share one geometry, and no step changes it: what moves is the mark of the running
/// step and how far the lines are heavy.
public struct Diagram: Sendable {
  public let size: Size
  /// The steps at which a walk through the picture halts: a path that is folded, and each call in a
  /// folded block, are taken in one.
  public let stops: [Step]
  /// The names among `Options.opened` of something that would else be folded.
  public let opened: Set<String>
  let nodeCount: Int
  let canvas: Canvas
  let boxes: [PlacedBox]
  let labels: [PlacedText]
  let forks: [PlacedFork]
  /// Where the last branch of each join rejoins the first.
  let joins: [Position]
  /// For each node the box in which it stands.
  let boxOfNode: [Int]

  /// Which way a picture is read: data runs down, gradients run up.
  public enum Pass: Sendable { case forward, backward }

  /// How a picture is drawn.
  public struct Options: Hashable, Sendable {
    /// The columns that the picture should not exceed; where nothing fits it is wider.
    public var width: Int?
    /// Whether BN and activation stand in the row of their convolution, or each in its own.
    public var isGathered: Bool
    /// Whether shapes stand on the wires where they change; without them rows move together.
    public var showsShapes: Bool
    /// Whether everything is shown, however often it repeats.
    public var isUnfolded: Bool
    /// The stages and blocks that are drawn from within where an overview folds them: `conv4_x`,
    /// `bottleneck3`.
    public var opened: Set<String>
    /// The number of a path that is drawn among many equal ones, besides the first two and the last.
    public var window: Int?

    public init(
      width: Int? = nil, isGathered: Bool = true, showsShapes: Bool = true,
      isUnfolded: Bool = false, opened: Set<String> = [], window: Int? = nil
    ) {
      self.width = width
      self.isGathered = isGathered
      self.showsShapes = showsShapes
      self.isUnfolded = isUnfolded
      self.opened = opened
      self.window = window
    }
  }

  /// Lays out a network.
  ///
  ///     let network = try Network("conv 3x3 16 stride: 2, relu", on: Shape(8, 8, 3))
  ///     Diagram(network).draw().lines[2]  // "[ conv 3×3/2, 16 · ReLU ]"
  public init(_ network: Network, options: Options = Options()) {
    self.init(block: network.block, graph: network.graph, options: options)
  }
  /// Lays out a block whose operations are the nodes of `graph`, in order.
  public init(block: Block, graph: Graph, options: Options = Options()) {
    var detail = Detail(options)
    var outline = Outliner.outline(block, of: graph, detail)
    while let width = options.width, outline.row.extent.width > width, let less = detail.less {
      detail = less
      outline = Outliner.outline(block, of: graph, detail)
    }
    let layout = Layout(outline.row, of: graph)
    size = layout.canvas.size
    opened = outline.opened
    nodeCount = graph.nodes.count
    canvas = layout.canvas
    boxes = layout.boxes
    labels = layout.labels
    forks = layout.forks
    joins = layout.joins
    boxOfNode = layout.boxOfNode
    stops = graph.stops(taking: outline.strides, forks: Set(layout.forks.map(\.node)))
  }

  /// Where the mark of a step stands: for the cursor, and to keep it in sight.
  public func position(of step: Step) -> Position { mark(of: step).position }

  /// What a node is called in the picture, alone or with all that is folded with it.
  func caption(of node: Int) -> PlacedCaption {
    let placed = boxes[boxOfNode[node]]
    return placed.captions.first { $0.nodes.contains(node) } ?? placed.captions[0]
  }

  /// The columns from the mark of a step to the end of what it marks.
  func mark(of step: Step) -> (position: Position, width: Int) {
    switch step {
    case .forward(let node), .backward(let node), .update(let node, _):
      return boxes[boxOfNode[node]].mark(of: caption(of: node))
    case .loss:
      let end = boxes[boxes.count - 1]
      return end.mark(of: end.captions[0])
    case .gather(let node):
      guard let fork = forks.first(where: { $0.node == node }) else {
        // the fork is hidden in a folded block
        return mark(of: .backward(node))
      }
      return (fork.position.moved(-1, 0), "▸Σ◄".unicodeScalars.count)
    }
  }

  /// The folded stage or call in which a node is hidden, as `Options.opened` names it.
  public func fold(of node: Int) -> String? {
    boxes[boxOfNode[node]].box.fold?.parts.first { $0.nodes.contains(node) }?.id
  }
  /// The rows in which something has a mark.
  public var markedRows: [Int] {
    boxes.filter { $0.box.captions.contains { $0.role != .text } }.map(\.position.row)
  }
  /// What is folded and can be opened, from `x` to `y`.
  public var folds: [String] { boxes.flatMap { $0.box.fold?.parts.map(\.id) ?? [] } }

  /// The first of the nodes for which the caption at a position stands, or its mark; nothing
  /// elsewhere.
  ///
  ///     diagram.node(at: diagram.position(of: .forward(1)))  // 1
  public func node(at position: Position) -> Int? {
    for box in boxes where box.position.row == position.row {
      for caption in box.captions {
        let mark = box.mark(of: caption)
        if mark.position.column..<mark.position.column + mark.width ~= position.column {
          return caption.nodes.first
        }
      }
    }
    return nil
  }
}
