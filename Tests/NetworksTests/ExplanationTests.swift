import OperationSamples
import Tensors
import Testing

@testable import Networks

/// The explanation of a number is that number, for every operation.
@Suite struct ExplanationTests {
  @Test(arguments: Sample.all, Mode.allCases)
  func `the products add up to what the engine computed`(_ sample: Sample, _ mode: Mode) throws {
    let graph = try sample.network().graph
    let trace = try Trace(graph, RunSettings<Double>(seed: 11, mode: mode, batch: 2))
    let chance = WeightRule(seed: 5, tensor: 0)
    for node in graph.nodes {
      for quantity in graph.quantities(of: node) + [.outputGradient] {
        let tensor = try trace.tensor(quantity, of: node)
        for draw in 0..<12 {
          let offset = Int(chance.bits(UInt64(draw)) % UInt64(tensor.elements.count))
          let explanation = try trace.explanation(
            of: quantity, at: node, element: tensor.shape.index(at: offset))
          #expect(explanation.value == tensor.elements[offset])
          #expect(
            abs(explanation.total - explanation.value) <= 1e-12 * explanation.magnitude,
            "\(node.id) \(quantity.name) \(explanation.element)")
          try expectFactorsOfTensors(explanation, in: trace)
          #expect(!explanation.formula.isEmpty && !explanation.instance.isEmpty)
        }
      }
    }
  }

  /// A factor that names a tensor of the run has the value that stands there.
  func expectFactorsOfTensors(_ explanation: Explanation, in trace: Trace<Double>) throws {
    for factor in explanation.terms.flatMap(\.factors) where !factor.index.isEmpty {
      if let node = trace.graph.node(factor.tensor) {
        #expect(trace.outputs[node.index][factor.index] == factor.value)
      } else if factor.tensor.hasPrefix("grad."),
        let node = trace.graph.node(String(factor.tensor.dropFirst(5)))
      {
        #expect(trace.gradients[node.index][factor.index] == factor.value)
      }
    }
  }
}
