import Networks

extension Block {
  private var hasBranches: Bool {
    switch self {
    case .operation: false
    case .sequence(let blocks), .rounds(let blocks): blocks.contains(where: \.hasBranches)
    case .branches: true
    case .call(_, let body): body.hasBranches
    }
  }
  /// Whether the name says as much as the operations would: a projection says more than its name.
  var isWorthFolding: Bool { operationCount > 3 || hasBranches }
}

extension Invocation {
  /// The name and what was given, with names where they were written: `bottleneck 128, stride 2`.
  var caption: String {
    let labelled = arguments.filter { $0.isGiven && !$0.isPositional }
    return ([briefCaption] + labelled.map { "\($0.name) \($0.value.caption)" })
      .joined(separator: ", ")
  }
  /// The name and what stands unlabelled: `bottleneck 128`.
  var briefCaption: String {
    ([name] + arguments.filter(\.isPositional).map(\.value.caption)).joined(separator: " ")
  }
}

extension Graph {
  /// The name of the call, that many deep, in which a node stands: `bottleneck3.shortcut1`.
  func callID(of node: Int, depth: Int) -> String {
    nodes[node].id.split(separator: ".").prefix(depth).joined(separator: ".")
  }

  /// The steps of both passes; of each stretch of nodes only the last, of sums those that show.
  func stops(taking strides: [Range<Int>], forks: Set<Int>) -> [Step] {
    var (isPassed, isPassedBack) = (nodes.map { _ in false }, nodes.map { _ in false })
    for stride in strides {
      for node in stride.dropLast() { isPassed[node] = true }
      for node in stride.dropFirst() { isPassedBack[node] = true }
    }
    return steps.filter { step in
      switch step {
      case .loss: true
      case .forward(let node): !isPassed[node]
      case .backward(let node): !isPassedBack[node]
      case .gather(let node): forks.contains(node)
      case .update: true
      }
    }
  }

  /// Runs of equal neighbours among the branches of a fork that are long enough to be folded.
  func runs(of branches: [Range<Int>]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for end in branches.indices.map({ $0 + 1 }) {
      if end < branches.count, isAlike(branches[end - 1], branches[end]) { continue }
      if end - start >= Outliner.manyBranches { runs.append(start..<end) }
      start = end
    }
    return runs
  }

  /// Whether two branches of a fork, given by their nodes, are built alike; bare wires never are.
  private func isAlike(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count, !a.isEmpty else { return false }
    let shift = b.lowerBound - a.lowerBound
    return zip(a, b).allSatisfy { left, right in
      let (left, right) = (nodes[left], nodes[right])
      return left.operation.source == right.operation.source
        && left.inputs.map { $0 < a.lowerBound ? $0 : $0 + shift } == right.inputs
    }
  }
}

extension Branch {
  /// The branches that are drawn: of each run the first, the second where there is room, the last
  /// and the one on which the window stands, and between them how many more there are.
  static func folded(
    _ rows: [Row], _ nodes: [Range<Int>], runs: [Range<Int>], _ detail: Detail
  ) -> [Branch] {
    let leading = detail.hidesSecondPath ? 1 : 2
    var branches: [Branch] = []
    var hidden: Range<Int>?
    for index in rows.indices {
      guard let run = runs.first(where: { $0.contains(index) }) else {
        branches.append(Branch(content: .row(rows[index])))
        continue
      }
      if index < run.lowerBound + leading || index == run.upperBound - 1
        || index == detail.options.window
      {
        if let paths = hidden { branches.append(Branch(hiding: paths, nodes)) }
        hidden = nil
        branches.append(Branch(content: .row(rows[index]), number: index))
      } else {
        hidden = (hidden?.lowerBound ?? index)..<index + 1
      }
    }
    return branches
  }

  private init(hiding paths: Range<Int>, _ nodes: [Range<Int>]) {
    let caption = Caption(
      text: "\(paths.count) more",
      nodes: nodes[paths.lowerBound].lowerBound..<nodes[paths.upperBound - 1].upperBound)
    self.init(content: .more(Box(caption, frame: .none)))
  }
}
