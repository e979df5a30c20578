import Diagrams
import Networks
import Screens
import Tensors
import Testing

@Suite struct `A folded picture` {
  /// Folded, everything in the library fits 60 columns.
  @Test(arguments: [60, 80, 100, 200], [true, false])
  func `is no wider than asked, in both passes and styles`(width: Int, isGathered: Bool) throws {
    for network in try TestLibrary.networks() {
      let options = Diagram.Options(width: width, isGathered: isGathered)
      let diagram = Diagram(network, options: options)
      #expect(diagram.size.width <= width, "\(network.source)")
      for pass in [Diagram.Pass.forward, .backward] {
        let grid = diagram.draw(pass: pass)
        for lines in [grid.lines, grid.inASCII().lines] {
          #expect(lines.allSatisfy { $0.unicodeScalars.count <= width }, "\(network.source)")
        }
      }
    }
  }

  /// Unfolded, what has many paths side by side is wider, and says by how much.
  @Test(arguments: [60, 80, 100, 200], [true, false])
  func `unfolded is no wider than asked or has to be scrolled`(
    width: Int, isGathered: Bool
  ) throws {
    for network in try TestLibrary.networks() {
      func diagram(_ width: Int?) -> Diagram {
        let options = Diagram.Options(width: width, isGathered: isGathered, isUnfolded: true)
        return Diagram(network, options: options)
      }
      let fitted = diagram(width)
      let lines = fitted.draw().lines
      #expect(lines.allSatisfy { $0.unicodeScalars.count == fitted.size.width })
      guard fitted.size.width > width else { continue }
      // nothing was left untried, and no more given up than had to be
      #expect(fitted.size.width == diagram(1).size.width, "\(network.source)")
      #expect(fitted.size.width <= diagram(nil).size.width, "\(network.source)")
    }
  }

  @Test(arguments: [nil, 0, 2, 17, 29, 31])
  func `counts the paths that it hides`(window: Int?) throws {
    let network = try TestLibrary.network("resnext_paths", on: "56x56x256")
    let lines = Diagram(network, options: Diagram.Options(window: window)).draw().lines
    let numbers = Set([0, 1, 31, window ?? 0])
    let shown = lines.compactMap { line -> [Int]? in
      let words = line.split(whereSeparator: { " ┊│".contains($0) }).map { Int($0) }
      return words.isEmpty || words.contains(nil) ? nil : words.compactMap { $0 }
    }
    #expect(shown == [numbers.sorted()])
    let hidden = lines.flatMap { line in
      line.matches(of: /(\d+) more/).compactMap { Int($0.1) }
    }
    #expect(hidden.reduce(numbers.count, +) == 32)
  }

  @Test func `is walked path by path, the window operation by operation`() throws {
    let network = try TestLibrary.network("resnext_paths", on: "56x56x256")
    let diagram = Diagram(network, options: Diagram.Options(window: 17))
    #expect(network.graph.steps.count == 459)
    #expect(diagram.stops.count == 87)
  }

  @Test func `of a large network is an overview that fits a small terminal`() throws {
    for name in ["resnet50", "resnet101", "resnet152"] {
      let diagram = Diagram(try TestLibrary.network(name))
      #expect(diagram.size.width <= 80 && diagram.size.height <= 24)
    }
  }

  @Test func `opens level by level`() throws {
    let network = try TestLibrary.network("resnet50")
    let node = try #require(network.graph.node("bottleneck9.conv2")).index
    let overview = Diagram(network)
    #expect(overview.folds == ["conv2_x", "conv3_x", "conv4_x", "conv5_x"])
    #expect(overview.fold(of: node) == "conv4_x")
    let stage = Diagram(network, options: Diagram.Options(opened: ["conv4_x"]))
    #expect(stage.opened == ["conv4_x"] && stage.fold(of: node) == "bottleneck9")
    let blocks = (8...13).map { "bottleneck\($0)" }
    #expect(stage.folds == ["conv2_x", "conv3_x"] + blocks + ["conv5_x"])
    #expect(stage.size.width <= 80 && stage.size.height <= 24)
    let lines = stage.draw().lines.joined()
    #expect(lines.contains("[ bottleneck 256, stride 2 ]"))
    #expect(lines.contains("[ bottleneck 256 ] ×5") && !lines.contains("conv4_x"))
    #expect(stage.position(of: .forward(node)) == stage.position(of: .forward(node - 1)))
    // a block opens with its stage, whether that was said or not
    for names in [["conv4_x", "bottleneck9"], ["bottleneck9"]] {
      let block = Diagram(network, options: Diagram.Options(opened: Set(names)))
      #expect(block.opened == Set(names) && block.fold(of: node) == nil)
      #expect(block.position(of: .forward(node)) != block.position(of: .forward(node - 1)))
      let lines = block.draw().lines.joined()
      #expect(lines.contains("[ bottleneck 256 ] ×4") && !lines.contains("[ bottleneck 256 ] ×5"))
    }
    let unknown = Diagram(network, options: Diagram.Options(opened: ["conv9_x", "bottleneck17"]))
    #expect(unknown.opened.isEmpty && unknown.folds == overview.folds)
  }

  /// Whatever is folded can be opened by its name until nothing is.
  @Test func `of every network opens down to its operations`() throws {
    for network in try TestLibrary.networks() where network.graph.nodes.count > 60 {
      var options = Diagram.Options()
      var diagram = Diagram(network, options: options)
      for _ in 0..<4 where !diagram.folds.isEmpty {
        options.opened.formUnion(diagram.folds)
        diagram = Diagram(network, options: options)
        #expect(diagram.opened.isSubset(of: options.opened), "\(network.source)")
      }
      #expect(diagram.folds.isEmpty, "\(network.source)")
      let captions = Set(network.graph.nodes.dropFirst().map(\.operation.caption))
      let lines = diagram.draw().lines.joined(separator: "\n")
      #expect(captions.allSatisfy { lines.contains($0) }, "\(network.source)")
    }
  }

  @Test func `of a small block hides nothing`() throws {
    let network = try TestLibrary.network("bottleneck 16 stride: 2")
    #expect(Diagram(network).stops == network.graph.steps)
  }
}
