import Foundation
import LessonSamples
import Lessons
import Networks
import Tensors
import Testing

@testable import Quiz

/// Built blocks are graded by what they compute.
///
/// Whether a block is wrong is for an oracle of its own to say: it runs both on weights that depend
/// on nothing but a parameter's name and shape, so that the order of branches does not matter.
@Suite struct BlockGradingTests {
  /// `BLOCKWALK_TRIALS=1000` tries so many of each block.
  static let trials =
    ProcessInfo.processInfo.environment["BLOCKWALK_TRIALS"].flatMap { Int($0) } ?? 30

  @Test(arguments: Deck.items(.build))
  func `the right answer and every accepted one get full points`(item: Deck.Item) throws {
    let card = try item.card(0)
    let source = try #require(item.dealer.lesson.items.first { $0.id == item.id })
    for text in [card.solution] + source.texts("accept") {
      let grade = try card.grade(.text(text))
      #expect(grade.share == 1 && grade.findings.isEmpty, "\(text)")
      #expect(grade.lines.reduce(0) { $0 + $1.earned } == card.points)
    }
  }

  @Test(arguments: Deck.items(.build) + Deck.items(.repair))
  func `every misconception is recognised by its name`(item: Deck.Item) throws {
    let card = try item.card(0)
    guard case .block(let task) = card.task else { return }
    #expect(!task.mistakes.isEmpty)
    for mistake in task.mistakes {
      let grade = try card.grade(.text(mistake.line))
      #expect(grade.findings.contains(mistake.finding), "\(mistake.line)")
      #expect(grade.share < 1 && !mistake.finding.why.isEmpty)
    }
  }

  @Test(arguments: Deck.items(.build))
  func `random wrong blocks never get full points`(item: Deck.Item) throws {
    let card = try item.card(0)
    let oracle = try Oracle(card)
    var random = Choices(seed: 11)
    var (wrong, attempts) = (0, 0)
    while wrong < Self.trials {
      attempts += 1
      try #require(attempts < 40 * Self.trials)
      var text = oracle.references.randomElement(using: &random) ?? BlockText([])
      for _ in 0..<Int.random(in: 1...3, using: &random) { text.damage(using: &random) }
      guard let isRight = oracle.verdict(text.source), !isRight else { continue }
      wrong += 1
      let grade = try card.grade(.text(text.source))
      #expect(grade.share < 1 && !grade.findings.isEmpty, "\(text.source)")
    }
  }

  @Test(arguments: Deck.items(.build))
  func `rewritings always get full points`(item: Deck.Item) throws {
    let card = try item.card(0)
    let oracle = try Oracle(card)
    var random = Choices(seed: 12)
    var texts: Set<String> = []
    for trial in 0..<Self.trials {
      var text = oracle.references.randomElement(using: &random) ?? BlockText([])
      for _ in 0..<Int.random(in: 1...4, using: &random) { text.rewrite(using: &random) }
      let source = text.source(using: &random)
      texts.insert(source)
      // the oracle takes long and rarely has anything to say
      if trial % 10 == 0 { #expect(oracle.verdict(source) == true, "\(source)") }
      let grade = try card.grade(.text(source))
      #expect(grade.share == 1, "\(source): \(grade.findings)")
    }
    // a single operation has no more than some hundred spellings
    #expect(texts.count > min(Self.trials / 4, 100))
  }

  @Test func `a block that cannot be read or does not fit may be mended`() throws {
    let card = try #require(Deck.items(.build).first { $0.id == "resnet-build-identity" }).card(0)
    #expect(throws: (any Error).self) { try card.grade(.text("conv 3x3")) }
    #expect(throws: (any Error).self) { try card.grade(.text("sum { conv 1x1 3 | identity }")) }
  }

  @Test func `a block that lacks nearly all earns nearly nothing`() throws {
    let card = try #require(Deck.items(.build).first { $0.id == "resnet-build-identity" }).card(0)
    #expect(try card.grade(.text("relu")).share == 0)
    #expect(try card.grade(.text("identity")).share == 0)
    let bare = try card.grade(.text("sum { conv 1x1 4, conv 3x3 4, conv 1x1 16 | identity }"))
    #expect(bare.share == 0.5)
  }

  @Test func `what is missing, extra or other is named with its place`() throws {
    let card = try #require(Deck.items(.build).first { $0.id == "resnet-build-identity" }).card(0)
    func findings(_ text: String) throws -> [String] {
      try card.grade(.text(text)).findings.map(\.name)
    }
    #expect(
      try findings(
        "sum { conv 1x1 4, relu, conv 3x3 4, norm, relu, conv 1x1 16, norm | identity }, relu")
        == ["BN is missing after conv 1×1, 4"])
    #expect(
      try findings(
        "sum { conv 1x1 4, norm, relu, conv 5x5 4, norm, relu, conv 1x1 16, norm | identity }, relu"
      ) == ["conv 5×5, 4 should be conv 3×3, 4"])
    #expect(
      try findings("conv 1x1 4, norm, relu, conv 3x3 4, norm, relu, conv 1x1 16, norm, relu")
        == ["the identity is missing in the sum"])
  }
}

/// Says whether a block computes what an accepted one does.
struct Oracle {
  let references: [BlockText]
  private let expected: [[Tensor<Double>]]
  private let library: Library
  private let input: Shape
  private let weights = Weights()

  init(_ card: Card) throws {
    guard case .block(let task) = card.task else { throw LessonError("no block to build") }
    library = task.library
    let full = task.input
    input = Shape(min(full[0], 6), min(full[1], 5), full[2])
    references = task.accepted.map { BlockText($0) }
    expected = try references.map { [library, input, weights] reference in
      try Self.outputs(reference.source, library, on: input, weights)
    }
  }

  /// Nothing where the block does not fit.
  func verdict(_ text: String) -> Bool? {
    guard let outputs = try? Self.outputs(text, library, on: input, weights) else { return nil }
    return expected.contains { reference in
      zip(reference, outputs).allSatisfy { one, other in
        one.shape == other.shape
          && zip(one.elements, other.elements).allSatisfy { ($0 - $1).magnitude < 1e-7 }
      }
    }
  }

  /// Drawing weights takes longer than running with them.
  private final class Weights {
    private var drawn: [Parameter: Tensor<Double>] = [:]

    func tensor(_ parameter: Parameter) -> Tensor<Double> {
      if let tensor = drawn[parameter] { return tensor }
      let number = parameter.shape.extents.reduce(UInt64(parameter.name.utf8.count)) {
        $0 &* 131 &+ UInt64($1)
      }
      let rule = WeightRule(seed: 5, tensor: number)
      let tensor: Tensor<Double> =
        parameter.start == .ones
        ? Tensor(
          parameter.shape, (0..<parameter.shape.count).map { 0.5 + rule.fraction(UInt64($0)) })
        : rule.tensor(parameter.shape, fanIn: 60)
      drawn[parameter] = tensor
      return tensor
    }
  }

  private static func outputs(
    _ text: String, _ library: Library, on input: Shape, _ weights: Weights
  ) throws -> [Tensor<Double>] {
    let graph = try Network(text, library: library, on: input).graph
    return try Mode.allCases.map { mode in
      var settings = RunSettings<Double>(seed: 9, mode: mode, batch: 2)
      for node in graph.nodes {
        for parameter in node.parameters {
          settings.given["\(node.id).\(parameter.name)"] = weights.tensor(parameter)
        }
        let shapes = node.inputs.map { graph.nodes[$0].shape }
        if mode == .training, let shape = node.operation.maskShape(shapes, images: 2) {
          settings.given["\(node.id).mask"] = node.operation.mask(
            shape, drawnBy: WeightRule(seed: 6, tensor: UInt64(shape.count)))
        }
      }
      return try ForwardPass(graph, settings).output
    }
  }
}

/// What is said of a wrong block is true of that block.
@Suite struct BlockFindingTests {
  private func grade(_ id: String, _ text: String) throws -> Grade {
    let items = Deck.items(.build) + Deck.items(.repair)
    return try #require(items.first { $0.id == id }).card(0).grade(.text(text))
  }

  @Test func `a shortcut before the BN of the paths is not called one in every path`() throws {
    let path = "conv 1x1 2, norm, relu, conv 3x3 2, norm, relu, conv 1x1 16"
    let grade = try grade(
      "resnext-build", "sum { sum { each 4 { \(path) } | identity }, norm }, relu")
    #expect(grade.findings.map(\.name) == ["BN after the shortcut is added"])
  }

  @Test func `a projection behind a BN of its own does not read the raw input`() throws {
    let grade = try grade(
      "preact-projection-fault",
      """
      sum { norm, relu, conv 3x3 8 stride: 2, norm, relu, conv 3x3 8
      | norm, relu, conv 1x1 8 stride: 2 }
      """)
    #expect(grade.findings.map(\.name) == ["a BN and a ReLU on each branch"])
  }

  @Test(arguments: [
    (
      "dropblock-build",
      "norm, dropblock keep: 0.9 size: 3 shared | dropblock keep: 0.9 size: 3 shared"
    ),
    ("depth-build", "norm, stochastic_depth keep: 0.8 per_example | identity"),
    ("depth-build", "norm, stochastic_depth keep: 0.8 scale_training | identity"),
  ])
  func `what the question leaves open is right either way`(id: String, rest: String) throws {
    #expect(try grade(id, "sum { conv 3x3 4, norm, relu, conv 3x3 4, \(rest) }, relu").share == 1)
  }

  @Test func `a transposed convolution is right by the size that it leads to`() throws {
    for id in ["transposed-build", "transposed-fault"] {
      #expect(try grade(id, "transposed 3x3 8 stride: 2 output: 14x14").share == 1)
      #expect(try grade(id, "transposed 4x4 8 stride: 2 padding: 1").share < 1)
    }
  }
}
