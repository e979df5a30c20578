import Tensors
import Testing

@testable import Networks

/// A transposed convolution is the transpose of a convolution: ⟨A·x, g⟩ = ⟨x, Aᵀ·g⟩.
@Suite struct AdjointTests {
  @Test(arguments: 0..<200)
  func `a transposed convolution is the adjoint of its convolution`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let groups = pick(1...3)
    let (inputs, outputs) = (groups * pick(1...3), groups * pick(1...3))
    let (stride, dilation) = (pick(1...3), pick(1...2))
    let kernel = Pair(pick(1...4), pick(1...4))
    let padding = pick(0...min(kernel.rows, kernel.columns) - 1)
    let size = (
      dilation * (kernel.rows - 1) + 1 + pick(0...6),
      dilation * (kernel.columns - 1) + 1 + pick(0...6)
    )
    let options =
      "stride: \(stride) padding: \(padding) dilation: \(dilation) groups: \(groups)"
    let convolution = try Network(
      "conv \(kernel.source) \(outputs) \(options)", on: Shape(size.0, size.1, inputs))
    let transposed = try Network(
      "transposed \(kernel.source) \(inputs) \(options) output: \(size.0)x\(size.1)",
      on: convolution.graph.output.shape)
    let settings = RunSettings<Double>(seed: UInt64(seed), batch: 2)
    let trace = try Trace(convolution.graph, settings)
    let g = trace.gradients[1]
    var back = settings
    back.given = ["x": g, "transposed1.weight": trace.parameters[1][0]]
    let spread = try Trace(transposed.graph, back).outputs[1]

    let left = zip(trace.outputs[1].elements, g.elements).map { $0 * $1 }
    let right = zip(trace.outputs[0].elements, spread.elements).map { $0 * $1 }
    let magnitude = (left + right).reduce(1) { $0 + abs($1) }
    #expect(abs(left.reduce(0, +) - right.reduce(0, +)) < 1e-12 * magnitude)
    // and it is what the backward pass sends to the input
    let error = zip(spread.elements, trace.gradients[0].elements).map { abs($0 - $1) }.max() ?? 0
    #expect(error < 1e-12 * magnitude)
  }
}
