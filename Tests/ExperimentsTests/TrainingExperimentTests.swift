import Testing
import Training

@testable import Experiments

/// Experiments on training, held against numbers worked out elsewhere.
@Suite struct TrainingExperimentTests {
  /// Points after three updates on ½(u² + 10v²) from (1, −0.5), from PyTorch's optimizers.
  @Test(arguments: [
    ("SGD", 0.857375, -0.0625), ("momentum", 0.731375, 0.365),
    ("Nesterov", 0.631462625, 0.2024375), ("AdaGrad", 0.581798353592, -0.133055799633),
    ("RMSProp", 0.654359020309, -0.184590290850), ("Adam", 0.701586274504, -0.204871250017),
  ])
  func `a path is that of the optimizer`(_ name: String, _ u: Double, _ v: Double) throws {
    let runner = try #require(
      OptimizerPaths.Runner.all(momentum: 0.9).first { $0.name == name })
    let path = OptimizerPaths.path(of: runner, on: .ravine, rate: runner.rate, updates: 3)
    #expect(path.count == 4 && path[0] == Findings.Point(x: 1, y: -0.5))
    // the table of RMSProp was made with another ε
    #expect(abs(path[3].x - u) < 1e-6 && abs(path[3].y - v) < 1e-6, "\(path[3])")
  }

  @Test(arguments: Landscape.allCases)
  func `a step back leads to where one was`(_ landscape: Landscape) {
    for runner in OptimizerPaths.Runner.all(momentum: 0.9) {
      let long = OptimizerPaths.path(of: runner, on: landscape, rate: runner.rate, updates: 20)
      let short = OptimizerPaths.path(of: runner, on: landscape, rate: runner.rate, updates: 19)
      #expect(Array(long.dropLast()) == short)
    }
  }

  @Test func `the surface has the heights of the loss, between its points too`() throws {
    let experiment = OptimizerPaths()
    let findings = try experiment.run(Setup(experiment.knobs), .none)
    guard case .surface(let surface)? = findings.pictures.first else {
      Issue.record("no surface")
      return
    }
    #expect(surface.heights.count == surface.rows * surface.columns && surface.paths.count == 6)
    #expect(abs(surface.height(0, 0) - (1.2 * 1.2 + 10 * 0.6 * 0.6) / 2) < 1e-12)
    #expect(abs(surface.height(0.5, 0.5)) < 1e-12)
    // straight between two points, so a little above the bowl
    #expect(0...0.002 ~= surface.height(0.30625, 0.5) - 0.5 * 0.465 * 0.465)
  }

  @Test func `AdaGrad falls like one over the root of t, RMSProp settles`() {
    let gradients = [Double](repeating: 2, count: 400)
    let adagrad = EffectiveRates.rates(of: AdaGrad(), gradients)
    let rmsprop = EffectiveRates.rates(of: RMSProp(rho: 0.9), gradients)
    #expect(abs(adagrad[399] / adagrad[99] - 0.5) < 1e-9)
    #expect(abs(rmsprop[399] / rmsprop[99] - 1) < 1e-4)
  }

  @Test func `Adam's averages are those of the worked example`() throws {
    let averages = BiasCorrection.averages(Adam(epsilon: 0), [1, 3])
    let last = try #require(averages.last)
    #expect(abs(last.first - 0.39) < 1e-12 && abs(last.second - 0.009999) < 1e-12)
    #expect(abs(last.move - 0.917781) < 1e-6)
  }
}
