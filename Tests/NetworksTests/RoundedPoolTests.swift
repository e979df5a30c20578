import Networks
import Tensors
import Testing

/// Pools whose last window need not be whole, as PyTorch's `ceil_mode`.
@Suite struct RoundedPoolTests {
  private func output(_ source: String, _ shape: Shape, _ x: [Double]) throws -> [Double] {
    let graph = try Network(source, on: shape).graph
    var settings = RunSettings<Double>(seed: 1, mode: .training)
    settings.given["x"] = Tensor(shape.batched(1), x)
    return try Trace(graph, settings).outputs[1].elements
  }

  @Test(arguments: [
    (5, 3, 2, 0, 2), (6, 3, 2, 0, 3), (7, 3, 2, 0, 3), (8, 3, 2, 0, 4), (6, 2, 3, 0, 2),
    (5, 3, 2, 1, 3), (6, 3, 2, 1, 4), (4, 2, 2, 1, 3), (7, 2, 3, 1, 3),
  ]) func `have as many places as PyTorch says`(
    extent: Int, kernel: Int, stride: Int, padding: Int, places: Int
  ) throws {
    let source = "maxpool \(kernel)x\(kernel) stride: \(stride) padding: \(padding) ceil"
    let shape = try Network(source, on: Shape(extent, extent, 1)).graph.output.shape
    #expect(shape == Shape(places, places, 1))
  }

  @Test func `take the largest of what there is`() throws {
    let row = try output(
      "maxpool 1x3 stride: 2 padding: valid ceil", Shape(1, 6, 1), [1, 2, 3, 4, 5, 6])
    #expect(row == [3, 5, 6])
    let map = try output(
      "maxpool 3x3 stride: 2 padding: valid ceil", Shape(6, 6, 1), (0..<36).map { Double($0) })
    #expect(map == [14, 16, 17, 26, 28, 29, 32, 34, 35])
  }

  @Test func `divide by cells of the map, or of the map and its padding, and by nothing beyond`()
    throws
  {
    let row = [1.0, 2, 3, 4, 5, 6]
    let mean = try output("avgpool 1x3 stride: 2 padding: valid ceil", Shape(1, 6, 1), row)
    #expect(mean == [2, 4, 5.5])
    // places begin at −1, 2 and 5: the last reads 6, one cell of padding, and one of neither
    let counting = try output(
      "avgpool 1x3 stride: 3 padding: 0x1 ceil count_padding", Shape(1, 6, 1), row)
    #expect(counting == [1, 4, 3])
  }

  @Test func `are one with the others where every window is whole`() throws {
    let plain = try Wiring(Network("maxpool 2x2 stride: 2", on: Shape(6, 6, 1)))
    #expect(try Wiring(Network("maxpool 2x2 stride: 2 ceil", on: Shape(6, 6, 1))) == plain)
  }
}
