import Networks

/// A network as a flowchart of Mermaid, which Markdown pages draw; blocks as subgraphs.
public struct MermaidText: Sendable {
  public let text: String

  /// The flowchart of a network, with shapes of one image at the edges.
  ///
  ///     // of conv 3x3 16 stride: 2, relu on 8×8×3
  ///     n1["conv 3×3/2, 16"]:::convolution
  ///     n1 -->|"4×4×16"| n2
  public init(_ network: Network) {
    let graph = network.graph
    var lines = ["flowchart TD"]
    var subgraphs = 0
    Self.write(Group.groups(of: network), of: graph, to: &lines, depth: 1, &subgraphs)
    lines.append("  y([\"y\"]):::end_")
    for node in graph.nodes {
      for input in node.inputs {
        lines.append("  n\(input) -->\(Self.label(graph, input, node.index)) n\(node.index)")
      }
    }
    let end = graph.output.index
    lines.append("  n\(end) -->\(Self.label(graph, end, graph.nodes.count)) y")
    for kind in ColorGroup.allCases {
      let (paper, edge) = kind.light
      lines.append("  classDef \(Self.name(kind)) fill:\(paper),stroke:\(edge),color:#111111")
    }
    text = lines.joined(separator: "\n")
  }

  private static func write(
    _ groups: [Group], of graph: Graph, to lines: inout [String], depth: Int,
    _ subgraphs: inout Int
  ) {
    let indent = String(repeating: "  ", count: depth)
    for group in groups {
      switch group {
      case .node(let index):
        let node = graph.nodes[index]
        let kind = ColorGroup(node)
        let caption = Escapes.mermaid(node.operation.caption)
        let isSign = kind == .join && node.operation.caption.unicodeScalars.count == 1
        let box = isSign ? "((\(caption)))" : kind == .end ? "([\(caption)])" : "[\(caption)]"
        lines.append("\(indent)n\(index)\(box):::\(name(kind))")
      case .call(let caption, let inner):
        subgraphs += 1
        lines.append("\(indent)subgraph s\(subgraphs) [\(Escapes.mermaid(caption))]")
        write(inner, of: graph, to: &lines, depth: depth + 1, &subgraphs)
        lines.append(indent + "end")
      }
    }
  }

  /// ‘end’ alone would close a subgraph.
  private static func name(_ kind: ColorGroup) -> String {
    kind == .end ? "end_" : kind.rawValue
  }
  private static func label(_ graph: Graph, _ source: Int, _ reader: Int) -> String {
    graph.shapeLabel(from: source, to: reader).map { "|\(Escapes.mermaid($0))|" } ?? ""
  }
}
