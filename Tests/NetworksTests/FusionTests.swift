import Tensors
import Testing

@testable import Networks

/// Which nodes run as one.
@Suite struct FusionTests {
  private func parts(_ source: String) throws -> [[String]] {
    let graph = try Network(source, on: Shape(4, 4, 4)).graph
    return graph.parts.map { $0.nodes.map { graph.nodes[$0].id } }
  }

  @Test func `a norm takes the activation behind it along`() throws {
    #expect(
      try parts("conv 1x1 4, norm, relu, norm") == [
        ["x"], ["conv1"], ["norm1", "relu1"], ["norm2"],
      ])
  }

  @Test func `what others read as well stays by itself`() throws {
    let forked = try parts("norm, sum { relu | identity }")
    #expect(forked == [["x"], ["norm1"], ["relu1"], ["sum1"]])
    #expect(try parts("norm, maxpool 2x2") == [["x"], ["norm1"], ["maxpool1"]])
  }
}
