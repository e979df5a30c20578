import Foundation
import Networks
import Tensors
import Testing

@testable import Training

/// An update as one steps through it.
@Suite struct UpdatePassTests {
  /// `BLOCKWALK_WEIGHTS=100000` looks at so many.
  private static let count =
    ProcessInfo.processInfo.environment["BLOCKWALK_WEIGHTS"].flatMap { Int($0) } ?? 1000

  private func run(_ optimizer: any Optimizer) throws -> TrainingRun<Double> {
    try Samples.run(steps: 10) {
      $0 = Recipe(optimizer)
      $0.rate = 0.01
      $0.decay = 0.01
      $0.clip = 0.5
      $0.batch = 16
      $0.length = .steps(10)
    }
  }

  @Test func `random weights of all optimizers are explained as the engine moves them`() throws {
    let optimizers = InspectionTests.optimizers
    for (number, optimizer) in optimizers.enumerated() {
      var run = try run(optimizer)
      try run.go(to: number)
      let pass = try run.nextUpdate()
      try run.advance()
      #expect(pass.step == number + 1)
      let chance = WeightRule(seed: 3, tensor: UInt64(number))
      for draw in 0..<Self.count / optimizers.count {
        let item = pass.items[Int(chance.bits(UInt64(2 * draw)) % UInt64(pass.items.count))]
        let offset = Int(
          chance.bits(UInt64(2 * draw + 1)) % UInt64(item.before.elements.count))
        let account = try #require(
          pass.account(of: item, at: item.before.shape.index(at: offset)))
        #expect(account.value == run.state.parameters[item.node][item.place].elements[offset])
        #expect(account.value == item.after.elements[offset])
        #expect(abs(account.total - account.value) <= 1e-15 * account.magnitude)
      }
    }
  }

  @Test func `it has every tensor that learns, in the order of the engine, and no statistic`()
    throws
  {
    let run = try run(Adam())
    let pass = try run.nextUpdate()
    let names = run.graph.nodes.flatMap { node in
      node.parameters.filter(\.isTrained).map { "\(node.id).\($0.name)" }
    }
    #expect(pass.items.map(\.name) == names)
    #expect(names == run.weights.map(\.name))
    #expect(pass.steps == pass.items.map { .update($0.node, parameter: $0.place) })
    #expect(pass.items.allSatisfy { $0.moments.map(\.moment) == [.first, .second] })
  }

  @Test func `the first update of a trace is that of a run's start`() throws {
    let run: TrainingRun<Double> = try Samples.run(steps: 10) {
      $0 = Recipe(SGD(momentum: 0.9))
      $0.batch = 16
      $0.length = .steps(10)
    }
    let trace = try Trace(run.graph, run.nextPasses())
    let first = UpdatePass(
      run.graph, trace.parameters, trace.parameterGradients, by: SGD(momentum: 0.9),
      UpdateSettings(step: 1, rate: run.rate))
    for (ours, theirs) in zip(first.items, try run.nextUpdate().items) {
      #expect(ours.name == theirs.name && ours.before == theirs.before)
      let pairs = zip(ours.after.elements, theirs.after.elements)
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-14 })
    }
  }

  @Test func `a weight that is changed by hand is updated from its new value`() throws {
    var run = try run(SGD(momentum: 0.9))
    try run.go(to: 2)
    var settings = run.nextPasses()
    let pass = try run.nextUpdate()
    let name = "conv1.weight"
    settings.given[name]?.elements[0] += 1
    let changed = pass.redone(in: try Trace(run.graph, settings))
    #expect(changed.items[0].before.elements[0] == pass.items[0].before.elements[0] + 1)
    let account = try #require(changed.account(of: changed.items[0], at: [0, 0, 0, 0]))
    #expect(account.value == changed.items[0].after.elements[0])
    #expect(changed.items[0].moments[0].before == pass.items[0].moments[0].before)
  }
}
