import Networks

extension Block {
  /// What a block that is nothing but a call stands for.
  var called: Block {
    switch self {
    case .call(_, let body): body.called
    case .sequence(let blocks) where blocks.count == 1: blocks[0].called
    default: self
    }
  }

  var operationCount: Int {
    switch self {
    case .operation: 1
    case .sequence(let blocks), .rounds(let blocks): blocks.reduce(0) { $0 + $1.operationCount }
    case .branches(let blocks, _, _): blocks.reduce(1) { $0 + $1.operationCount }
    case .call(_, let body): body.operationCount
    }
  }
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
  /// The name and what was given: `bottleneck 128, stride 2`.
  var caption: String { caption(of: arguments.filter(\.isGiven)) }
  /// The name and the first argument: `bottleneck 128`.
  var shortCaption: String { caption(of: arguments.filter(\.isGiven).prefix(1)) }

  private func caption(of arguments: some Sequence<Argument>) -> String {
    var words: [String] = []
    for (index, argument) in arguments.enumerated() {
      words.append(
        index == 0 ? argument.value.caption : "\(argument.name) \(argument.value.caption)")
    }
    return ([name] + [words.joined(separator: ", ")]).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Value {
  /// As pictures write it: sizes with `×`.
  var caption: String {
    switch self {
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .size(let extents): extents.map(String.init).joined(separator: "×")
    case .truth(let value): value ? "yes" : "no"
    case .word(let word): word
    }
  }
}

extension Graph {
  /// Runs of equal neighbours among the branches of a fork that are long enough to be folded.
  func runs(of branches: [Range<Int>]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for end in 1...branches.count {
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
  /// The branches that are drawn: of each run the first, the second, how many more, the last.
  static func folded(
    _ rows: [Row], _ nodes: [Range<Int>], runs: [Range<Int>]
  ) -> [Branch] {
    var branches: [Branch] = []
    var index = 0
    for run in runs {
      while index < run.lowerBound + 2 {
        branches.append(
          Branch(content: .row(rows[index]), number: run.contains(index) ? index : nil))
        index += 1
      }
      let last = run.upperBound - 1
      let hidden = nodes[index].lowerBound..<nodes[last].lowerBound
      branches.append(
        Branch(
          content: .more(
            Box(captions: [Caption(text: "\(last - index) more", nodes: hidden)], frame: .none))))
      branches.append(Branch(content: .row(rows[last]), number: last))
      index = run.upperBound
    }
    return branches + rows[index...].map { Branch(content: .row($0)) }
  }
}
