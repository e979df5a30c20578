import Networks
import Tensors
import Testing

@testable import Training

/// The next update, looked at before it is made.
@Suite struct InspectionTests {
  static let optimizers: [any Optimizer] = [
    SGD(), SGD(momentum: 0.9), SGD(momentum: 0.9, isNesterov: true), AdaGrad(), RMSProp(),
    RMSProp(momentum: 0.5), Adam(), AdamW(),
  ]

  @Test(arguments: optimizers.indices)
  func `every weight is explained as the engine moves it, to the last bit`(
    _ number: Int
  ) throws {
    try check(Double.self, number)
    try check(Float.self, number)
  }

  private func check<S: Scalar>(_ type: S.Type, _ number: Int) throws {
    var run: TrainingRun<S> = try Samples.run(steps: 10) {
      $0 = Recipe(Self.optimizers[number])
      $0.rate = 0.01
      $0.decay = 0.01
      $0.clip = 0.5
      $0.batch = 16
      $0.length = .steps(10)
    }
    try run.go(to: 3)
    let inspection = try run.inspection()
    #expect(inspection.before == run.state && inspection.step == 4)
    try run.advance()
    #expect(inspection.after == run.state)
    for node in run.graph.nodes {
      for place in node.parameters.indices {
        let tensor = run.state.parameters[node.index][place]
        guard node.parameters[place].isTrained else {
          #expect(throws: Misfit.self) { try inspection.account(of: node, place, at: [0]) }
          continue
        }
        for offset in Swift.stride(from: 0, to: tensor.elements.count, by: 7) {
          let index = tensor.shape.index(at: offset)
          let account = try inspection.account(of: node, place, at: index)
          #expect(account.value == Double(tensor.elements[offset]))
          let tolerance = S.self == Float.self ? 1e-6 : 1e-15
          #expect(abs(account.total - account.value) <= tolerance * account.magnitude)
        }
      }
    }
  }

  @Test func `the gradient of the update is that of the stepper's passes`() throws {
    let run: TrainingRun<Double> = try Samples.run()
    let inspection = try run.inspection()
    for node in run.graph.nodes {
      for (ours, theirs) in zip(
        inspection.gradients[node.index], inspection.trace.parameterGradients[node.index])
      {
        let pairs = zip(ours?.elements ?? [], theirs?.elements ?? [])
        #expect(pairs.allSatisfy { abs($0 - $1) < 1e-14 })
      }
    }
    #expect(try abs(inspection.trace.loss - run.inspection().trace.loss) == 0)
  }

  @Test func `figures of layers are those of their tensors`() throws {
    let run: TrainingRun<Double> = try Samples.run("conv 3x3 2, relu, globalpool, dense 10")
    let inspection = try run.inspection()
    let layers = inspection.layers
    #expect(layers.map(\.node) == ["conv1", "relu1", "globalpool1", "dense1"])
    #expect(layers[1].gradientNorm == nil && layers[1].updateRatio == nil)
    #expect(layers[1].deadShare != nil && layers[0].deadShare == nil)
    // momentum's first update is the rate times the gradient
    let weights = run.state.parameters[1][0].sumOfSquares.squareRoot()
    let expected = run.rate * (layers[0].gradientNorm ?? 0) / weights
    #expect(abs((layers[0].updateRatio ?? 0) - expected) < 1e-12)
    let sum = inspection.trace.outputs[2].elements.reduce(0, +)
    #expect(abs(layers[1].mean - sum / Double(inspection.trace.outputs[2].shape.count)) < 1e-12)
  }

  @Test func `a ReLU that never opens is dead`() throws {
    var run: TrainingRun<Double> = try Samples.run("flatten, dense 4, relu, dense 10")
    let dense = try #require(run.graph.node("dense1"))
    run.state.parameters[dense.index][1] = Tensor([-1e3, 1e3, -1e3, 1e3])
    #expect(try run.inspection().layers[2].deadShare == 0.5)
  }
}
