import Diagrams
import Foundation
import Networks
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Blocks whose names mean something in the formats that they are exported to, read back by readers
/// of these formats.
@Suite struct ExportNamesTests {
  /// Words of Python, Graphviz and Mermaid, and names that an exported module uses itself.
  static let names = [
    "none", "true", "false", "f", "class", "def", "lambda", "import", "pass", "self", "super",
    "torch", "nn", "end", "graph", "digraph", "subgraph", "strict", "node", "edge", "style",
    "click", "classDef", "direction", "default", "y", "n1", "s1", "cluster_1", "module", "forward",
    "load", "mask", "masks", "training", "init__x",
  ]

  private func network(_ name: String) throws -> Network {
    let text = """
      block \(name)
        sum { conv 1x1 16, norm | identity }

      block outer
        \(name), repeat 2 { \(name) }
      """
    let library = try Library(texts: [("own", text)])
    return try Network("sum { \(name), outer | identity }", library: library)
  }
  private func alone(_ name: String) throws -> Network {
    let text =
      "block \(name)\n  sum { conv 1x1 16, norm, dropblock keep: 0.9 size: 3 | identity }\n"
    return try Network(name, library: Library(texts: [("own", text)]))
  }

  /// What a picture says: the captions of its operations, with those of its blocks.
  private func captions(_ network: Network) -> [String] {
    network.graph.nodes.map(\.operation.caption)
  }

  @Test(arguments: names)
  func `in Graphviz every caption is read back`(name: String) throws {
    for network in [try network(name), try alone(name)] {
      let statements = try GraphvizReader(GraphvizText(network).text).statements
      let boxes = statements.filter { $0.words.first?.hasPrefix("n") == true && !$0.isEdge }
        .filter { $0.words[0] != "node" }
      #expect(boxes.compactMap { $0.attributes["label"] } == captions(network), "\(name)")
      let clusters = statements.filter { $0.words == [] }.compactMap { $0.attributes["label"] }
      #expect(clusters.contains("\(network.line) on \(network.input)"))
      #expect(
        statements.count { $0.isEdge } == network.graph.nodes.reduce(1) { $0 + $1.inputs.count })
    }
  }

  @Test(arguments: names)
  func `in Mermaid every caption is read back`(name: String) throws {
    for network in [try network(name), try alone(name)] {
      let reader = try MermaidReader(MermaidText(network).text)
      #expect(reader.captions.filter { $0 != "y" } == captions(network), "\(name)")
      #expect(reader.depth == 0)
    }
  }

  @Test(arguments: names)
  func `as PyTorch it is Python that assigns to no word of its own`(name: String) throws {
    for network in [try network(name), try alone(name)] {
      let text = PyTorchText(network).text
      try PythonReader(text).check()
      if let python = PythonReader.python { #expect(try PythonReader.compiles(text, by: python)) }
    }
  }

  @Test(arguments: names)
  func `as SVG it is XML with every caption`(name: String) throws {
    for network in [try network(name), try alone(name)] {
      let svg = VectorPicture(network, options: Diagram.Options(width: 80)).text
      let words = XMLWords(svg)
      #expect(words.isWhole && words.title == "\(network.line) on \(network.input)")
    }
  }

  @Test(arguments: [
    "\"]; evil [label=\"x", "\\", "\\N \\\"", "<script>alert(1)</script>", "#quot; & &quot;",
    "`a` +",
    "+", "a\nb", "''' \"\"\"\nimport os #", "\u{0}\u{1B}\u{FFFE}", "\\N{DIGIT ONE}\\u0031", "end",
  ])
  func `a text of any signs comes back from every format`(text: String) throws {
    let quoted = Escapes.graphviz(text)
    let dot = try GraphvizReader("digraph {\n  n0 [label=\(quoted)]\n}").statements
    #expect(dot.compactMap { $0.attributes["label"] } == [text])
    let mermaid = try MermaidReader("flowchart TD\n  n0[\(Escapes.mermaid(text))]:::end_")
    #expect(mermaid.captions == [text.replacing("\n", with: " ")])
    try PythonReader("NAME = \(Escapes.python(text))\n").check()
    #expect(try PythonReader("\(Escapes.python(text))\n").strings == [text])
    #expect(
      try PythonReader("\"\"\"\(Escapes.pythonWords(text)) \"\"\"\n").strings == [text + " "])
    if let python = PythonReader.python {
      #expect(try PythonReader.compiles("NAME = \(Escapes.python(text))\n", by: python))
    }
    let xml = XMLWords(
      "<svg a=\"\(Escapes.markup(text))\"><title>\(Escapes.markup(text))</title></svg>")
    let shown = text.unicodeScalars.map { scalar -> String in
      "\u{0}\u{1B}\u{FFFE}".unicodeScalars.contains(scalar) ? "\u{FFFD}" : String(scalar)
    }.joined()
    #expect(xml.isWhole && xml.title == shown)
  }
}

/// The elements of a picture and its title.
private final class XMLWords: NSObject, XMLParserDelegate {
  private(set) var title = ""
  private(set) var isWhole = false
  private var isInTitle = false

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    isWhole = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    isInTitle = name == "title"
  }
  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    isInTitle = false
  }
  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInTitle { title += string }
  }
}
