import Networks
import Tensors

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A network for other programs: its nodes in order, each with what enters it.
public struct NetworkDescription: Encodable, Sendable {
  struct Node: Encodable, Sendable {
    let id: String
    /// As the notation writes it, `conv 3x3 64 stride: 2`.
    let operation: String
    let inputs: [String]
    let shape: [Int]
    let parameters: [Parameter]
    let multiplyAdds: Int
  }
  struct Parameter: Encodable, Sendable {
    /// As files name it, `conv1.weight`.
    let name: String
    let shape: [Int]
    let isTrained: Bool
  }
  let nodes: [Node]

  /// The nodes of a network, shapes of one image as lists: `[4, 4, 16]`.
  public init(_ network: Network) {
    let graph = network.graph
    nodes = graph.nodes.map { node in
      Node(
        id: node.id, operation: node.operation.source,
        inputs: node.inputs.map { graph.nodes[$0].id },
        shape: node.shape.extents,
        parameters: node.parameters.map {
          Parameter(
            name: "\(node.id).\($0.name)", shape: $0.shape.extents, isTrained: $0.isTrained)
        }, multiplyAdds: node.multiplyAdds)
    }
  }

  /// As JSON: `nodes`, each with `id`, `operation`, `inputs`, `shape`, `parameters` and
  /// `multiply_adds`.
  ///
  /// The `operation` of a node reads as the notation: `conv 3x3 16 stride: 2`.
  public func json() throws -> String { try JSONText.of(self) }
}

/// Answers of commands as JSON.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
