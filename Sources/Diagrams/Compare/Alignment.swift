import Networks

/// Two graphs side by side, operation by operation: what both do, and what only one does.
public struct Alignment: Sendable {
  /// A node on either side; where one is missing, only the other side has the operation.
  public struct Pair: Hashable, Sendable {
    public let left: Int?
    public let right: Int?
    /// Whether both sides do the same.
    public let isEqual: Bool
  }
  /// In the order of both graphs, `x` first.
  public let pairs: [Pair]

  /// The node on the right that does the same, by the node on the left.
  var twins: [Int: Int] {
    let equal = pairs.compactMap { pair in
      pair.isEqual ? pair.left.flatMap { left in pair.right.map { (left, $0) } } : nil
    }
    return Dictionary(equal, uniquingKeysWith: { first, _ in first })
  }

  /// The alignment with the most in common, found by dynamic programming: convolutions and joins
  /// weigh more than what stands between them, equal operations more than those of one kind.
  ///
  ///     // of x, conv, norm, relu and x, conv, relu
  ///     Alignment(left, right).pairs.map(\.right)  // [0, 1, nil, 2]: the norm is only at the left
  public init(_ left: Graph, _ right: Graph) {
    let (sources, others) = (left.nodes.map(Self.source), right.nodes.map(Self.source))
    let (kinds, otherKinds) = (
      left.nodes.map(ColorGroup.init), right.nodes.map(ColorGroup.init)
    )
    let (spine, otherSpine) = (Self.spine(of: left), Self.spine(of: right))
    func score(_ i: Int, _ j: Int) -> Int {
      guard kinds[i] == otherKinds[j] else { return 0 }
      guard spine.contains(i) == otherSpine.contains(j) else { return 1 }
      guard sources[i] == others[j] else { return 2 }
      return [.end, .convolution, .join].contains(kinds[i]) ? 9 : 6
    }
    let (rows, columns) = (left.nodes.count, right.nodes.count)
    // best[i][j]: what can still be reached from node i and node j on
    var best = [[Int]](repeating: [Int](repeating: 0, count: columns + 1), count: rows + 1)
    for i in (0..<rows).reversed() {
      for j in (0..<columns).reversed() {
        let score = score(i, j)
        best[i][j] = max(best[i + 1][j], best[i][j + 1], score > 0 ? score + best[i + 1][j + 1] : 0)
      }
    }
    var pairs: [Pair] = []
    var (i, j) = (0, 0)
    while i < rows || j < columns {
      let score = i < rows && j < columns ? score(i, j) : 0
      if score > 0, best[i][j] == score + best[i + 1][j + 1] {
        pairs.append(Pair(left: i, right: j, isEqual: sources[i] == others[j]))
        (i, j) = (i + 1, j + 1)
      } else if j == columns || i < rows && best[i][j] == best[i + 1][j] {
        pairs.append(Pair(left: i, right: nil, isEqual: false))
        i += 1
      } else {
        pairs.append(Pair(left: nil, right: j, isEqual: false))
        j += 1
      }
    }
    self.pairs = pairs
  }

  /// The nodes on the first branch of every fork.
  private static func spine(of graph: Graph) -> Set<Int> {
    var node = graph.output.index
    var spine: Set = [node]
    while let input = graph.nodes[node].inputs.first {
      spine.insert(input)
      node = input
    }
    return spine
  }
  /// The input is the same whatever its size.
  private static func source(_ node: Node) -> String {
    node.inputs.isEmpty ? "x" : node.operation.source
  }
}
