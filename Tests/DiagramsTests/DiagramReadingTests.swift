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
  static let count = Int(ProcessInfo.processInfo.environment["BLOCKS"] ?? "") ?? 400

  @Test(arguments: 0..<8)
  func `is the graph, for random blocks in both passes`(group: Int) throws {
    for seed in stride(from: group, to: Self.count, by: 8) {
      var blocks = RandomBlocks(seed: UInt64(seed), budget: seed / 8 % 10 == 0 ? 300 : 30)
      let block = blocks.block()
      let graph = try Graph(block, input: Shape(8, 8, 4))
      let diagram = Diagram(block: block, graph: graph, options: Self.manners[seed / 8 % 4])
      try expect(diagram, reads: graph, "seed \(seed)")
    }
  }

  @Test func `is the graph, for the whole library in both passes`() throws {
    let networks = try TestLibrary.networks()
    #expect(networks.count > 10)
    for network in networks {
      for options in Self.manners {
        let diagram = Diagram(network, options: options)
        try expect(diagram, reads: network.graph, "\(network.source)")
      }
    }
  }

  @Test(arguments: 0..<8)
  func `is the graph once its folds are opened, for random blocks in both passes`(
    group: Int
  ) throws {
    var folded = 0
    for seed in stride(from: group, to: Self.count, by: 8) {
      var blocks = RandomBlocks(seed: UInt64(seed), budget: seed / 8 % 10 == 0 ? 300 : 60)
      let block = blocks.block()
      let graph = try Graph(block, input: Shape(8, 8, 4))
      var options = Self.manners[seed / 8 % 4]
      options.isUnfolded = false
      let diagram = Diagram(block: block, graph: graph, options: options)
      if diagram.stops != graph.steps { folded += 1 }
      try expect(diagram, reads: graph, isFolded: true, "seed \(seed)")
    }
    #expect(folded > Self.count / 200)
  }

  @Test func `is the graph once the folds of 32 paths are opened`() throws {
    for window in [nil, 17] {
      let network = try TestLibrary.network("resnext_paths", on: "56x56x256")
      let diagram = Diagram(network, options: Diagram.Options(window: window))
      #expect(diagram.size.width < 140)
      try expect(diagram, reads: network.graph, isFolded: true, "\(window ?? 0)")
    }
  }

  private func expect(
    _ diagram: Diagram, reads graph: Graph, isFolded: Bool = false, _ name: Comment
  ) throws {
    let entries =
      graph.nodes.map { PictureReader.Entry(caption: $0.operation.caption, inputs: $0.inputs) }
      + [PictureReader.Entry(caption: "y", inputs: [graph.output.index])]
    let plain = entries.map {
      PictureReader.Entry(caption: $0.caption.inASCII, inputs: $0.inputs)
    }
    for isBackward in [false, true] {
      let grid = diagram.draw(pass: isBackward ? .backward : .forward)
      let lines = grid.inASCII().lines
      #expect(lines.allSatisfy { $0.utf8.allSatisfy { 32..<127 ~= $0 } }, name)
      guard !isFolded else {
        let read = try FoldedReader.read(grid.lines, isBackward: isBackward, isASCII: false)
        #expect(read == entries, name)
        let again = try FoldedReader.read(lines, isBackward: isBackward, isASCII: true)
        #expect(again == plain, name)
        continue
      }
      #expect(try PictureReader.read(grid.lines, isBackward: isBackward) == entries, name)
      #expect(try ASCIIReader.read(lines, isBackward: isBackward) == plain, name)
    }
  }
}

extension String {
  /// The caption in characters below 128.
  fileprivate var inASCII: String { Grid(lines: [self]).inASCII().lines[0] }
}
