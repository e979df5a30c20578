import Networks
import Tensors

/// A table of costs for other programs.
struct CountDescription: Encodable {
  struct Node: Encodable {
    let id: String
    let operation: String
    let shape: [Int]
    let parameters: Int
    let multiplyAdds: Int
  }
  struct Stage: Encodable {
    let name: String
    let blocks: String
    let shape: [Int]
    let parameters: Int
    let multiplyAdds: Int
  }
  let parameters: Int
  let multiplyAdds: Int
  let nodes: [Node]
  let stages: [Stage]

  init(_ table: CountTable) {
    parameters = table.parameters
    multiplyAdds = table.multiplyAdds
    nodes = table.nodes.map {
      Node(
        id: $0.id, operation: $0.operation.source, shape: $0.shape.extents,
        parameters: $0.parameterCount, multiplyAdds: $0.multiplyAdds)
    }
    stages = table.stages.map {
      Stage(
        name: $0.name, blocks: $0.caption, shape: $0.shape.extents, parameters: $0.parameters,
        multiplyAdds: $0.multiplyAdds)
    }
  }
}

extension CountTable {
  /// The table as JSON: `parameters`, `multiply_adds`, `nodes`, `stages`; each node has `id`,
  /// `operation` as the notation writes it, `shape`, `parameters` and `multiply_adds`.
  public func json() throws -> String { try JSONText.of(CountDescription(self)) }
}
