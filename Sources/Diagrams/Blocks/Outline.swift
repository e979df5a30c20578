import Networks
import Screens

/// What a picture shows of a block once folds are applied.
struct Outline {
  /// All from `x` to `y`.
  let row: Row
  /// The nodes of paths and calls that a walk through the picture takes in one step.
  let strides: [Range<Int>]
  /// The names of folds that were to be opened, as far as there are such folds.
  let opened: Set<String>
}

/// Boxes and forks on one wire.
struct Row {
  private(set) var parts: [OutlinePart] = []
  /// The node whose output leaves the row: while it is bare, that which enters it.
  var output: Int
  /// Whether its last box begins with a normalization.
  var isNormalized = false
  private(set) var extent = Extent(left: 0, right: 0, height: 0)

  init(after input: Int) { output = input }

  var last: OutlinePart? { parts.last }
  /// Whether its last box takes in a normalization or an activation that follows.
  var canGather: Bool { if case .box(let box)? = parts.last { box.canGather } else { false } }
  /// How many operations and folded blocks it shows.
  var operations: Int { parts.reduce(0) { $0 + $1.operations } }
  /// Puts a part at the lower end.
  mutating func append(_ part: OutlinePart) {
    parts.append(part)
    extent = extent.above(part.extent)
  }
  /// Puts an operation into the box that stands last, which may be a long one.
  mutating func gather(_ caption: Caption) {
    guard case .box(var box)? = parts.popLast() else { return }
    // taken out of the row, its captions are not copied
    box.gather(caption)
    extent = extent.above(Extent(left: box.extent.left, right: box.extent.right, height: 0))
    parts.append(.box(box))
  }
  /// Puts another part in the place of the last, which was narrower and as high.
  mutating func replaceLast(with part: OutlinePart) {
    parts[parts.count - 1] = part
    extent = extent.above(Extent(left: part.extent.left, right: part.extent.right, height: 0))
  }
}

/// One thing on the wire of a row.
enum OutlinePart {
  case box(Box)
  case fork(Fork)
  /// The wire itself for one row, with the shape of what it carries.
  case wire(from: Int, label: String?)

  var extent: Extent {
    switch self {
    case .box(let box): box.extent
    case .fork(let fork): fork.extent
    case .wire(_, let label):
      Extent(left: 0, right: label.map { $0.unicodeScalars.count + 1 } ?? 0, height: 1)
    }
  }
  var operations: Int {
    switch self {
    case .box(let box): box.captions.count
    case .fork(let fork): fork.branches.reduce(1) { $0 + $1.operations }
    case .wire: 0
    }
  }
}

/// Branches side by side, and the join that ends them.
struct Fork {
  /// The node whose output forks.
  let input: Int
  let branches: [Branch]
  let join: Box
  let extent: Extent

  init(of input: Int, _ branches: [Branch], join: Box) {
    var extent = join.extent
    var branches = branches
    var column = 0
    for index in branches.indices {
      if index > 0 { column += Extent.gap + branches[index].extent.left + 1 }
      branches[index].column = column
      extent.left = max(extent.left, branches[index].extent.left - column)
      column += branches[index].extent.right
      extent.right = max(extent.right, column)
    }
    // above and below the branches the lines of fork and join, then the join
    extent.height = 3 + (branches.map(\.rowsBelowFork).max() ?? 0)
    self.input = input
    self.branches = branches
    self.join = join
    self.extent = extent
  }
}

/// A branch of a fork, or several that are folded into one.
struct Branch {
  enum Content {
    case row(Row)
    /// A dotted line with the number of branches that it stands for.
    case more(Box)
  }
  let content: Content
  /// Its number among equal ones, written where it leaves the fork.
  var number: Int?
  /// The column of its wire, counted from that of the first branch.
  var column = 0

  /// Whether it begins with a fork, whose line is then that of the fork which it leaves.
  var isMerged: Bool {
    if case .row(let row) = content, case .fork? = row.parts.first { number == nil } else { false }
  }
  var extent: Extent {
    switch content {
    case .row(let row): row.extent
    case .more(let box): box.extent
    }
  }
  var operations: Int {
    switch content {
    case .row(let row): row.operations
    case .more: 1
    }
  }
  var rowsBelowFork: Int { extent.height + (number == nil ? 0 : 1) - (isMerged ? 1 : 0) }
}

/// Operations in one box, `[ conv 3×3, 16 · BN · ReLU ]`, a join, `(+)`, or a folded block,
/// `[ bottleneck 64 ] ×3`.
struct Box {
  enum Frame { case square, round, none }
  /// One, or in a gathered box several.
  private(set) var captions: [Caption]
  /// The columns of the captions with what stands between them.
  private var length: Int
  var frame = Frame.square
  /// Whether normalization and activation that follow may join it.
  var canGather = false
  /// What it folds, if it does.
  var fold: Fold?
  /// How many branches a join ends where they are not all drawn.
  var paths: Int?
  /// Whether captions are marked within the brackets, in place of the blank before them.
  var isMarkedInside = false

  static let separator = " · "

  init(_ caption: Caption, frame: Frame = .square, isMarkedInside: Bool = false) {
    captions = [caption]
    length = caption.text.unicodeScalars.count
    self.frame = frame
    self.isMarkedInside = isMarkedInside
  }

  mutating func gather(_ caption: Caption) {
    captions.append(caption)
    length += Box.separator.unicodeScalars.count + caption.text.unicodeScalars.count
  }
  /// The same box with other words.
  func saying(_ caption: Caption) -> Box {
    var box = self
    box.captions = [caption]
    box.length = caption.text.unicodeScalars.count
    return box
  }

  var first: Int { captions[0].nodes.lowerBound }

  var text: String {
    let text = captions.map(\.text).joined(separator: Box.separator)
    return switch frame {
    case .square: "[ \(text) ]"
    case .round: "(\(text))"
    case .none: text
    }
  }
  var width: Int { length + 2 * inset }
  /// The columns before the first caption.
  var inset: Int {
    switch frame {
    case .square: 2
    case .round: 1
    case .none: 0
    }
  }
  /// What stands behind it.
  var note: String {
    if let paths { return "  \(paths) paths" }
    return fold?.note ?? ""
  }
  var extent: Extent {
    Extent(
      left: width / 2 + (isMarkedInside ? 0 : 1),
      right: width - 1 - width / 2 + note.unicodeScalars.count, height: 1)
  }
}

/// Equal calls in a row, or the calls of a stage, that are drawn as one box.
struct Fold {
  enum Content {
    case calls(of: Invocation)
    /// With what it is made of: `6 × bottleneck 256`.
    case stage(String)
  }
  let content: Content
  /// What can be opened, as `Diagram.Options.opened` names it.
  var parts: [(id: String, nodes: Range<Int>)]

  /// What stands behind the box.
  var note: String {
    switch content {
    case .calls: parts.count > 1 ? " ×\(parts.count)" : ""
    case .stage(let caption): "  \(caption)"
    }
  }
}

/// What a picture calls some nodes.
struct Caption {
  let text: String
  let nodes: Range<Int>
  var role = Role.text
}

/// The columns that something needs to the left and the right of its wire, and its rows.
struct Extent {
  var left: Int
  var right: Int
  var height: Int

  /// Blank columns between neighbours.
  static let gap = 2

  var width: Int { left + 1 + right }
  func above(_ other: Extent) -> Extent {
    Extent(
      left: max(left, other.left), right: max(right, other.right), height: height + other.height)
  }
}
