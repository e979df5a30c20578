import Networks
import Tensors

/// What a block costs: parameters and multiply-adds, node by node, and of a network by stages.
public struct CountTable: Sendable {
  public let nodes: [Node]
  public let stages: [Stage]
  /// How many numbers training adjusts.
  public let parameters: Int
  /// Products with their sums for one image.
  public let multiplyAdds: Int

  /// The costs of a network for one image.
  ///
  ///     let network = try Network("conv 3x3 16 stride: 2, relu", on: Shape(8, 8, 3))
  ///     CountTable(network).parameters    // 432, which is 3·3·3·16
  ///     CountTable(network).multiplyAdds  // 6912, 432 for each of 4×4 places
  public init(_ network: Network) {
    nodes = network.graph.nodes
    stages = Stage.stages(of: network)
    parameters = nodes.reduce(0) { $0 + $1.parameterCount }
    multiplyAdds = nodes.reduce(0) { $0 + $1.multiplyAdds }
  }

  /// The tables as text, the totals last.
  ///
  ///     node   operation       output  parameters  multiply-adds
  ///     x      x                8×8×3           –              –
  ///     conv1  conv 3×3/2, 16  4×4×16         432          6,912
  public var text: String {
    var table = TextTable([.left, .left, .right, .right, .right])
    table.append(["node", "operation", "output", "parameters", "multiply-adds"])
    for node in nodes {
      table.append([
        node.id, node.operation.caption, node.shape.description, Self.count(node.parameterCount),
        Self.count(node.multiplyAdds),
      ])
    }
    var lines = table.lines
    if !stages.isEmpty { lines += [""] + stageLines }
    let billions = Numbers.fixed(Double(multiplyAdds) / 1e9, decimals: 3)
    lines += [
      "",
      "\(Numbers.count(parameters)) parameters",
      "\(Numbers.count(multiplyAdds)) multiply-adds"
        + (multiplyAdds < 1_000_000 ? "" : " (\(billions) G)"),
    ]
    return lines.joined(separator: "\n")
  }

  private var stageLines: [String] {
    var table = TextTable([.left, .left, .right, .right, .right])
    table.append(["part", "made of", "output", "parameters", "multiply-adds"])
    for stage in stages {
      table.append([
        stage.name, stage.caption, stage.shape.description, Self.count(stage.parameters),
        Self.count(stage.multiplyAdds),
      ])
    }
    return table.lines
  }

  /// A count; nothing at all is a dash, so that the eye finds what costs.
  private static func count(_ number: Int) -> String { number == 0 ? "–" : Numbers.count(number) }
}
