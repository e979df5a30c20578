import Networks
import Tensors

/// The nodes of a network in the groups in which blocks called by name put them.
indirect enum Group {
  case node(Int)
  case call(String, [Group])

  /// Everything from `x` on; calls that say no more than their operations are no groups.
  static func groups(of network: Network) -> [Group] {
    var next = 1
    return [.node(0)] + groups(of: network.block, &next)
  }

  private static func groups(of block: Block, _ next: inout Int) -> [Group] {
    switch block {
    case .operation:
      next += 1
      return [.node(next - 1)]
    case .sequence(let blocks), .rounds(let blocks):
      return blocks.flatMap { groups(of: $0, &next) }
    case .branches(let blocks, _, _):
      let inner = blocks.flatMap { groups(of: $0, &next) }
      next += 1
      return inner + [.node(next - 1)]
    case .call(let call, let body):
      let inner = groups(of: body, &next)
      return body.isWorthFolding ? [.call(call.caption, inner)] : inner
    }
  }
}

extension Graph {
  /// The shape that a wire carries, where it is news: behind `x`, and where a node changes it.
  func shapeLabel(from source: Int, to reader: Int) -> String? {
    let inputs = nodes[source].inputs
    let isNews = inputs.isEmpty || inputs.contains { nodes[$0].shape != nodes[source].shape }
    return isNews || reader == nodes.count ? nodes[source].shape.description : nil
  }
}
