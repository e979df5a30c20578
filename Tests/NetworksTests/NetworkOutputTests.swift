import Tensors
import Testing

@testable import Networks

/// Whole networks, forward and backward, against numbers of PyTorch on the same weights.
@Suite struct NetworkOutputTests {
  @Test func `there are runs of five networks`() {
    #expect(Set(NetworkRun.chosen.map(\.name)).count == 5)
  }

  @Test(arguments: NetworkRun.chosen) func `kernels have the order and shapes of the state dict`(
    _ run: NetworkRun
  ) throws {
    let shapes = try run.graph().nodes.flatMap(\.parameters).filter {
      if case .random = $0.start { true } else { false }
    }.map(\.shape)
    // a gate's dense layers are 1×1 convolutions there
    func size(_ shape: Shape) -> [Int] { Array(shape.extents.drop { $0 == 1 }) }
    #expect(shapes.map(size) == run.kernels.map { size($0.shape) })
  }

  @Test(arguments: NetworkRun.chosen) func `logits agree to 1e-9 in Double`(
    _ run: NetworkRun
  ) throws {
    let logits = try ForwardPass<Double>(run.graph(), run.settings()).output
    expect(logits, gives: run.run.float64, to: 1e-9)
    let best = logits.images.compactMap { image in
      image.elements.indices.max { image.elements[$0] < image.elements[$1] }
    }
    #expect(best == run.run.float64.argmax)
  }

  @Test(arguments: NetworkRun.chosen) func `logits agree to 2e-4 in Float`(
    _ run: NetworkRun
  ) throws {
    let logits = try ForwardPass<Float>(run.graph(), run.settings()).output
    expect(logits.converted(), gives: run.run.float64, to: 2e-4)
  }

  @Test(arguments: NetworkRun.chosen) func `gradients agree to 1e-8 in Double`(
    _ run: NetworkRun
  ) throws {
    let graph = try run.graph()
    let trace = try Trace<Double>(graph, run.settings())
    for (name, expected) in run.run.float64.gradients {
      guard let sum = expected.sum, let first5 = expected.first5 else { continue }
      var gradient = trace.gradients[0]
      if name != "x" {
        let (node, place) = try #require(run.parameter(name, of: graph))
        gradient = try #require(trace.parameterGradients[node][place])
      }
      let largest = gradient.largestMagnitude
      #expect(largest > 0, "\(name)")
      for (ours, theirs) in zip(gradient.elements, first5) {
        #expect(abs(ours - theirs) <= 1e-8 * largest, "\(name)")
      }
      let magnitudes = gradient.elements.reduce(0) { $0 + abs($1) }
      #expect(abs(gradient.elements.reduce(0, +) - sum) <= 1e-8 * magnitudes, "\(name)")
      #expect(abs(norm(of: [gradient]) - expected.l2) <= 1e-8 * expected.l2, "\(name)")
    }
    let all = try #require(run.run.float64.gradients["all_parameters"])
    let ours = norm(of: trace.parameterGradients.flatMap { $0.compactMap { $0 } })
    #expect(abs(ours - all.l2) <= 1e-8 * all.l2)
  }

  private func norm(of tensors: [Tensor<Double>]) -> Double {
    tensors.reduce(0) { $0 + $1.elements.reduce(0) { $0 + $1 * $1 } }.squareRoot()
  }

  private func expect(
    _ logits: Tensor<Double>, gives result: NetworkOutputs.Result, to tolerance: Double
  ) {
    let bound = tolerance * result.l2 / Double(logits.elements.count).squareRoot()
    for (ours, theirs) in zip(logits.elements, result.first10) {
      #expect(abs(ours - theirs) <= bound)
    }
    let statistics = Statistics(logits)
    #expect(abs(statistics.mean - result.mean) <= bound)
    #expect(abs(norm(of: [logits]) - result.l2) <= tolerance * result.l2)
  }
}
