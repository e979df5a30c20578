import Networks

/// A network in the language of Graphviz, blocks called by name as clusters.
public struct GraphvizText: Sendable {
  /// The digraph, for `dot -Tsvg`.
  public let text: String

  /// The digraph of a network, with shapes of one image at the edges.
  ///
  ///     // of conv 3x3 16 stride: 2, relu on 8×8×3
  ///     n1 -> n2 [label="4×4×16"]
  public init(_ network: Network) {
    let graph = network.graph
    var lines = [
      "digraph {", "  label=\(Escapes.graphviz("\(network.line) on \(network.input)"))",
      "  node [shape=box style=\"rounded,filled\" fontname=\"Helvetica\"]",
      "  edge [fontname=\"Helvetica\" fontsize=11]",
    ]
    var clusters = 0
    Self.write(Group.groups(of: network), of: graph, to: &lines, depth: 1, &clusters)
    lines.append("  y [label=\"y\" fillcolor=\"\(ColorGroup.end.light.paper)\"]")
    for node in graph.nodes {
      for input in node.inputs {
        lines.append("  n\(input) -> n\(node.index)\(Self.label(graph, input, node.index))")
      }
    }
    let end = graph.output.index
    lines.append("  n\(end) -> y\(Self.label(graph, end, graph.nodes.count))")
    text = (lines + ["}"]).joined(separator: "\n")
  }

  private static func write(
    _ groups: [Group], of graph: Graph, to lines: inout [String], depth: Int, _ clusters: inout Int
  ) {
    let indent = String(repeating: "  ", count: depth)
    for group in groups {
      switch group {
      case .node(let index):
        let node = graph.nodes[index]
        let kind = ColorGroup(node)
        let isSign = node.operation.caption.unicodeScalars.count == 1 && kind == .join
        let colors = "fillcolor=\"\(kind.light.paper)\" color=\"\(kind.light.edge)\""
        lines.append(
          "\(indent)n\(index) [label=\(Escapes.graphviz(node.operation.caption)) \(colors)"
            + (isSign ? " shape=circle]" : "]"))
      case .call(let caption, let inner):
        clusters += 1
        lines.append("\(indent)subgraph cluster_\(clusters) {")
        lines.append(
          "\(indent)  label=\(Escapes.graphviz(caption)) style=rounded color=\"#b0b0b0\"")
        write(inner, of: graph, to: &lines, depth: depth + 1, &clusters)
        lines.append(indent + "}")
      }
    }
  }

  private static func label(_ graph: Graph, _ source: Int, _ reader: Int) -> String {
    graph.shapeLabel(from: source, to: reader).map { " [label=\(Escapes.graphviz($0))]" } ?? ""
  }
}
