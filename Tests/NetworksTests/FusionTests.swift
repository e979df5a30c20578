import Tensors
import Testing

@testable import Networks

/// Which nodes run as one.
@Suite struct FusionTests {
  private func parts(_ source: String, _ mode: Mode, _ passes: Passes) throws -> [[String]] {
    let graph = try Network(source, on: Shape(4, 4, 4)).graph
    return graph.parts(mode: mode, passes: passes).map { $0.nodes.map { graph.nodes[$0].id } }
  }

  @Test func `a norm takes the activation behind it along`() throws {
    let parts = try parts("conv 1x1 4, norm, relu, norm", .training, .both)
    #expect(parts == [["x"], ["conv1"], ["norm1", "relu1"], ["norm2"]])
  }

  @Test func `what others read as well stays by itself`() throws {
    let forked = try parts("norm, sum { relu | identity }", .training, .both)
    #expect(forked == [["x"], ["norm1"], ["relu1"], ["sum1"]])
    let pooled = try parts("norm, maxpool 2x2", .training, .both)
    #expect(pooled == [["x"], ["norm1"], ["maxpool1"]])
  }

  @Test func `in inference a convolution takes norm, sum and activation along`() throws {
    let block = "sum { conv 1x1 4, norm, swish, depthwise 3x3, norm | identity }, relu"
    #expect(
      try parts(block, .inference, .forward) == [
        ["x"], ["conv1", "norm1", "swish1"], ["depthwise1", "norm2", "sum1", "relu1"],
      ])
    // both passes need what is between
    #expect(try parts(block, .inference, .both).count == 7)
    let biased = try parts("conv 1x1 4 bias, norm, relu", .inference, .forward)
    #expect(biased == [["x"], ["conv1"], ["norm1", "relu1"]])
  }

  @Test func `of two convolutions that meet in a sum the later takes it along`() throws {
    let block = "sum { conv 1x1 4, norm | conv 1x1 4, norm }, relu"
    #expect(
      try parts(block, .inference, .forward) == [
        ["x"], ["conv1", "norm1"], ["conv2", "norm2", "sum1", "relu1"],
      ])
  }

  @Test(arguments: [Shape(9, 7, 3), Shape(1, 1, 200), Shape(30, 30, 40), Shape(12, 12, 45)])
  func `a convolution with what it takes along gives what they give one by one`(
    _ shape: Shape
  ) throws {
    let side = shape[0] > 2 ? 3 : 1
    for block in [
      "sum { conv \(side)x\(side) \(shape[2]), norm | identity }, swish",
      "sum { depthwise \(side)x\(side), norm | identity }, relu6",
      "conv \(side)x\(side) 96 stride: 2, norm, hard_swish",
    ] {
      let graph = try Network(block, on: shape).graph
      let settings = RunSettings<Double>(seed: 3, mode: .inference, batch: 2)
      let output = try ForwardPass(graph, settings).output
      let lean = try #require(try LeanRun(graph, settings, passes: .forward).run().output)
      let error = zip(lean.elements, output.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(error < 1e-12 * output.largestMagnitude, "\(block)")
    }
  }
}
