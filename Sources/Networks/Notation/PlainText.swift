extension Network {
  /// The text of the same layers without shortcuts: of each sum the longest branch alone.
  ///
  /// Nothing where the network adds nothing up. It is the plain net that He and others (2016,
  /// section 3.3) hold against a residual one of equal depth.
  public var withoutShortcuts: String? {
    let plain = block.withoutShortcuts
    return plain.isChanged ? plain.text : nil
  }
}

extension Block {
  fileprivate var withoutShortcuts: (text: String, isChanged: Bool) {
    func joined(_ blocks: [Block]) -> (text: String, isChanged: Bool) {
      let parts = blocks.map(\.withoutShortcuts)
      let text = parts.isEmpty ? "identity" : parts.map(\.text).joined(separator: ", ")
      return (text, parts.contains(where: \.isChanged))
    }
    switch self {
    case .operation(let operation, _): return (operation.source, false)
    case .sequence(let blocks): return joined(blocks)
    case .rounds(let blocks):
      let all = joined(blocks)
      guard let first = blocks.first?.withoutShortcuts.text, blocks.count > 1,
        blocks.allSatisfy({ $0.withoutShortcuts.text == first })
      else { return all }
      return ("repeat \(blocks.count) { \(first) }", all.isChanged)
    case .branches(let branches, let join, _):
      if join.kind == .join(.sum),
        let longest = branches.max(by: { $0.operationCount < $1.operationCount })
      {
        return (longest.withoutShortcuts.text, true)
      }
      let parts = branches.map(\.withoutShortcuts)
      return (
        "\(join.source) { \(parts.map(\.text).joined(separator: " | ")) }",
        parts.contains(where: \.isChanged)
      )
    case .call(let invocation, let body):
      let inner = body.withoutShortcuts
      return inner.isChanged ? inner : (invocation.source, false)
    }
  }
}
