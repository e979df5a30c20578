import Diagrams
import Networks
import Screens
import Tensors
import Testing

@Suite struct `A folded picture` {
  @Test(arguments: [60, 80, 100, 200], [true, false])
  func `is no wider than asked where anything fits`(width: Int, isGathered: Bool) throws {
    for network in try TestLibrary.networks() {
      let options = Diagram.Options(width: width, isGathered: isGathered)
      let narrowest = Diagram(network, options: Diagram.Options(width: 1, isGathered: isGathered))
      let diagram = Diagram(network, options: options)
      #expect(diagram.size.width <= max(width, narrowest.size.width), "\(network.source)")
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

  @Test func `opens the calls that it folds`() throws {
    let network = try TestLibrary.network("resnet50")
    let overview = Diagram(network)
    let node = try #require(network.graph.node("bottleneck9.conv2")).index
    let id = try #require(overview.fold(of: node))
    #expect(id == "bottleneck9")
    let opened = Diagram(network, options: Diagram.Options(opened: [id]))
    #expect(opened.fold(of: node) == nil)
    #expect(opened.position(of: .forward(node)) != opened.position(of: .forward(node - 1)))
    #expect(overview.position(of: .forward(node)) == overview.position(of: .forward(node - 1)))
    let lines = opened.draw().lines.joined()
    #expect(lines.contains("[ bottleneck 256 ] ×4") && !lines.contains("[ bottleneck 256 ] ×5"))
  }

  @Test func `of a small block hides nothing`() throws {
    let network = try TestLibrary.network("bottleneck 16 stride: 2")
    #expect(Diagram(network).stops == network.graph.steps)
  }
}
