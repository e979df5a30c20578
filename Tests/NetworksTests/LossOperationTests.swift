import Foundation
import Tensors
import Testing

@testable import Networks

/// Losses as the last step of a notation.
@Suite struct LossOperationTests {
  /// Both passes of one image, with what it is compared with.
  private func trace(
    _ source: String, x: [Double], target: [Double], images: Int = 1
  ) throws -> Trace<Double> {
    let size = x.count / images
    var settings = RunSettings<Double>(seed: 7, batch: images)
    settings.given = [
      "x": Tensor(Shape(images, size), x), "target": Tensor(Shape(images, size), target),
    ]
    return try Trace(Network(source, on: Shape(size)).graph, settings)
  }

  private func expect(
    _ trace: Trace<Double>, loss: Double, gradient: [Double], within tolerance: Double = 1e-6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(trace.loss - loss) < tolerance, sourceLocation: sourceLocation)
    #expect(
      abs(trace.forward.output.elements[0] - loss) < tolerance, sourceLocation: sourceLocation)
    for (own, right) in zip(trace.gradients[0].elements, gradient) {
      #expect(abs(own - right) < tolerance, "\(own), not \(right)", sourceLocation: sourceLocation)
    }
  }

  @Test func `softmax with cross-entropy gives o minus g for any distribution`() throws {
    expect(
      try trace("cross_entropy", x: [2, 1, 0], target: [0.7, 0.2, 0.1]), loss: 0.807606,
      gradient: [-0.034759, 0.044728, -0.009969])
    // one-hot, and smoothed by 0.1
    expect(
      try trace("cross_entropy", x: [2, 1, 0], target: [1, 0, 0]), loss: 0.407605964444,
      gradient: [-0.334759044225, 0.244728471055, 0.090030573170], within: 1e-11)
    let (gold, other) = (0.9 + 0.1 / 3, 0.1 / 3)
    expect(
      try trace("cross_entropy", x: [2, 1, 0], target: [gold, other, other]), loss: 0.507605964444,
      gradient: [-0.268092377559, 0.211395137721, 0.056697239837], within: 1e-11)
  }

  @Test func `sigmoid with cross-entropy gives o minus g`() throws {
    expect(
      try trace("sigmoid_cross_entropy", x: [1.5], target: [1]), loss: 0.201413277983,
      gradient: [-0.182425523806], within: 1e-11)
    expect(
      try trace("sigmoid_cross_entropy", x: [1.5], target: [0.95]), loss: 0.276413277983,
      gradient: [-0.132425523806], within: 1e-11)
    expect(
      try trace("sigmoid_cross_entropy", x: [2], target: [0]), loss: 2.126928,
      gradient: [0.880797])
    // neither side overflows
    for (z, target) in [(800.0, 1.0), (-800, 0)] {
      let trace = try trace("sigmoid_cross_entropy", x: [z], target: [target])
      #expect(trace.loss == 0 && trace.gradients[0].elements == [0])
    }
    #expect(try trace("sigmoid_cross_entropy", x: [-800], target: [1]).loss == 800)
  }

  @Test func `squared error has no half before it and is a mean of several outputs`() throws {
    expect(try trace("squared_error", x: [3], target: [5]), loss: 4, gradient: [-4])
    expect(
      try trace("squared_error", x: [3, 0, 0, 0], target: [5, 0, 0, 0]), loss: 1,
      gradient: [-1, 0, 0, 0])
  }

  @Test func `the mean over a batch is minimised`() throws {
    let trace = try trace("sigmoid_cross_entropy", x: [2, -1], target: [1, 1], images: 2)
    let own = [2.0, -1].map { log(1 + exp(-$0)) }
    #expect(trace.forward.output.elements.count == 2)
    #expect(zip(trace.forward.output.elements, own).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(trace.loss - (own[0] + own[1]) / 2) < 1e-12)
    let slopes = [2.0, -1].map { (1 / (1 + exp(-$0)) - 1) / 2 }
    #expect(zip(trace.gradients[0].elements, slopes).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: LossKind.allCases)
  func `a target is drawn from the seed and is one that fits`(_ loss: LossKind) throws {
    let graph = try Network("dense 3, \(loss.rawValue)", on: Shape(2)).graph
    let one = try Trace(graph, RunSettings<Double>(seed: 1, batch: 4))
    let same = try Trace(graph, RunSettings<Double>(seed: 1, batch: 4))
    let other = try Trace(graph, RunSettings<Double>(seed: 2, batch: 4))
    let target = try #require(one.target)
    #expect(target.shape == Shape(4, 3) && target == same.target && target != other.target)
    #expect(one.named.first { $0.name == "target" }?.tensor == target)
    try graph.output.operation.check(target: target)
    // a lean run draws the same
    let lean = try LeanRun(graph, RunSettings<Double>(seed: 1, batch: 4), passes: .both).run()
    #expect(lean.output == one.forward.output)
    #expect(lean.parameterGradients[1] == one.parameterGradients[1])
  }

  @Test(arguments: LossKind.allCases)
  func `a network that ends in a loss is one trained by it`(_ loss: LossKind) throws {
    let network = try Network("dense 4, relu, dense 3, \(loss.rawValue)", on: Shape(2))
    let trace = try Trace(network.graph, RunSettings<Double>(seed: 3, batch: 2))
    let (body, kind) = try #require(network.minimised)
    var settings = RunSettings<Double>(seed: 3, batch: 2)
    settings.upstream = .loss(Loss(kind, target: try #require(trace.target)))
    let rest = try Trace(body.graph, settings)
    #expect(kind == loss && body.graph.output.id == "dense2" && body.minimised == nil)
    #expect(abs(trace.loss - rest.loss) < 1e-14)
    let gradients = zip(trace.parameterGradients[1], rest.parameterGradients[1])
    for (one, other) in gradients {
      let pairs = zip(one?.elements ?? [], other?.elements ?? [])
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-14 } && one != nil)
    }
  }

  @Test(arguments: [
    ("cross_entropy, relu", 3, "cross_entropy is a loss, so it has to be the last step"),
    (
      "sum { squared_error | squared_error }", 3,
      "squared_error is a loss, so it has to be the last step"
    ),
    ("repeat 2 { squared_error }", 3, "squared_error is a loss, so it has to be the last step"),
  ])
  func `a loss elsewhere is refused`(_ source: String, _ size: Int, _ fault: String) {
    #expect {
      try Network(source, on: Shape(size))
    } throws: { "\($0)".contains(fault) }
  }

  @Test func `cross-entropy needs a vector`() {
    #expect {
      try Network("cross_entropy", on: Shape(2, 2, 3))
    } throws: { "\($0)".contains("cross_entropy needs a vector of logits, but a map of 2×2×3") }
  }

  @Test(arguments: [
    ("cross_entropy", [0.5, 0.4], "add up to 1"), ("cross_entropy", [1.5, -0.5], "add up to 1"),
    ("sigmoid_cross_entropy", [0.5, 1.2], "probabilities, from 0 to 1"),
  ])
  func `a target that is none is refused`(
    _ source: String, _ target: [Double], _ fault: String
  ) {
    #expect {
      try trace(source, x: [0, 0], target: target)
    } throws: { "\($0)".contains(fault) }
  }
}
