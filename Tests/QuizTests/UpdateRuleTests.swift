import Equations
import Tensors
import Testing

@testable import Quiz
@testable import Training

/// Update rules that lessons ask for are those of the program's optimizers.
@Suite struct UpdateRuleTests {
  /// Where an optimizer comes to on the bowl of the items, and what it remembers then.
  private func end(
    of optimizer: any Optimizer, _ numbers: [String: Double], updates: Int
  ) -> (theta: [Double], memory: Memory<Double>) {
    let bowl = Descent(updates: updates)
    var theta = Tensor<Double>(bowl.start)
    var memory = Memory<Double>(theta.shape)
    memory.fit(optimizer.moments)
    for step in 1...updates {
      optimizer.move(
        &theta, along: Tensor(bowl.gradient(at: theta.elements)), &memory,
        at: UpdateSettings(
          step: step, rate: numbers["α"] ?? .nan, decay: numbers["λ"] ?? 0))
    }
    return (theta.elements, memory)
  }

  /// The optimizer behind each item, with the numbers of a trial.
  private static let optimizers: [String: @Sendable ([String: Double]) -> any Optimizer] = [
    "l2-gradient-formula": { _ in SGD() }, "sgd-formula": { _ in SGD() },
    "momentum-formula": { SGD(momentum: $0["β"] ?? 0) },
    "nesterov-formula": { SGD(momentum: $0["β"] ?? 0, isNesterov: true) },
    "adagrad-formula": { AdaGrad(epsilon: $0["ε"] ?? 0) },
    "rmsprop-formula": { RMSProp(rho: $0["β"] ?? 0, epsilon: $0["ε"] ?? 0) },
    "adam-formula": {
      Adam(beta1: $0["β1"] ?? 0, beta2: $0["β2"] ?? 0, epsilon: $0["ε"] ?? 0)
    },
  ]

  @Test func `every item with updates has its optimizer`() throws {
    let tasks = try FormulaItems.all().filter { $0.value.judge.trials[0].surroundings.steps != nil }
    #expect(Set(tasks.keys) == Set(Self.optimizers.keys))
  }

  @Test(arguments: optimizers.keys.sorted())
  func `the answer comes to where the optimizer does`(_ id: String) throws {
    let task = try FormulaItems.task(id)
    let optimizer = try #require(Self.optimizers[id])
    #expect(!task.judge.trials.isEmpty)
    for trial in task.judge.trials {
      let numbers = trial.surroundings.numbers
      let updates = try #require(trial.surroundings.steps)
      var (theta, memory) = end(of: optimizer(numbers), numbers, updates: updates)
      if id.contains("nesterov") {
        // the program's weights are those looked ahead to, the slides' those before
        let ahead = (numbers["α"] ?? .nan) * (numbers["β"] ?? .nan)
        theta = zip(theta, memory.momentum.elements).map { $0 + ahead * $1 }
      }
      for (own, right) in zip(trial.right.numbers, theta) {
        #expect(abs(own - right) < 1e-12, "\(id): \(own), not \(right)")
      }
      #expect(theta.count == trial.right.numbers.count)
    }
  }
}
