import LessonSamples
import Networks
import Tensors
import Testing

@testable import Lessons

/// Numbers that stand in the text of a lesson, computed again.
@Suite struct ProseNumbersTests {
  let library: Library
  let course: Course

  init() throws {
    course = try Samples.course()
    library = try Samples.library(of: course)
  }

  /// The lesson's file with its lines joined, as one searches it.
  private func text(_ number: Int) throws -> String {
    let file = course.chapters[number - 1].file
    return try course.packs[0].folder.text(file).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  private func graph(_ notation: String, _ extents: Int...) throws -> Graph {
    try Network(notation, library: library, on: Shape(extents)).graph
  }

  private func parameters(_ notation: String, _ input: Int...) throws -> Int {
    try Network(notation, library: library, on: Shape(input)).graph.nodes
      .reduce(0) { $0 + $1.parameterCount }
  }

  private func weights(_ notation: String, _ input: Int...) throws -> Int {
    try Network(notation, library: library, on: Shape(input)).graph.nodes.flatMap(\.parameters)
      .filter { $0.name == "weight" }.reduce(0) { $0 + $1.shape.count }
  }

  @Test func `the stage table of ResNet-50 is what the engine counts`() throws {
    let text = try text(1)
    let graph = try Network("resnet50", library: library).graph
    let blocks = ["3", "4", "6", "3"]
    // where each part ends: the stem, its pooling, and the last block of each stage
    let ends = ["relu1", "maxpool1", "bottleneck3", "bottleneck7", "bottleneck13", "bottleneck16"]
    var first = 1
    for (part, end) in zip(["conv1", "pool", "conv2_x", "conv3_x", "conv4_x", "conv5_x"], ends) {
      let last = try #require(
        graph.nodes.lastIndex { $0.id == end || $0.id.hasPrefix(end + ".") })
      let nodes = graph.nodes[first...last]
      let parameters = nodes.reduce(0) { $0 + $1.parameterCount }
      let cost = Double(nodes.reduce(0) { $0 + $1.multiplyAdds }) / 1e6
      let row = try #require(text.firstRange(of: "| \(part) | "))
      let cells = text[row.upperBound...].split(separator: "|").prefix(4)
        .map { $0.drop { $0 == " " }.prefix { $0 != " " } }
      #expect(cells[0] == graph.nodes[last].shape.description)
      #expect(cells[2] == Samples.grouped(parameters))
      if part != "pool" { #expect(cells[3] == Samples.grouped(cost, decimals: 1)) }
      if part.hasSuffix("_x") {
        #expect(cells[1] == blocks[(Int(part.dropFirst(4).prefix(1)) ?? 2) - 2])
      }
      first = last + 1
    }
    let head = graph.nodes[first...].reduce(0) { $0 + $1.parameterCount }
    #expect(text.contains("| \(Samples.grouped(head)) | 2.0 |"))
  }

  @Test func `the costs of question 1 are what the engine counts`() throws {
    let text = try text(1)
    let numbers = [
      try weights("conv 3x3 64, conv 3x3 64", 8, 8, 64), try weights("bottleneck 64", 8, 8, 256),
      try weights("conv 3x3 256, conv 3x3 256", 8, 8, 256),
    ]
    for number in numbers { #expect(text.contains(Samples.grouped(number))) }
    for (name, cost) in [("resnet50_v1", "3.86"), ("resnet50", "4.09")] {
      let graph = try Network(name, library: library).graph
      let count = graph.nodes.reduce(0) { $0 + $1.multiplyAdds }
      #expect(Samples.grouped(Double(count) / 1e9, decimals: 2) == cost)
      #expect(text.contains(cost))
    }
    // a projection on the wide tensors costs more than the 3×3
    #expect(try weights("conv 1x1 256", 8, 8, 256) > weights("conv 3x3 64", 8, 8, 64))
  }

  @Test func `the share of a strided projection is zero in three cells of four`() throws {
    let graph = try graph("bottleneck 4 stride: 2", 8, 8, 8)
    let trace = try Trace(graph, RunSettings<Double>(seed: 7))
    let shares = trace.shares(returningTo: 0)
    #expect(shares.count == 2)
    let zeros = shares[1].elements.count { $0 == 0 }
    #expect(4 * zeros == 3 * shares[1].elements.count)
  }

  @Test func `the weights of the ResNeXt tables are what the engine counts`() throws {
    let text = try text(3)
    for (paths, width) in [(1, 64), (2, 40), (4, 24), (8, 14), (32, 4)] {
      let block =
        "sum { each \(paths) { conv 1x1 \(width), conv 3x3 \(width), conv 1x1 256 } }"
      let count = Samples.grouped(try weights(block, 8, 8, 256))
      #expect(text.contains("| \(paths) × \(width) | \(paths * width) | \(count) |"))
    }
  }

  @Test func `expected depth and survival of question 4 follow the formula`() throws {
    let text = try text(4)
    let survival = (1...5).map { 1 - Double($0) / 5 * 0.5 }
    #expect(
      survival.map { Samples.grouped($0, decimals: 1) } == ["0.9", "0.8", "0.7", "0.6", "0.5"])
    #expect(text.contains("these are 0.9, 0.8, 0.7, 0.6 and 0.5"))
    let expected = (1...54).reduce(0.0) { $0 + 1 - Double($1) / 54 * 0.5 }
    #expect(abs(expected - (3 * 54 - 1) / 4) < 1e-9)
    #expect(text.contains("about \(Int(expected))."))
  }

  @Test func `the figures of DropBlock and Cutout follow their rules`() throws {
    let text = try text(5)
    let (side, block, keep) = (14, 7, 0.9)
    let places = side - block + 1
    let gamma = (1 - keep) / Double(block * block) * Double(side * side) / Double(places * places)
    #expect(text.contains(Samples.grouped(gamma, decimals: 5)))
    #expect(text.contains("There are \(places * places) places"))
    #expect(
      text.contains(
        "so \(Samples.grouped(gamma * Double(places * places), decimals: 1)) blocks are expected"))
    // how many centres along an axis reach a unit
    let reach = (0..<side).map { min($0, side - block) - max($0 - block + 1, 0) + 1 }
    func drop(_ i: Int, _ j: Int) -> Double {
      1 - (0..<(reach[i] * reach[j])).reduce(1.0) { product, _ in product * (1 - gamma) }
    }
    let all = (0..<side).flatMap { i in (0..<side).map { drop(i, $0) } }
    let mean = all.reduce(0, +) / Double(all.count)
    #expect(text.contains("is \(Samples.grouped(100 * mean, decimals: 2)) % instead of 10 %"))
    #expect(
      text.contains("probability \(Samples.grouped(100 * drop(7, 7), decimals: 1)) %, in a corner"))
    #expect(text.contains("corner with \(Samples.grouped(100 * drop(0, 0), decimals: 1)) %"))
    let visible = (0..<32).map { min(32, $0 + 8) - max(0, $0 - 8) }
    #expect(text.contains("visible side is \(visible.reduce(0, +) / 32)"))
    let complete = Double(visible.count { $0 == 16 }) / 32
    #expect(
      text.contains(
        "complete in only \(Samples.grouped(100 * complete * complete, decimals: 0)) % of the draws"
      ))
  }

  @Test func `the block of question 4 is shown kept and dropped`() throws {
    let runs = try course.lesson(4).directives.compactMap { directive in
      if case .step(let subject, let run) = directive.act { (subject, run) } else { nil }
    }
    let isDropped = try runs.prefix(2).map { subject, run in
      let graph = try Network(subject.notation, library: library, on: subject.input).graph
      let gate = try #require(graph.node("stochastic_depth1"))
      let settings = RunSettings<Double>(seed: run.seed, mode: run.mode)
      return try Trace(graph, settings).outputs[gate.index].elements.allSatisfy { $0 == 0 }
    }
    #expect(isDropped == [false, true])
  }

  @Test func `squeeze and excitation adds the weights that question 6 says`() throws {
    let text = try text(6)
    let plain = try Network("resnet50", library: library).graph.nodes
    let gated = try Network("seresnet50", library: library).graph.nodes
    func count(_ nodes: [Node], _ name: String) -> Int {
      nodes.flatMap(\.parameters).filter { $0.name == name }.reduce(0) { $0 + $1.shape.count }
    }
    for name in ["weight", "bias"] {
      let added = count(gated, name) - count(plain, name)
      #expect(text.contains("\(Samples.grouped(added)) \(name == "bias" ? "biases" : "weights")"))
    }
  }

  @Test func `with one image and batch statistics every gate is a half`() throws {
    let graph = try graph("se_bottleneck 4 ratio: 4 stride: 2", 8, 8, 8)
    let gate = try #require(graph.node("sigmoid1"))
    let one = try Trace(graph, RunSettings<Double>(seed: 7)).outputs[gate.index]
    #expect(one.elements.allSatisfy { abs($0 - 0.5) < 1e-12 })
    let two = try Trace(graph, RunSettings<Double>(seed: 7, batch: 2)).outputs[gate.index]
    #expect(two.elements.contains { abs($0 - 0.5) > 0.01 })
  }

  @Test func `the three forms of ResNeXt cost the same`() throws {
    let costs = try ["resnext_paths", "resnext_concat", "resnext_grouped"].map {
      try weights($0, 56, 56, 256)
    }
    #expect(Set(costs).count == 1)
    #expect(try text(3).contains("| weights | 69,632 | \(Samples.grouped(costs[0])) |"))
  }

  @Test func `the costs of question 7 are what the engine counts`() throws {
    let text = try text(7)
    let graph = try graph("conv 1x1 144, depthwise 3x3, conv 1x1 24", 56, 56, 24)
    let counts = graph.nodes.dropFirst().map { $0.parameterCount }
    for count in counts + [counts.reduce(0, +), try weights("conv 3x3 144", 8, 8, 144)] {
      #expect(text.contains(Samples.grouped(count)))
    }
    #expect(text.contains("\(Samples.grouped(100 * 16 / 32_768, decimals: 2)) % for $n = 15$"))
  }

  @Test func `the examples of question 8 come out of the engine`() throws {
    let text = try text(8)
    var settings = RunSettings<Double>()
    settings.given = [
      "dy": Tensor(Shape(1, 2, 2, 1), [1, 2, 3, 4]),
      "conv1.weight": Tensor(Shape(3, 3, 1, 1), (1...9).map(Double.init)),
    ]
    let trace = try Trace(
      graph("conv 3x3 1 stride: 2 padding: valid", 5, 5, 1), settings)
    let rows = (0..<5).map { row in
      (0..<5).map { Samples.grouped(trace.gradients[0][0, row, $0, 0], decimals: 0) }
        .joined(separator: " ")
    }
    for row in rows { #expect(text.contains(row)) }

    settings.given = [
      "dy": Tensor(Shape(1, 1, 3, 1), [1, 1, 1]),
      "conv1.weight": Tensor(Shape(1, 3, 1, 1), [1, 2, 3]),
    ]
    let line = try Trace(graph("conv 1x3 1 stride: 1x2 padding: valid", 1, 7, 1), settings)
    let gradient = line.gradients[0].elements.map { Samples.grouped($0, decimals: 0) }
    #expect(text.contains("Aᵀ g = (\(gradient.joined(separator: ", ")))"))

    // with kernel and gradient of ones the gradient counts who contributes
    settings.given = [
      "dy": Tensor(repeating: 1, Shape(1, 1, 4, 1)),
      "conv1.weight": Tensor(repeating: 1, Shape(1, 3, 1, 1)),
    ]
    for (length, remark) in [(9, ""), (10, "0")] {
      let trace = try Trace(
        graph("conv 1x3 1 stride: 1x2 padding: valid", 1, length, 1), settings)
      let counts = trace.gradients[0].elements.map { Samples.grouped($0, decimals: 0) }
      #expect(text.contains("9 rows: " + counts.prefix(9).joined(separator: " ") + "."))
      if length == 10 { #expect(counts.last == remark) }
    }
  }
}
