import Tensors
import Testing

@testable import Networks

@Suite struct GradientTests {
  @Test func `the gradients of a residual block agree with central differences`() throws {
    var graph = Graph(input: Shape(5, 4, 3))
    let conv = try graph.append(
      Convolution(
        Arguments(["kernel": .size([3, 3]), "out": .integer(4), "stride": .integer(2)])),
      id: "conv1", inputs: [0])
    let norm = try graph.append(Normalization(Arguments([:])), id: "norm1", inputs: [conv])
    let short = try graph.append(
      Convolution(
        Arguments(
          ["kernel": .size([1, 1]), "out": .integer(4), "stride": .integer(2)], flags: ["bias"])),
      id: "conv2", inputs: [0])
    let sum = try graph.append(Sum(Arguments([:])), id: "sum1", inputs: [norm, short])
    let relu = try graph.append(ReLU(), id: "relu1", inputs: [sum])
    let pool = try graph.append(GlobalPool(Arguments([:])), id: "globalpool1", inputs: [relu])
    try graph.append(Dense(Arguments(["out": .integer(3)])), id: "dense1", inputs: [pool])
    let settings = RunSettings<Double>(seed: 7, batch: 2)
    let trace = try Trace(graph, settings)
    for (name, tensor, gradient) in [
      ("x", trace.outputs[0], trace.gradients[0]),
      ("conv1.weight", trace.parameters[1][0], try #require(trace.parameterGradients[1][0])),
      ("norm1.scale", trace.parameters[2][0], try #require(trace.parameterGradients[2][0])),
    ] {
      for i in 0..<tensor.elements.count {
        var up = tensor
        var down = tensor
        up.elements[i] += 1e-5
        down.elements[i] -= 1e-5
        var s = settings
        s.given[name] = up
        let a = try Trace(graph, s).loss
        s.given[name] = down
        let b = try Trace(graph, s).loss
        #expect(abs((a - b) / 2e-5 - gradient.elements[i]) < 1e-7)
      }
    }
  }
}
