import Diagrams
import Foundation
import Networks
import Screens
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `An export` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures/Exports")

  private func text(_ network: Network, as form: String) -> String {
    switch form {
    case "dot": GraphvizText(network).text
    case "mmd": MermaidText(network).text
    case "py": PyTorchText(network).text
    default: VectorPicture(network, options: Diagram.Options(width: 80)).text
    }
  }

  /// A file that is missing is written and fails, as do all with RECORD=1.
  @Test(arguments: ["dot", "mmd", "py", "svg"])
  func `is written as kept`(form: String) throws {
    let network = try TestLibrary.network("se_bottleneck 4 ratio: 4 stride: 2", on: "8x8x8")
    let text = text(network, as: form) + "\n"
    let url = Self.folder.appendingPathComponent("se-bottleneck.\(form)")
    let kept = try? String(contentsOf: url, encoding: .utf8)
    guard let kept, ProcessInfo.processInfo.environment["RECORD"] != "1" else {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded se-bottleneck.\(form)")
      return
    }
    #expect(text == kept)
  }

  @Test func `has every edge of the graph, for the whole library`() throws {
    for network in try TestLibrary.networks() {
      let edges = network.graph.nodes.flatMap { node in
        node.inputs.map { "n\($0)-n\(node.index)" }
      }
      let expected = (edges + ["n\(network.graph.output.index)-y"]).sorted()
      let dot = GraphvizText(network).text.split(separator: "\n").compactMap {
        $0.wholeMatch(of: #/ +(n\d+) -> (n\d+|y)(?: \[label="[^"]+"\])?/#).map { "\($0.1)-\($0.2)" }
      }
      #expect(dot.sorted() == expected, "\(network.source)")
      let mermaid = MermaidText(network).text.split(separator: "\n").compactMap {
        $0.wholeMatch(of: #/ +(n\d+) -->(?:\|"[^"]+"\|)? (n\d+|y)/#).map { "\($0.1)-\($0.2)" }
      }
      #expect(mermaid.sorted() == expected, "\(network.source)")
    }
  }

  @Test func `as Mermaid has only lines of the flowchart's grammar`() throws {
    let box = #/(?:\(\(".+"\)\)|\(\[".+"\]\)|\[".+"\])/#
    for network in try TestLibrary.networks() {
      let lines = MermaidText(network).text.split(separator: "\n")
      #expect(lines.first == "flowchart TD")
      for line in lines.dropFirst() {
        let line = line.drop { $0 == " " }
        let node = line.prefixMatch(of: #/(?:n\d+|y)/#).map { line[$0.range.upperBound...] }
        let isNode = node?.prefixMatch(of: box).map { match in
          node?[match.range.upperBound...].wholeMatch(of: #/:::\w+/#) != nil
        }
        let isOther =
          line.wholeMatch(of: #/n\d+ -->(?:\|"[^"]+"\|)? (?:n\d+|y)/#) != nil
          || line.wholeMatch(of: #/subgraph s\d+ \["[^"]+"\]/#) != nil || line == "end"
          || line.wholeMatch(of: #/classDef \w+ fill:\#\w+,stroke:\#\w+,color:\#\w+/#) != nil
        #expect(isNode == true || isOther, "\(line)")
      }
    }
  }

  @Test func `closes every group that it opens`() throws {
    for network in try TestLibrary.networks() {
      let lines = MermaidText(network).text.split(separator: "\n").map { $0.drop { $0 == " " } }
      let opened = lines.count { $0.hasPrefix("subgraph ") }
      #expect(lines.count { $0 == "end" } == opened)
      let dot = GraphvizText(network).text
      #expect(dot.count { $0 == "{" } == opened + 1 && dot.count { $0 == "}" } == opened + 1)
    }
  }

  @Test(arguments: [Diagram.Pass.forward, .backward])
  func `as SVG is XML that names every box of the picture`(pass: Diagram.Pass) throws {
    for network in try TestLibrary.networks() {
      let options = Diagram.Options(width: 80)
      let svg = VectorPicture(network, options: options, pass: pass).text
      let reader = Words()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(network.source)")
      let picture = Diagram(network, options: options).draw().lines.joined()
      let captions = picture.matches(of: /\[ (.+?) \]|\((.)\)/).flatMap { match in
        match.1.map { $0.split(separator: " · ").map(String.init) } ?? [String(match.2 ?? "")]
      }
      #expect(reader.words.isSuperset(of: captions), "\(network.source)")
    }
  }

  /// What stands in the text elements of an SVG.
  private final class Words: NSObject, XMLParserDelegate {
    var words: Set<String> = []
    private var text: String?

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      text = name == "text" ? "" : nil
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) { text?.append(string) }
    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if let text { words.insert(text) }
      text = nil
    }
  }
}
