import Networks
import Tensors
import Testing

@testable import Training

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where weights begin.
@Suite struct StartTests {
  private func first(_ notation: String, _ start: Start) throws -> TrainingRun<Double> {
    try Samples.run(notation) { $0.start = start }
  }

  @Test func `with a zero head all classes are alike`() throws {
    var run = try first(Samples.residual, Start(hasZeroHead: true))
    #expect(try abs(run.advance().loss - log(10)) < 1e-12)
    var other = try first(Samples.residual, Start(.constant(0.5), hasZeroHead: true))
    #expect(try abs(other.advance().loss - log(10)) < 1e-12)
  }

  @Test(arguments: ["basic 8", "preact_basic 8", "se_basic 8 ratio: 2"])
  func `with zero norms every block begins as its shortcut`(_ block: String) throws {
    let run = try first(
      "conv 3x3 8, norm, relu, \(block), globalpool, dense 10", Start(hasZeroNorm: true))
    let trace = try run.inspection().trace
    let sum = try #require(
      run.graph.nodes.last { type(of: $0.operation).keyword == "sum" })
    let shortcut = try #require(sum.inputs.min())
    let entered = trace.outputs[shortcut]
    #expect(trace.outputs[sum.index] == entered && entered.largestMagnitude > 0)
    #expect(run.graph.lastNormsOfBranches.count == 1)
  }

  @Test func `a block with a projection begins as its projection`() throws {
    let run = try first(
      "conv 3x3 8, norm, relu, basic 16 stride: 2, globalpool, dense 10",
      Start(hasZeroNorm: true))
    let zeros = run.graph.lastNormsOfBranches.map { run.graph.nodes[$0].id }
    #expect(zeros.count == 1 && zeros.allSatisfy { !$0.contains("shortcut") }, "\(zeros)")
  }

  @Test func `glorot's limit follows from both fans`() throws {
    let run = try first("conv 3x3 8, relu, globalpool, dense 10", Start(.glorot))
    let kernel = run.state.parameters[1][0]
    let limit = (6.0 / (9 + 72)).squareRoot()
    #expect(kernel.largestMagnitude <= limit && kernel.largestMagnitude > 0.9 * limit)
    let dense = run.state.parameters[4][0]
    #expect(dense.largestMagnitude <= (6.0 / 18).squareRoot())
  }

  @Test func `normal numbers have their deviation`() throws {
    let run = try first("flatten, dense 64, relu, dense 10", Start(.normal(deviation: 0.01)))
    let weights = run.state.parameters[2][0].elements
    let mean = weights.reduce(0, +) / Double(weights.count)
    let deviation = (weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)).squareRoot()
    #expect(abs(mean) < 5e-4 && abs(deviation - 0.01) < 5e-4)
    // a normal number lies beyond three deviations once in 370
    let far = weights.count { abs($0) > 0.03 }
    #expect(3...24 ~= far)
  }

  @Test func `given weights win over the rule and what they lack keeps it`() throws {
    let network = try Samples.network("flatten, dense 4, relu, dense 10")
    let given = ["dense2.bias": Tensor<Double>(repeating: 2, Shape(10))]
    let parameters = try Start(.constant(0.5)).parameters(
      of: network.graph, seed: 1, given: given)
    #expect(parameters[4][1].elements == [Double](repeating: 2, count: 10))
    #expect(parameters[4][0].elements.allSatisfy { $0 == 0.5 })
    #expect(parameters[2][1].elements.allSatisfy { $0 == 0 })
    #expect(throws: Misfit("none of the tensors given is a parameter of the network")) {
      try Start().parameters(
        of: network.graph, seed: 1, given: ["other": Tensor<Double>(zeros: Shape(1))])
    }
    #expect(throws: Misfit("dense2.bias is 4 in the weights but the network needs 10")) {
      try Start().parameters(
        of: network.graph, seed: 1, given: ["dense2.bias": Tensor<Double>(zeros: Shape(4))])
    }
  }
}
