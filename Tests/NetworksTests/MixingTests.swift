import Networks
import Tensors
import Testing

/// CutMix and mixup: hand-made numbers, what they draw, and how labels follow.
struct MixingTests {
  /// Image A with 1 to 16 and image B with 101 to 116, and in both a box of two pixels.
  private static let images = Tensor<Double>(
    Shape(2, 4, 4, 1), (1...16).map(Double.init) + (101...116).map(Double.init))
  private static let gradient = Tensor<Double>(
    Shape(2, 4, 4, 1),
    [Double](repeating: 1, count: 16) + [Double](repeating: 10, count: 16))
  private static var box: Tensor<Double> {
    var mask = Tensor<Double>(repeating: 1, Shape(2, 4, 4, 1))
    for image in 0..<2 { for column in 2..<4 { mask[[image, 0, column, 0]] = 0 } }
    return mask
  }

  private static func trace(
    _ source: String, mask: Tensor<Double>, named name: String
  ) throws -> Trace<Double> {
    let network = try Network(source, on: Shape(4, 4, 1))
    var settings = RunSettings<Double>(seed: 7, mode: .training, batch: 2)
    settings.given = ["x": images, "dy": gradient, name: mask]
    return try Trace(network.graph, settings)
  }

  @Test func `a box comes from the image before, and its gradient goes back there`() throws {
    let trace = try Self.trace("cutmix", mask: Self.box, named: "cutmix1.mask")
    let y = trace.outputs[1].images
    #expect(Array(y[0].elements.prefix(5)) == [1, 2, 103, 104, 5])
    #expect(Array(y[1].elements.prefix(5)) == [101, 102, 3, 4, 105])
    let dx = trace.gradients[0].images
    #expect(Array(dx[0].elements.prefix(5)) == [1, 1, 10, 10, 1])
    #expect(Array(dx[1].elements.prefix(5)) == [10, 10, 1, 1, 10])
    let mixture = Mixture(Self.box)
    let labels = mixture.targets(Tensor<Double>(Shape(2, 2), [1, 0, 0, 1]))
    #expect(labels.elements == [0.875, 0.125, 0.125, 0.875])
  }

  @Test func `mixup blends all pixels with one share`() throws {
    let mask = Tensor<Double>(repeating: 0.75, Shape(2, 1, 1, 1))
    let trace = try Self.trace("mixup", mask: mask, named: "mixup1.mask")
    #expect(Array(trace.outputs[1].elements.prefix(2)) == [26, 27])
    let dx = trace.gradients[0].images
    #expect(dx[0].elements.allSatisfy { $0 == 3.25 } && dx[1].elements.allSatisfy { $0 == 7.75 })
  }

  /// The stream of the first mask of a run with a seed.
  private static func source(_ seed: UInt64) -> WeightRule {
    WeightRule(seed: seed + 1, tensor: WeightRule.firstMaskTensor)
  }

  @Test func `seed 7 draws the box that the sheet of facts says`() throws {
    let draw = MixingDraw(alpha: 1, Self.source(7))
    #expect(abs(draw.share - 0.6591) < 5e-5)
    let (small, large) = (draw.box(on: Shape(8, 8, 3)), draw.box(on: Shape(32, 32, 3)))
    #expect(draw.centrePixel(0, on: Shape(8, 8, 3)) == 6)
    #expect(draw.centrePixel(1, on: Shape(8, 8, 3)) == 0)
    #expect(small.rows == 4..<8 && small.columns == 0..<2)
    #expect(draw.centrePixel(0, on: Shape(32, 32, 3)) == 27)
    #expect(large.rows == 18..<32 && large.columns == 0..<10)
    let mask: Tensor<Double> = MixingRule(.paste, alpha: 1).mask(
      images: 4, map: Shape(8, 8, 3), drawnBy: Self.source(7))
    let mixture = Mixture(mask)
    #expect((0..<4).map { mixture.kept(of: $0) } == [0.875, 0.875, 0.875, 0.875])
    #expect((0..<4).map { mixture.partner(of: $0) } == [3, 0, 1, 2])
    let permuted: Tensor<Double> = MixingRule(.paste, alpha: 1, isPermuted: true).mask(
      images: 4, map: Shape(8, 8, 3), drawnBy: Self.source(7))
    #expect((0..<4).map { Mixture(permuted).partner(of: $0) } == [1, 3, 0, 2])
  }

  @Test func `each image draws for itself where that is asked for`() {
    let mask: Tensor<Double> = MixingRule(.blend, alpha: 1, isPerExample: true).mask(
      images: 8, map: Shape(4, 4, 1), drawnBy: Self.source(7))
    #expect(Set(mask.elements).count == 8)
    let one: Tensor<Double> = MixingRule(.blend, alpha: 1).mask(
      images: 8, map: Shape(4, 4, 1), drawnBy: Self.source(7))
    #expect(Set(one.elements).count == 1)
  }

  /// What is kept on average, over draws of seeds; the sheet's means are to three digits.
  private static func kept(_ alpha: Double, side: Int, count: UInt64 = 10_000) -> [Double] {
    let map = Shape(side, side, 1)
    return (0..<count).map { seed in
      1 - Double(MixingDraw(alpha: alpha, source(seed)).box(on: map).area) / Double(side * side)
    }
  }

  @Test(arguments: [
    (8, 0.767, 0.062), (16, 0.723, 0.016), (32, 0.701, 0.004), (224, 0.682, 0.0001),
  ])
  func `on small images more is kept, as boxes are cut to even sides`(
    _ side: Int, _ mean: Double, _ empty: Double
  ) {
    let kept = Self.kept(1, side: side)
    #expect(abs(kept.reduce(0, +) / Double(kept.count) - mean) < 0.01)
    #expect(abs(Double(kept.count { $0 == 1 }) / Double(kept.count) - empty) < 0.008)
  }

  @Test(arguments: [(0.1, 0.709), (0.25, 0.699), (0.5, 0.689), (1, 0.679), (2, 0.672), (4, 0.667)])
  func `what is kept on average hardly depends on alpha`(_ alpha: Double, _ mean: Double) {
    let kept = Self.kept(alpha, side: 2000, count: 6_000)
    #expect(abs(kept.reduce(0, +) / Double(kept.count) - mean) < 0.012)
  }

  @Test func `clipping only adds to what is kept`() {
    let map = Shape(32, 32, 1)
    let draws = (0..<UInt64(10_000)).map { MixingDraw(alpha: 1, Self.source($0)) }
    // cut to even sides a box covers no more than its share
    #expect(draws.allSatisfy { 1 - Double($0.box(on: map).area) / 1024 >= $0.share - 1e-12 })
    let complete = draws.count { $0.box(on: map).area == $0.drawnArea(on: map) }
    #expect(0.2...0.23 ~= Double(complete) / 10_000)
    // A keeps more than half in 82 % of the draws
    let half = draws.count { $0.box(on: Shape(224, 224, 1)).area < 224 * 112 }
    #expect(abs(Double(half) / 10_000 - 0.82) < 0.02)
  }

  @Test func `the middle is replaced most often, a corner least`() {
    let map = Shape(224, 224, 1)
    let boxes = (0..<UInt64(10_000)).map { MixingDraw(alpha: 1, Self.source($0)).box(on: map) }
    func share(_ row: Int, _ column: Int) -> Double {
      Double(boxes.count { $0.rows.contains(row) && $0.columns.contains(column) }) / 10_000
    }
    #expect(abs(share(112, 112) - 0.5) < 0.02)
    #expect(abs(share(0, 112) - 0.25) < 0.02)
    #expect(abs(share(0, 0) - 0.125) < 0.015)
  }

  @Test func `a random order leaves one image with itself on average`() {
    let orders = (0..<UInt64(4_000)).map { seed -> [Int] in
      let mask: Tensor<Double> = MixingRule(.blend, alpha: 1, isPermuted: true).mask(
        images: 8, map: Shape(1, 1, 1), drawnBy: Self.source(seed))
      return (0..<8).map { Mixture(mask).partner(of: $0) }
    }
    #expect(orders.allSatisfy { $0.sorted() == Array(0..<8) })
    let fixed = orders.reduce(0) { sum, order in sum + order.indices.count { order[$0] == $0 } }
    #expect(abs(Double(fixed) / 4_000 - 1) < 0.08)
  }

  @Test(arguments: ["cutmix", "mixup", "cutmix per_example permuted"])
  func `the loss is that of both labels by their shares`(operation: String) throws {
    let network = try Network(operation + ", flatten, dense 3", on: Shape(6, 6, 1))
    let labels = [0, 1, 2, 1]
    var settings = RunSettings<Double>(seed: 7, mode: .training, batch: 4)
    settings.upstream = .loss(try Loss(labels: labels, classes: 3))
    let trace = try Trace(network.graph, settings)
    let mixture = Mixture(try #require(trace.masks[1]))
    let logarithms = trace.outputs[network.graph.output.index].images.map { scores in
      let total = scores.elements.reduce(0) { $0 + S.exponential($1) }
      return scores.elements.map { $0 - S.logarithm(total) }
    }
    var expected = 0.0
    for image in 0..<4 {
      let (kept, other) = (mixture.kept(of: image), mixture.partner(of: image))
      expected -= kept * logarithms[image][labels[image]]
      expected -= (1 - kept) * logarithms[image][labels[other]]
    }
    #expect(abs(trace.loss - expected / 4) < 1e-12)
    // and its gradient is p − t̃ over the images
    let dz = trace.gradients[network.graph.output.index]
    for image in 0..<4 {
      for label in 0..<3 {
        let own = labels[image] == label ? mixture.kept(of: image) : 0
        let second = labels[mixture.partner(of: image)] == label ? 1 - mixture.kept(of: image) : 0
        let p = S.exponential(logarithms[image][label])
        #expect(abs(dz[[image, label]] - (p - own - second) / 4) < 1e-12)
      }
    }
  }
  private typealias S = Double

  @Test func `in inference and alone an image stays as it is`() throws {
    let network = try Network("cutmix", on: Shape(4, 4, 1))
    for (mode, batch) in [(Mode.inference, 2), (.training, 1)] {
      let trace = try Trace(network.graph, RunSettings<Double>(seed: 7, mode: mode, batch: batch))
      #expect(trace.outputs[1] == trace.outputs[0] && trace.masks[1] == nil)
    }
  }

  @Test func `a mask that says nothing sensible is refused`() throws {
    var half = Self.box
    half[[0, 0, 0, 0]] = 0.5
    #expect(throws: Misfit.self) {
      try Self.trace("cutmix", mask: half, named: "cutmix1.mask")
    }
    var twice = Tensor<Double>(repeating: 1, Shape(2, 4, 4, 2))
    #expect(throws: Misfit.self) {
      try Self.trace("cutmix permuted", mask: twice, named: "cutmix1.mask")
    }
    for place in stride(from: 1, to: 32, by: 2) { twice.elements[place] = 1 }
    for place in stride(from: 33, to: 64, by: 2) { twice.elements[place] = 0 }
    _ = try Self.trace("cutmix permuted", mask: twice, named: "cutmix1.mask")
    #expect(throws: NotationError.self) { try Network("cutmix alpha: 9", on: Shape(4, 4, 1)) }
  }

  @Test func `an element is accounted for with the share that its label counts`() throws {
    let trace = try Self.trace("cutmix", mask: Self.box, named: "cutmix1.mask")
    let node = trace.graph.output
    let explanation = try trace.explanation(of: .output, at: node, element: [0, 0, 2, 0])
    #expect(explanation.terms.map(\.product) == [0, 103])
    #expect(explanation.definitions.map(\.value) == [0.875])
    let gradient = try trace.explanation(
      of: .inputGradient(0), at: node, element: [0, 0, 2, 0])
    #expect(gradient.terms.map(\.product) == [0, 10])
  }
}
