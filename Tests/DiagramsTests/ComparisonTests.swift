import Diagrams
import Foundation
import Networks
import Screens
import Tensors
import Testing

@Suite struct `A comparison` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures/Comparisons")
  static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  /// A file holds two notations, a size and a width; without a picture it gets one and fails, as do
  /// all with RECORD=1.
  @Test(arguments: names ?? [])
  func `is drawn as kept`(name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: url, encoding: .utf8)
    let parts = text.split(separator: "---\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n").map(String.init)
    let columns = try #require(Int(lines[3]))
    let comparison = Comparison(
      try TestLibrary.network(lines[0], on: lines[2]),
      try TestLibrary.network(lines[1], on: lines[2]), columns: columns)
    let grid = comparison.draw(columns: columns)
    #expect(grid.size.width <= columns)
    let picture =
      grid.lines.map { $0.replacing(#/ +$/#, with: "") }.joined(separator: "\n") + "\n"
    guard ProcessInfo.processInfo.environment["RECORD"] != "1", parts.count == 2 else {
      try "\(parts[0])---\n\(picture)".write(to: url, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name)")
      return
    }
    #expect(picture == parts[1])
  }

  @Test func `there are pictures`() { #expect(Self.names?.isEmpty == false) }

  /// Pictures of random blocks, stretched beside others, are still those blocks.
  @Test func `stretches pictures without breaking a line`() throws {
    for seed in 0..<150 {
      let graphs = try (0..<2).map { side in
        var blocks = RandomBlocks(seed: UInt64(2 * seed + side), budget: 25)
        let block = blocks.block()
        return (block, try Graph(block, input: Shape(8, 8, 4)))
      }
      let alignment = Alignment(graphs[0].1, graphs[1].1)
      let options = Diagram.Options(isGathered: false, showsShapes: false, isUnfolded: true)
      let diagrams = graphs.map { Diagram(block: $0.0, graph: $0.1, options: options) }
      let comparison = Comparison(
        diagrams[0], graphs[0].1, diagrams[1], graphs[1].1, alignment)
      for (diagram, graph) in [(comparison.left, graphs[0].1), (comparison.right, graphs[1].1)] {
        let entries =
          graph.nodes.map { PictureReader.Entry(caption: $0.operation.caption, inputs: $0.inputs) }
          + [PictureReader.Entry(caption: "y", inputs: [graph.output.index])]
        #expect(try PictureReader.read(diagram.draw().lines) == entries, "seed \(seed)")
        let backward = diagram.draw(pass: .backward).lines
        #expect(
          try PictureReader.read(backward, isBackward: true) == entries, "seed \(seed), backward")
      }
      #expect(comparison.left.size.height == comparison.right.size.height)
    }
  }

  @Test func `names every node of both sides once, in order`() throws {
    let networks = try ["bottleneck 16", "preact_bottleneck 16", "inverted_residual 64"].map {
      try TestLibrary.network($0, on: "8x8x64")
    }
    for left in networks {
      for right in networks {
        let pairs = Alignment(left.graph, right.graph).pairs
        #expect(pairs.compactMap(\.left) == Array(left.graph.nodes.indices))
        #expect(pairs.compactMap(\.right) == Array(right.graph.nodes.indices))
        let isEqual = pairs.allSatisfy { $0.isEqual }
        #expect(isEqual == (left.source == right.source))
        for case (let a?, let b?, true) in pairs.map({ ($0.left, $0.right, $0.isEqual) }) {
          let sources = [left.graph.nodes[a], right.graph.nodes[b]].map(\.operation.source)
          #expect(sources[0] == sources[1])
        }
      }
    }
  }

  @Test func `calls stages equal only if all of their blocks are`() throws {
    func lines(_ left: String, _ right: String) throws -> [String] {
      let networks = try [left, right].map { try TestLibrary.network($0, on: "64x64x3") }
      return Comparison(networks[0], networks[1]).lines.map { "\($0.mark.rawValue)  \($0.text)" }
    }
    let depths = try lines("resnet18", "resnet34")
    #expect(depths.contains("+  conv2_x  2 × basic 64"))
    #expect(depths.contains("−  conv2_x  3 × basic 64"))
    #expect(depths.contains("=  maxpool 3×3/2") && !depths.contains("=  conv2_x  2 × basic 64"))
    // the same number of blocks, with the stride elsewhere
    let strides = try lines("resnet50", "resnet50_v1")
    #expect(strides.contains("+  conv3_x  4 × bottleneck 128"))
    #expect(try lines("resnet18", "resnet18").allSatisfy { $0.hasPrefix("=") })
  }

  @Test func `puts equal operations into one row`() throws {
    let comparison = Comparison(
      try TestLibrary.network("basic 4", on: "8x8x4"),
      try TestLibrary.network("preact_basic 4", on: "8x8x4"))
    let lines = comparison.left.draw().lines
    let others = comparison.right.draw().lines
    for line in comparison.lines {
      let isLeft = lines[line.row].contains(line.text)
      let isRight = others[line.row].contains(line.text)
      #expect(isLeft == (line.mark != .onlyRight) && isRight == (line.mark != .onlyLeft))
    }
    let common = comparison.lines.filter { $0.mark == .both }.map(\.text)
    #expect(common == ["conv 3×3, 4", "BN", "ReLU", "conv 3×3, 4", "(+)"])
  }
}
