import Networks
import Screens

/// Two blocks as pictures whose equal operations share a row, with the list of what differs.
public struct Comparison: Sendable {
  /// What a line says of both sides; `+` and `−` as seen from the left.
  public enum Mark: String, Sendable {
    case both = "="
    case onlyLeft = "+"
    case onlyRight = "−"

    var role: Role {
      switch self {
      case .both: .text
      case .onlyLeft: .added
      case .onlyRight: .removed
      }
    }
  }
  /// An operation, or several that are folded, in the row where the pictures have it.
  public struct Line: Hashable, Sendable {
    public let mark: Mark
    public let text: String
    public let row: Int
  }
  /// What both cost of one thing.
  private struct Count {
    let name: String
    let left: Int
    let right: Int

    init(name: String, _ left: Graph, _ right: Graph, _ cost: (Node) -> Int) {
      self.name = name
      self.left = left.nodes.reduce(0) { $0 + cost($1) }
      self.right = right.nodes.reduce(0) { $0 + cost($1) }
    }
  }
  public let left: Diagram
  public let right: Diagram
  public let alignment: Alignment
  /// From the top down, no two in one row.
  public let lines: [Line]
  private let counts: [Count]

  /// Aligns the pictures of two graphs, whose nodes `alignment` pairs.
  public init(
    _ left: Diagram, _ first: Graph, _ right: Diagram, _ second: Graph, _ alignment: Alignment
  ) {
    let rows = Self.rows(of: left, right, alignment)
    self.left = Diagram(stretching: left, to: rows.left)
    self.right = Diagram(stretching: right, to: rows.right)
    self.alignment = alignment
    lines = Self.lines(self.left, first, self.right, second, alignment)
    counts = [
      Count(name: "parameters", first, second, \.parameterCount),
      Count(name: "multiply-adds", first, second, \.multiplyAdds),
    ]
  }

  /// Aligns two networks; the pictures abbreviate where `columns` are too few for them and the
  /// list.
  ///
  ///     let left = try Network("conv 3x3 4, norm, relu", on: Shape(4, 4, 2))
  ///     let right = try Network("conv 3x3 4, relu", on: Shape(4, 4, 2))
  ///     Comparison(left, right).lines.map { $0.mark.rawValue + " " + $0.text }
  ///     // ["= conv 3×3, 4", "+ BN", "= ReLU"]
  public init(_ left: Network, _ right: Network, columns: Int = 80) {
    let alignment = Alignment(left.graph, right.graph)
    func comparison(_ width: Int?) -> Comparison {
      let options = Diagram.Options(width: width, isGathered: false, showsShapes: false)
      return Comparison(
        Diagram(left, options: options), left.graph, Diagram(right, options: options), right.graph,
        alignment)
    }
    let whole = comparison(nil)
    guard whole.width > columns else {
      self = whole
      return
    }
    self = comparison(max(1, (columns - whole.listWidth - 2 * Self.gap) / 2))
  }

  /// For each row of both pictures the row in which it stands beside the other, then the height.
  private static func rows(
    of left: Diagram, _ right: Diagram, _ alignment: Alignment
  ) -> (left: [Int], right: [Int]) {
    var anchors: (left: [Int: Int], right: [Int: Int]) = ([:], [:])
    var (shiftLeft, shiftRight, next) = (0, 0, 0)
    for pair in alignment.pairs {
      let (a, b) = (
        pair.left.flatMap(left.spineRow), pair.right.flatMap(right.spineRow)
      )
      // what is folded into one box moves once
      let isNewLeft = a.map { anchors.left[$0] == nil } ?? false
      let isNewRight = b.map { anchors.right[$0] == nil } ?? false
      guard isNewLeft || isNewRight else { continue }
      let row = max(
        isNewLeft ? (a ?? 0) + shiftLeft : 0, isNewRight ? (b ?? 0) + shiftRight : 0, next)
      if isNewLeft, let a {
        shiftLeft = row - a
        anchors.left[a] = row
      }
      if isNewRight, let b {
        shiftRight = row - b
        anchors.right[b] = row
      }
      // operations that differ are told in two lines
      next = row + (isNewLeft && isNewRight && !pair.isEqual ? 2 : 1)
    }
    // y stands beside y
    let end = max(left.size.height + shiftLeft, right.size.height + shiftRight, next + 1)
    func spread(_ diagram: Diagram, _ anchors: [Int: Int]) -> [Int] {
      var rows: [Int] = []
      var shift = 0
      for row in 0..<diagram.size.height - 1 {
        if let anchor = anchors[row] { shift = anchor - row }
        rows.append(row + shift)
      }
      return rows + [end - 1, end]
    }
    return (spread(left, anchors.left), spread(right, anchors.right))
  }

  private static func lines(
    _ left: Diagram, _ first: Graph, _ right: Diagram, _ second: Graph, _ alignment: Alignment
  ) -> [Line] {
    var lines: [Line] = []
    var taken: Set<Int> = []
    func add(
      _ mark: Mark, _ node: Int, of diagram: Diagram, _ graph: Graph, isSpelled: Bool = false
    ) {
      let box = diagram.boxes[diagram.boxOfNode[node]]
      guard let caption = box.captions.first(where: { $0.nodes.contains(node) }),
        caption.nodes.lowerBound == node, !diagram.isOfEqualPath(box)
      else { return }
      var row = box.position.row
      while taken.contains(row) { row += 1 }
      taken.insert(row)
      let text =
        switch box.box.frame {
        case .round: box.box.text
        case .none: caption.caption.text
        case .square:
          caption.nodes.count > 1
            ? caption.caption.text + box.box.note
            : isSpelled
              ? graph.nodes[node].operation.source : graph.nodes[node].operation.caption
        }
      lines.append(Line(mark: mark, text: text, row: row))
    }
    // what is folded is equal only if all of it is
    let twins = alignment.twins
    func isWhole(_ one: Int, _ other: Int) -> Bool {
      let (nodes, others) = (left.caption(of: one).nodes, right.caption(of: other).nodes)
      guard nodes.count > 1 || others.count > 1 else { return true }
      return nodes.count == others.count
        && nodes.allSatisfy { twins[$0].map(others.contains) ?? false }
    }
    for pair in alignment.pairs where pair.left != 0 {
      if pair.isEqual, let node = pair.left, let other = pair.right, isWhole(node, other) {
        add(.both, node, of: left, first)
      } else {
        // what differs in something that a caption leaves out, such as a bias, is spelled out
        let captions = [
          pair.left.map { first.nodes[$0].operation.caption },
          pair.right.map { second.nodes[$0].operation.caption },
        ]
        let isSpelled = captions[0] != nil && captions[0] == captions[1]
        if let node = pair.left { add(.onlyLeft, node, of: left, first, isSpelled: isSpelled) }
        if let node = pair.right { add(.onlyRight, node, of: right, second, isSpelled: isSpelled) }
      }
    }
    return lines.sorted { $0.row < $1.row }
  }
}

extension Comparison {
  /// Blank columns on either side of the list.
  private static let gap = 2
  /// How many columns the list takes.
  private var listWidth: Int {
    max(lines.map { $0.text.unicodeScalars.count + 3 }.max() ?? 0, 18)
  }
  /// The columns of both pictures with the list between them.
  public var width: Int { left.size.width + right.size.width + listWidth + 2 * Self.gap }

  /// The pictures with the list between them, counts below; one under the other where `columns`
  /// are too few.
  ///
  ///      [ conv 3×3, 4 ]  =  conv 3×3, 4       [ conv 3×3, 4 ]
  ///          [ BN ]       +  BN                       │
  ///         [ ReLU ]      =  ReLU                 [ ReLU ]
  public func draw(columns: Int = 80) -> Grid {
    let (first, second) = (left.draw(), right.draw())
    let height = max(first.size.height, (lines.last?.row ?? 0) + 1)
    if width <= columns {
      var grid = Grid(Size(width, height + 4))
      grid.paste(first, at: Position(0, 0))
      grid.paste(list(height: height), at: Position(first.size.width + Self.gap, 0))
      grid.paste(second, at: Position(width - second.size.width, 0))
      grid.paste(table, at: Position(0, height + 1))
      return grid
    }
    let parts = [first, list(height: nil), second, table]
    var grid = Grid(
      Size(parts.map(\.size.width).max() ?? 0, parts.reduce(-1) { $0 + $1.size.height + 1 }))
    var row = 0
    for part in parts {
      grid.paste(part, at: Position(0, row))
      row += part.size.height + 1
    }
    return grid
  }

  /// The list, each line in its row; with no height line after line.
  ///
  ///     =  conv 3×3, 4
  ///     +  BN
  ///     =  ReLU
  public func list(height: Int?) -> Grid {
    var grid = Grid(Size(listWidth, height ?? lines.count))
    for (index, line) in lines.enumerated() {
      let row = height == nil ? index : line.row
      grid.write(line.mark.rawValue, at: Position(0, row), Style(line.mark.role))
      grid.write(line.text, at: Position(3, row))
    }
    return grid
  }

  /// What both cost, and how much the right one of the left.
  public var table: Grid {
    var table = TextTable([.left, .right, .right, .right])
    table.append(["", "left", "right", "right ÷ left"])
    for count in counts {
      let share =
        count.left == 0
        ? "–" : Numbers.fixed(Double(count.right) / Double(count.left), decimals: 2)
      table.append([count.name, Numbers.count(count.left), Numbers.count(count.right), share])
    }
    return Grid(lines: table.lines)
  }
}
