import Diagrams
import Foundation
import Networks
import Screens
import Tensors
import Testing

@Suite struct `The picture, read back` {
  static let manners: [Diagram.Options] = [true, false].flatMap { isGathered in
    [true, false].map {
      Diagram.Options(isGathered: isGathered, showsShapes: $0, isUnfolded: true)
    }
  }

  /// How many random blocks are read: `BLOCKS=5000 swift test` takes its time.
  static let count = Int(ProcessInfo.processInfo.environment["BLOCKS"] ?? "") ?? 800

  @Test(arguments: 0..<8)
  func `is the graph, for random blocks in both passes`(group: Int) throws {
    for seed in stride(from: group, to: Self.count, by: 8) {
      var blocks = RandomBlocks(seed: UInt64(seed), budget: seed / 8 % 10 == 0 ? 300 : 30)
      let block = blocks.block()
      let graph = try Graph(block, input: Shape(8, 8, 4))
      let expected = entries(of: graph)
      let diagram = Diagram(block: block, graph: graph, options: Self.manners[seed / 8 % 4])
      #expect(try PictureReader.read(diagram.draw().lines) == expected, "seed \(seed)")
      #expect(
        try PictureReader.read(diagram.draw(pass: .backward).lines, isBackward: true) == expected,
        "seed \(seed)")
    }
  }

  func entries(of graph: Graph) -> [PictureReader.Entry] {
    graph.nodes.map { .init(caption: $0.operation.caption, inputs: $0.inputs) }
      + [.init(caption: "y", inputs: [graph.output.index])]
  }
}
