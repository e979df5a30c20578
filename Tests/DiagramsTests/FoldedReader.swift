/// Reads a folded picture and opens its folds: `29 more` becomes 29 paths like the one before it.
enum FoldedReader {
  static func read(
    _ lines: [String], isBackward: Bool, isASCII: Bool
  ) throws -> [PictureReader.Entry] {
    let lines = lines.map { redrawn(Array($0.unicodeScalars), wire: isASCII ? "|" : "│") }
    let entries =
      try isASCII
      ? ASCIIReader.read(lines, isBackward: isBackward)
      : PictureReader.read(lines, isBackward: isBackward)
    return try unfolded(entries)
  }

  /// A line with its dotted wires drawn through, `29 more` in brackets and the numbers of paths
  /// taken off their wires.
  private static func redrawn(_ line: [Unicode.Scalar], wire: Unicode.Scalar) -> String {
    var glyphs = line.map { $0 == "┊" ? wire : $0 }
    var isInBox = false
    var start = 0
    while start < glyphs.count {
      if "[(".unicodeScalars.contains(glyphs[start]) { isInBox = true }
      if "])".unicodeScalars.contains(glyphs[start]) { isInBox = false }
      guard !isInBox, "0"..."9" ~= glyphs[start] else {
        start += 1
        continue
      }
      let end = glyphs[start...].firstIndex { !("0"..."9" ~= $0) } ?? glyphs.count
      let rest = String(String.UnicodeScalarView(glyphs[end...].prefix(6)))
      let isShape = start > 1 && glyphs[start - 2] == wire || rest.hasPrefix("×")
      if rest.hasPrefix(" more") {
        glyphs[start - 1] = "["
        if end + 5 == glyphs.count { glyphs.append(" ") }
        glyphs[end + 5] = "]"
      } else if !isShape, !rest.hasPrefix(" paths"), !rest.hasPrefix("x") {
        for column in start..<end { glyphs[column] = " " }
        glyphs[start + (end - start) / 2] = wire
      }
      // a shape goes on to the next blank
      start = isShape ? glyphs[end...].firstIndex(of: " ") ?? glyphs.count : end
    }
    return String(String.UnicodeScalarView(glyphs))
  }

  private final class Node {
    let caption: String
    var inputs: [Node] = []
    init(_ caption: String) { self.caption = caption }
  }

  private static func unfolded(
    _ entries: [PictureReader.Entry]
  ) throws -> [PictureReader.Entry] {
    let nodes = entries.map { Node($0.caption) }
    for (node, entry) in zip(nodes, entries) { node.inputs = entry.inputs.map { nodes[$0] } }
    // inner joins stand before outer ones
    for join in nodes {
      while let place = join.inputs.firstIndex(where: { $0.caption.hasSuffix(" more") }) {
        let more = join.inputs[place]
        guard let count = Int(more.caption.dropLast(5)), place > 0 else {
          throw PictureReader.Fault(description: "‘\(more.caption)’ says nothing")
        }
        let paths = (0..<count).map { _ in
          copy(of: join.inputs[place - 1], behind: more.inputs[0])
        }
        join.inputs.replaceSubrange(place...place, with: paths)
      }
    }
    return numbered(nodes[nodes.count - 1])
  }

  /// A path again, from where it forks on.
  private static func copy(of end: Node, behind fork: Node) -> Node {
    var copies: [ObjectIdentifier: Node] = [ObjectIdentifier(fork): fork]
    func copy(_ node: Node) -> Node {
      if let known = copies[ObjectIdentifier(node)] { return known }
      let twin = Node(node.caption)
      copies[ObjectIdentifier(node)] = twin
      twin.inputs = node.inputs.map(copy)
      return twin
    }
    return copy(end)
  }

  /// In the order in which a graph has its nodes: whatever enters one stands before it.
  private static func numbered(_ end: Node) -> [PictureReader.Entry] {
    var entries: [PictureReader.Entry] = []
    var numbers: [ObjectIdentifier: Int] = [:]
    func number(_ node: Node) -> Int {
      if let number = numbers[ObjectIdentifier(node)] { return number }
      let inputs = node.inputs.map(number)
      entries.append(PictureReader.Entry(caption: node.caption, inputs: inputs))
      numbers[ObjectIdentifier(node)] = entries.count - 1
      return entries.count - 1
    }
    _ = number(end)
    return entries
  }
}
