import Tensors
import Testing

@testable import Networks

/// The examples that the lesson on transposed convolution works by hand: exact whole numbers.
@Suite struct WorkedExampleTests {
  private func trace(
    _ source: String, on input: Shape, kernel: [Double], upstream: [Double]
  ) throws -> Trace<Double> {
    let graph = try Network(source, on: input).graph
    var settings = RunSettings<Double>()
    settings.given["conv1.weight"] = Tensor(graph.nodes[1].parameters[0].shape, kernel)
    settings.given["dy"] = Tensor(graph.output.shape.batched(1), upstream)
    return try Trace(graph, settings)
  }

  @Test func `with stride 1 a 2×2 kernel spreads a 3×3 gradient`() throws {
    let trace = try trace(
      "conv 2x2 1 padding: valid", on: Shape(4, 4, 1), kernel: [1, 2, 3, 4],
      upstream: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(
      trace.gradients[0].elements
        == [1, 4, 7, 6, 7, 23, 33, 24, 19, 53, 63, 42, 21, 52, 59, 36])
  }

  @Test func `with stride 2 the middle collects four products`() throws {
    let trace = try trace(
      "conv 3x3 1 stride: 2 padding: valid", on: Shape(5, 5, 1),
      kernel: [1, 2, 3, 4, 5, 6, 7, 8, 9], upstream: [1, 2, 3, 4])
    #expect(
      trace.gradients[0].elements
        == [
          1, 2, 5, 4, 6, 4, 5, 14, 10, 12, 10, 14, 36, 24, 30, 12, 15, 34, 20, 24, 21, 24, 55, 32,
          36,
        ])
    #expect(trace.gradients[0].elements.reduce(0, +) == 450)
    let explanation = try trace.explanation(
      of: .inputGradient(0), at: trace.graph.nodes[1], element: [2, 2, 0])
    #expect(explanation.terms.map(\.product).sorted() == [4, 9, 9, 14])
    #expect(explanation.total == 36)
    #expect(explanation.value == 36)
  }

  @Test func `a row and column that no window reads get no gradient`() throws {
    let trace = try trace(
      "conv 3x3 1 stride: 2 padding: valid", on: Shape(6, 6, 1),
      kernel: [1, 2, 3, 4, 5, 6, 7, 8, 9], upstream: [1, 2, 3, 4])
    let dx = trace.gradients[0]
    #expect((0..<6).allSatisfy { dx[0, 5, $0, 0] == 0 && dx[0, $0, 5, 0] == 0 })
    #expect(dx[0, 2, 2, 0] == 36)
  }

  @Test func `the columns of the matrix sum to what ones send back`() throws {
    let trace = try trace(
      "conv 1x3 1 stride: 1x2 padding: valid", on: Shape(1, 7, 1), kernel: [1, 2, 3],
      upstream: [1, 1, 1])
    #expect(trace.gradients[0].elements == [1, 2, 4, 2, 4, 2, 3])
    let counts = try (0..<7).map { column in
      try trace.explanation(
        of: .inputGradient(0), at: trace.graph.nodes[1], element: [0, column, 0]
      ).terms.count
    }
    #expect(counts == [1, 1, 2, 1, 2, 1, 1])
  }
}
