import Networks
import Screens

/// The picture of a block as SVG: the terminal's geometry in lines that scale, for a slide.
///
/// It follows the reader's light or dark page by itself; the paper is transparent.
public struct VectorPicture: Sendable {
  public let text: String

  /// Pixels of a cell of the grid, and around the picture.
  private static let (column, row, margin) = (8.4, 30.0, 16.0)
  private static let boxHeight = 23.0

  /// The picture of a network in one pass, its notation and input as the title.
  ///
  ///     <title>conv 3x3 16 stride: 2, relu on 8×8×3</title>
  public init(_ network: Network, options: Diagram.Options, pass: Diagram.Pass = .forward) {
    let diagram = Diagram(network, options: options)
    let width = Double(diagram.size.width) * Self.column + 2 * Self.margin
    let height = Double(diagram.size.height) * Self.row + 2 * Self.margin
    let caption = Escapes.markup("\(network.line) on \(network.input)")
    text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(width)) \
      \(Self.number(height))" width="\(Self.number(width))" height="\(Self.number(height))" \
      role="img">
      <title>\(caption)</title>
      <style>
      \(Self.styles)
      </style>
      \((Wires(diagram).lines.map(Self.line) + Self.marks(of: diagram, pass)
        + diagram.boxes.flatMap { Self.shapes(of: $0, in: network.graph) }
        + diagram.labels.map { Self.words($0.text, at: $0.position, "shape") }).joined(separator: "\n"))
      </svg>
      """
  }

  private static func x(_ column: Double) -> Double { margin + column * Self.column }
  private static func y(_ row: Double) -> Double { margin + row * Self.row }

  private static func line(_ line: Wires.Line) -> String {
    "<path class=\"wire\(line.isDotted ? " dotted" : "")\" d=\"M\(number(x(line.from.x)))"
      + " \(number(y(line.from.y)))L\(number(x(line.to.x))) \(number(y(line.to.y)))\"/>"
  }

  /// The arrow where a branch comes back to the first; in the backward pass its sum.
  private static func marks(of diagram: Diagram, _ pass: Diagram.Pass) -> [String] {
    let places =
      pass == .forward ? diagram.joins.map { $0.moved(-1, 0) } : diagram.forks.map(\.position)
    return places.map { place in
      let (x, y) = (x(Double(place.column) + 0.5), y(Double(place.row) + 0.5))
      let gap = pass == .forward ? 2.0 : 9.0
      let head =
        "<path class=\"head\" d=\"M\(number(x + gap)) \(number(y))l9 -4.5v9z\"/>"
      guard pass == .backward else { return head }
      return head + "<circle class=\"join\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"9\"/>"
        + "<text class=\"sign\" x=\"\(number(x))\" y=\"\(number(y + 5))\">Σ</text>"
    }
  }

  /// A box, its captions each on the colour of its kind.
  private static func shapes(of placed: PlacedBox, in graph: Graph) -> [String] {
    let (box, row) = (placed.box, Double(placed.position.row) + 0.5)
    let center = y(row)
    let blanks = box.note.prefix { $0 == " " }.count
    let note =
      box.note.isEmpty
      ? [] : [words(box.note, at: placed.position.moved(box.width + blanks, 0), "shape")]
    let kinds = placed.captions.map { kind(of: $0, in: graph, isFold: box.fold != nil) }
    switch box.frame {
    case .none: return [words(box.text, at: placed.position, "shape")]
    case .round:
      let middle = number(x(Double(placed.position.column) + Double(box.width) / 2))
      return [
        "<circle class=\"join\" cx=\"\(middle)\" cy=\"\(number(center))\" r=\"12\"/>",
        "<text class=\"sign\" x=\"\(middle)\" y=\"\(number(center + 5))\">"
          + "\(Escapes.markup(placed.captions[0].caption.text))</text>",
      ] + note
    case .square:
      var shapes: [String] = []
      for (caption, kind) in zip(placed.captions, kinds) {
        // neighbours meet in the middle between their captions
        let left = Double(caption.position.column) - 1.5
        let right = Double(caption.position.column + caption.width) + 1.5
        let middle = number(x((left + right) / 2))
        shapes.append(
          "<rect class=\"\(kind)\" x=\"\(number(x(left)))\" "
            + "y=\"\(number(center - boxHeight / 2))\" width=\"\(number((right - left) * column))\" "
            + "height=\"\(number(boxHeight))\" rx=\"4\"/>")
        shapes.append(
          "<text x=\"\(middle)\" y=\"\(number(center + 4.5))\">"
            + "\(Escapes.markup(caption.caption.text))</text>")
      }
      return shapes + note
    }
  }

  private static func kind(of caption: PlacedCaption, in graph: Graph, isFold: Bool) -> String {
    if isFold { return ColorGroup.other.rawValue }
    let node = caption.nodes.first.flatMap { graph.nodes.indices.contains($0) ? $0 : nil }
    return (node.map { ColorGroup(graph.nodes[$0]) } ?? .end).rawValue
  }

  private static func words(_ text: String, at position: Position, _ style: String) -> String {
    let middle = y(Double(position.row) + 0.5)
    return "<text class=\"\(style)\" x=\"\(number(x(Double(position.column))))\" "
      + "y=\"\(number(middle + 4.5))\">\(Escapes.markup(String(text.drop { $0 == " " })))</text>"
  }

  private static let styles: String = {
    var lines = [
      "text{font:14px Helvetica,Arial,sans-serif;text-anchor:middle;fill:#111}",
      "text.shape{text-anchor:start;font-size:12px;fill:#5a5a5a}", "text.sign{font-size:17px}",
      ".wire{fill:none;stroke:#444;stroke-width:1.5;stroke-linecap:square}",
      ".dotted{stroke-dasharray:1 5}", ".head{fill:#444}", "rect,circle{stroke-width:1.2}",
    ]
    var dark = [
      "text{fill:#eee}", "text.shape{fill:#b0b0b0}", ".wire{stroke:#bbb}", ".head{fill:#bbb}",
    ]
    for kind in ColorGroup.allCases {
      lines.append(".\(kind.rawValue){fill:\(kind.light.paper);stroke:\(kind.light.edge)}")
      dark.append(".\(kind.rawValue){fill:\(kind.dark.paper);stroke:\(kind.dark.edge)}")
    }
    lines.append("@media (prefers-color-scheme:dark){\(dark.joined())}")
    return lines.joined(separator: "\n")
  }()

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(value < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
