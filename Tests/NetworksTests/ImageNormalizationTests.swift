import Networks
import Tensors
import Testing

/// Normalizations over one image, held against numbers that PyTorch computed in Double.
@Suite struct ImageNormalizationTests {
  private struct Run {
    let y: [Double]
    let dx: [Double]
    let scale: [Double]
    let shift: [Double]
  }

  /// Both passes of a normalization on one image, given scale, shift and what comes back.
  private func run(
    _ source: String, _ shape: Shape, x: [Double], dy: [Double], scale: [Double], shift: [Double]
  ) throws -> Run {
    let graph = try Network(source, on: shape).graph
    let id = graph.output.id
    var settings = RunSettings<Double>(seed: 1, mode: .training)
    settings.given = [
      "x": Tensor(shape.batched(1), x), "dy": Tensor(shape.batched(1), dy),
      "\(id).scale": Tensor(scale), "\(id).shift": Tensor(shift),
    ]
    let trace = try Trace(graph, settings)
    let gradients = trace.parameterGradients[1].map { $0?.elements ?? [] }
    return Run(
      y: trace.outputs[1].elements, dx: trace.gradients[0].elements, scale: gradients[0],
      shift: gradients[1])
  }
  private func expect(_ numbers: [Double], _ wanted: [Double], within error: Double = 1e-6) {
    #expect(numbers.count == wanted.count)
    for (one, other) in zip(numbers, wanted) { #expect(abs(one - other) < error) }
  }

  @Test func `of a layer keep the scales within the set`() throws {
    let run = try run(
      "layer_norm", Shape(4), x: [0, 2, 4, 6], dy: [0, 0, 1, 0], scale: [1, 1, 2, 1],
      shift: [0, 0, 0, 1])
    expect(run.y, [-1.341639, -0.447213, 0.894426, 2.341639])
    // with the scale in front of the whole it would be −0.0447, −0.0894, 0.6261, −0.1789
    expect(run.dx, [-0.089443, -0.178885, 0.626098, -0.357770])
    expect(run.scale, [0, 0, 0.447213, 0])
    #expect(run.shift == [0, 0, 1, 0])
    // mean 3 and variance 5 in full
    let deviation = (5 + 1e-5).squareRoot()
    let n = [-3, -1, 1, 3].map { $0 / deviation }
    expect(run.y, [n[0], n[1], 2 * n[2], n[3] + 1], within: 1e-12)
    expect(
      run.dx, n.enumerated().map { (($0 == 2 ? 2 : 0) - 0.5 - $1 * n[2] / 2) / deviation },
      within: 1e-12)
  }

  /// A map of one row, two columns and four channels.
  private static let map = [0.0, 2, 4, 6, 2, 4, 0, 2]
  private static let first = [1.0, 0, 0, 0, 0, 0, 0, 0]

  @Test func `of groups take neighbouring channels at all positions`() throws {
    let run = try run(
      "group_norm groups: 2", Shape(1, 2, 4), x: Self.map, dy: Self.first,
      scale: [1, 1, 1, 1], shift: [0, 0, 0, 0])
    expect(
      run.y,
      [-1.414210, 0, 0.447213, 1.341639, 0, 1.414210, -1.341639, -0.447213])
    expect(run.dx, [0.176778, -0.176776, 0, 0, -0.176776, 0.176774, 0, 0])
    let one = try self.run(
      "group_norm groups: 1", Shape(1, 2, 4), x: Self.map, dy: Self.first,
      scale: [1, 1, 1, 1], shift: [0, 0, 0, 0])
    expect(Array(one.y.prefix(4)), [-1.290993, -0.258199, 0.774596, 1.807390])
  }

  @Test func `of one group and of a layer are one`() throws {
    let rule = WeightRule(seed: 3, tensor: 0)
    let shape = Shape(3, 2, 4)
    let x: Tensor<Double> = rule.tensor(shape, fanIn: 1)
    let dy: Tensor<Double> = WeightRule(seed: 3, tensor: 1).tensor(shape, fanIn: 1)
    let runs = try ["layer_norm", "group_norm groups: 1"].map {
      try run(
        $0, shape, x: x.elements, dy: dy.elements, scale: [1, 2, 3, 4], shift: [0, 1, 0, 1])
    }
    #expect(runs[0].y == runs[1].y && runs[0].dx == runs[1].dx && runs[0].scale == runs[1].scale)
    let channels = try ["instance_norm", "group_norm groups: 4"].map {
      try run(
        $0, shape, x: x.elements, dy: dy.elements, scale: [1, 2, 3, 4], shift: [0, 1, 0, 1])
    }
    #expect(channels[0].y == channels[1].y && channels[0].dx == channels[1].dx)
  }

  @Test func `of an instance take one channel`() throws {
    let run = try run(
      "instance_norm", Shape(2, 2, 1), x: [1, 3, 5, 7], dy: [1, 0, 0, 0], scale: [1], shift: [0])
    expect(run.y, [-1.341639, -0.447213, 0.447213, 1.341639])
    expect(run.dx, [0.134164, -0.178885, -0.044721, 0.089442])
  }

  @Test func `of an image do not depend on the others of a batch`() throws {
    let graph = try Network("group_norm groups: 2", on: Shape(2, 3, 4)).graph
    var settings = RunSettings<Double>(seed: 5, mode: .training, batch: 3)
    let batch = try Trace(graph, settings)
    let count = 24
    settings.batch = 1
    settings.given["x"] = Tensor(
      Shape(1, 2, 3, 4), Array(batch.outputs[0].elements[count..<2 * count]))
    let alone = try Trace(graph, settings)
    #expect(alone.outputs[1].elements == Array(batch.outputs[1].elements[count..<2 * count]))
    settings.mode = .inference
    #expect(try Trace(graph, settings).outputs[1].elements == alone.outputs[1].elements)
  }

  @Test(arguments: [
    ("group_norm groups: 3", Shape(2, 2, 4), "3 groups do not divide 4 channels"),
    ("instance_norm", Shape(4), "needs a map"),
    ("instance_norm", Shape(1, 1, 4), "a map of 1×1 has only one"),
    ("layer_norm eps: 2", Shape(4), "between 1e-12 and 1"),
  ]) func `that cannot be are refused with the reason`(
    source: String, shape: Shape, reason: String
  ) {
    let error = #expect(throws: NotationError.self) { try Network(source, on: shape) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
