import Networks
import Tensors
import Testing

/// Larger maps by repeating cells or mixing neighbours.
@Suite struct UpsamplingTests {
  private func run(_ source: String, dy: [Double]) throws -> Trace<Double> {
    let graph = try Network(source, on: Shape(2, 2, 1)).graph
    var settings = RunSettings<Double>(seed: 1, mode: .training)
    settings.given = [
      "x": Tensor(Shape(1, 2, 2, 1), [1, 2, 3, 4]), "dy": Tensor(Shape(1, 4, 4, 1), dy),
    ]
    return try Trace(graph, settings)
  }

  @Test func `by the nearest cell copies blocks, whose gradients add up`() throws {
    let trace = try run("upsample 2x2", dy: (0..<16).map { Double($0) })
    #expect(trace.outputs[1].elements == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    #expect(trace.gradients[0].elements == [10, 18, 42, 50])
  }

  @Test func `of two bilinear axes has half-pixel centres, as PyTorch without aligned corners`()
    throws
  {
    var dy = [Double](repeating: 0, count: 16)
    dy[5] = 1
    let trace = try run("upsample 2x2 bilinear", dy: dy)
    #expect(
      trace.outputs[1].elements == [
        1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4,
      ])
    #expect(trace.gradients[0].elements == [0.5625, 0.1875, 0.1875, 0.0625])
    let ones = try run(
      "upsample 2x2 bilinear", dy: [Double](repeating: 1, count: 16))
    #expect(ones.gradients[0].elements == [4, 4, 4, 4])
  }

  @Test func `of a vector or by nothing is refused`() {
    #expect(throws: NotationError.self) { try Network("upsample 2x2", on: Shape(4)) }
    #expect(throws: NotationError.self) { try Network("upsample 0x2", on: Shape(2, 2, 1)) }
  }
}
