import Tensors
import Testing

@testable import Networks

/// The algorithm as a lesson writes it down, run beside the engine's backward pass.
@Suite struct BackpropagationTests {
  @Test(arguments: [
    ("sum { dense 2 | identity }, relu, dense 1, squared_error", Shape(2)),
    ("dense 3, relu, dense 2, cross_entropy", Shape(2)),
    ("scale { identity | sum { sigmoid | identity } }, dense 2, sigmoid_cross_entropy", Shape(3)),
  ])
  func `sums over successors give the engine's gradients`(
    _ source: String, _ input: Shape
  ) throws {
    let graph = try Network(source, on: input).graph
    let trace = try Trace(graph, RunSettings<Double>(seed: 7))
    var gradients = [[Double]](repeating: [], count: graph.nodes.count)
    gradients[graph.output.index] = [1]
    for i in (0..<graph.output.index).reversed() {
      let value = trace.outputs[i]
      gradients[i] = value.elements.indices.map { element in
        graph.nodes.filter { $0.inputs.contains(i) }.reduce(0.0) { sum, successor in
          let slopes = slopes(of: successor, in: i, element, trace)
          return sum + zip(gradients[successor.index], slopes).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      for (own, engine) in zip(gradients[i], trace.gradients[i].elements) {
        #expect(abs(own - engine) < 1e-7, "\(graph.nodes[i].id): \(own), not \(engine)")
      }
    }
  }

  /// The local derivatives of all numbers of a node in one number that enters it.
  private func slopes(
    of node: Node, in input: Int, _ element: Int, _ trace: Trace<Double>
  ) -> [Double] {
    let step = 1e-5
    let call = trace.call(of: node)
    let ends = [step, -step].map { distance in
      let inputs = zip(node.inputs, call.inputs).map { source, tensor in
        var moved = tensor
        if source == input { moved.elements[element] += distance }
        return moved
      }
      return node.operation.forward(
        Call(
          inputs: inputs, parameters: call.parameters, mode: call.mode, target: call.target)
      ).elements
    }
    return zip(ends[0], ends[1]).map { ($0 - $1) / (2 * step) }
  }
}
