import Foundation
import LessonSamples
import Networks
import Tensors
import Testing

@testable import Lessons

/// Numbers in the texts of the lessons on training, computed again.
@Suite struct TrainingProseTests {
  private let course: Course

  init() throws { course = try Samples.course() }

  /// The lesson's file with its lines joined, as one searches it.
  private func text(_ number: Int) throws -> String {
    try course.packs[0].folder.text(course.chapters[number - 1].file).split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
  }

  private func expect(
    _ number: Int, says values: [Double], decimals: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try text(number)
    for value in values {
      let words = String(format: "%.\(decimals)f", value)
      #expect(
        text.contains(words), "lesson \(number) lacks \(words)", sourceLocation: sourceLocation)
    }
  }

  /// Both passes of a loss alone.
  private func trace(_ loss: String, _ x: [Double], _ target: [Double]) throws -> Trace<Double> {
    var settings = RunSettings<Double>()
    settings.given = [
      "x": Tensor(Shape(1, x.count), x), "target": Tensor(Shape(1, x.count), target),
    ]
    return try Trace(Network(loss, on: Shape(x.count)).graph, settings)
  }

  @Test func `the examples of softmax, and of smoothing, are what the engine computes`() throws {
    let z = [2.0, 1, 0]
    for target in [[0.7, 0.2, 0.1], [1.0, 0, 0]] {
      let trace = try trace("cross_entropy", z, target)
      try expect(15, says: trace.gradients[0].elements + [trace.loss], decimals: 6)
    }
    let total = z.map { exp($0) }.reduce(0, +)
    try expect(15, says: z.map { exp($0) / total }, decimals: 6)
    let entropy = [0.7, 0.2, 0.1].reduce(0) { $0 - $1 * log($1) }
    try expect(15, says: [entropy, log(10), log(exp(1) + 9) - 1], decimals: 6)

    let (gold, other) = (1 - 0.1 + 0.1 / 3, 0.1 / 3)
    let smoothed = try trace("cross_entropy", z, [gold, other, other])
    try expect(
      21, says: smoothed.gradients[0].elements + [smoothed.loss, gold, other], decimals: 6)
    let floor = -0.91 * log(0.91) - 9 * 0.01 * log(0.01)
    try expect(21, says: [floor, log(0.9 * 10 / 0.1 + 1), log(0.95 / 0.05)], decimals: 6)
  }

  @Test func `the examples of the sigmoid are what the engine computes`() throws {
    for (z, target) in [(1.5, 1.0), (1.5, 0.95), (2, 0), (0, 1)] {
      let trace = try trace("sigmoid_cross_entropy", [z], [target])
      try expect(16, says: [trace.loss], decimals: 6)
      if z != 0 { try expect(16, says: trace.gradients[0].elements, decimals: 6) }
    }
    try expect(16, says: [-0.95 * log(0.95) - 0.05 * log(0.05)], decimals: 6)
    try expect(16, says: [log(0.95 / 0.05), 1 / (1 + exp(-1))], decimals: 3)
  }

  @Test func `the worked perceptron is what the engine computes`() throws {
    var settings = RunSettings<Double>()
    settings.given = [
      "x": Tensor(Shape(1, 2), [1, 2]), "target": Tensor(Shape(1, 2), [1, 0]),
      "dense1.weight": Tensor(Shape(2, 3), [1, -1, 0.5, 0.5, 0.25, -1]),
      "dense1.bias": Tensor([0, 0.25, 0]),
      "dense2.weight": Tensor(Shape(3, 2), [1, 0, 2, 1, 1, 1]), "dense2.bias": Tensor([0, 1]),
    ]
    let graph = try Network("dense 3, relu, dense 2, cross_entropy", on: Shape(2)).graph
    let trace = try Trace(graph, settings)
    #expect(trace.outputs[1].elements == [2, -0.25, -1.5])
    #expect(trace.outputs[3].elements == [2, 1])
    let gradients = trace.parameterGradients.flatMap { $0 }.compactMap { $0?.elements }.joined()
    try expect(18, says: gradients.filter { $0 != 0 } + [trace.loss], decimals: 6)
    #expect(gradients.count { $0 == 0 } == 2 * (2 + 1 + 2))
    let parameters = [64 * 16, 16, 16 * 10, 10].reduce(0, +)
    #expect(try text(18).contains("\(parameters) for 64 inputs"))
  }

  @Test func `decay, dropout and starts follow their formulas`() throws {
    try expect(19, says: [pow(1 - 0.001, 100)], decimals: 6)
    #expect(try text(19).contains("after \(Int((log(0.5) / log(1 - 0.001)).rounded(.up)))."))
    try expect(20, says: [9 * 0.2 / 0.8], decimals: 2)
    try expect(22, says: [sqrt(6 / 74.0), 2 / 74.0, sqrt(6 / 144.0), sqrt(6 / 72.0)], decimals: 6)
    try expect(22, says: [pow(0.5, 20)], decimals: 8)
  }

  @Test func `momentum, AdaGrad and Adam follow their formulas`() throws {
    try expect(24, says: [2 * pow(1 - 0.3, 4)], decimals: 4)
    try expect(26, says: [log(0.5) / log(0.9)], decimals: 2)
    try expect(26, says: [2 * 1.9 / (10 * 2.8)], decimals: 4)
    var (w, v) = (1.0, 0.0)
    for _ in 0..<3 {
      v = 0.5 * v + 2 * w
      w -= 0.1 * v
    }
    try expect(26, says: [w], decimals: 3)
    (w, v) = (1, 0)
    for _ in 0..<3 {
      w -= 0.1 * 0.5 * v
      let g = 2 * w
      (v, w) = (0.5 * v + g, w - 0.1 * g)
    }
    try expect(26, says: [w], decimals: 3)

    try expect(27, says: [0.3 / sqrt(0.9), 0.4 / sqrt(2.41)], decimals: 6)
    #expect(try text(27).contains("\(Int((log(0.001) / log(0.9)).rounded(.up))) more updates"))
    try expect(27, says: [1 / sqrt(1 - 0.9), 1 / sqrt(1 - pow(0.9, 10))], decimals: 2)

    let (first, second) = (0.39 / 0.19, 0.009999 / (1 - 0.999 * 0.999))
    try expect(28, says: [first, second, first / sqrt(second)], decimals: 6)
    let uncorrected = (1...1000).map { t -> Double in
      (1 - pow(0.9, Double(t))) / sqrt(1 - pow(0.999, Double(t)))
    }
    let most = uncorrected.max() ?? 0
    try expect(28, says: [uncorrected[0], most, uncorrected[999]], decimals: 2)
    #expect(uncorrected.firstIndex(of: most) == 11)
    for beta in [0.9, 0.999] {
      #expect(try text(28).contains("\(Int((log(0.01) / log(beta)).rounded(.up)))"))
    }
  }

  @Test func `rates follow their formulas`() throws {
    let transformer = { (t: Double) in min(1 / sqrt(t), t / 4000 / sqrt(4000)) / sqrt(512) }
    try expect(29, says: [1000, 4000, 16_000].map(transformer), decimals: 9)
    try expect(29, says: [transformer(1)], decimals: 12)
    try expect(29, says: [43.0 / 84], decimals: 6)
    for (bound, terms) in [(3.0, 11), (5, 83)] {
      var (sum, count) = (0.0, 0)
      while sum <= bound { (sum, count) = (sum + 1 / Double(count + 1), count + 1) }
      #expect(count == terms)
      #expect(try text(25).contains("\(terms)"))
    }
  }
}
