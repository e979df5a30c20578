import Foundation
import Networks
import Tensors
import Testing
import Training

@testable import Experiments

/// Experiments that train: their figures as PyTorch has them, over seeds 1 to 3.
///
/// `BLOCKWALK_EXPERIMENTS=1` runs them whole, which takes minutes in a debug build.
@Suite struct LearningFigureTests {
  private static let isWhole =
    ProcessInfo.processInfo.environment["BLOCKWALK_EXPERIMENTS"] != nil
  static let names = [
    "degradation", "norm-rates", "optimizer-race", "initialisations", "zero-norm",
    "preactivation-rates", "separable-cost", "cardinality-cost", "warm-up",
    "class-gates", "rate-range", "survival-cost", "small-data",
  ]

  @Test(.enabled(if: isWhole), arguments: names)
  func `the figures of an experiment lie where PyTorch has them`(name: String) throws {
    let experiment = try #require(Experiments.named(name))
    let setup = Setup(experiment.knobs).setting("seeds", to: "3")
    let findings = try experiment.run(setup, .reading { try ExperimentTests.digits() })
    #expect(!findings.measures.isEmpty)
    #expect(findings.surprises == [])
  }

  /// The losses of a program's first updates.
  private func losses(_ program: OneBatch.Program, updates: Int = 10) throws -> [Double] {
    let experiment = OneBatch()
    let setup = experiment.small.setting("program", to: program.label)
      .setting("updates", to: "\(updates)")
    let findings = try experiment.run(setup, .reading { try ExperimentTests.digits() })
    guard case .curves(let curves, _, _)? = findings.pictures.first else { return [] }
    #expect(findings.reading.contains(program.bug))
    return curves[0].points.map(\.y)
  }

  @Test func `bugs show in the loss of one batch, but not all of them`() throws {
    let healthy = try losses(.healthy)
    #expect(healthy.count == 10 && healthy[9] < healthy[0])
    let flipped = try losses(.flipped)
    #expect(flipped[0] == healthy[0] && flipped[9] > 2 * flipped[0])
    // a mean that is a sum only learns faster
    #expect(try losses(.sum)[9] < healthy[9])
    // softmax of softmax cannot be sure, and begins near guessing
    #expect(try abs(losses(.softmaxTwice)[0] - 2.3) < 0.1)
    // nothing enters: at best the labels' own frequencies are learnt
    #expect(try abs(losses(.emptyInput)[9] - 2.3) < 0.02)
  }

  @Test(.enabled(if: isWhole), arguments: OneBatch.Program.allCases)
  func `each program ends where PyTorch does`(_ program: OneBatch.Program) throws {
    #expect(program.range.contains(try #require(losses(program, updates: 60).last)))
  }

  @Test func `an experiment that trains needs the digits and says so`() throws {
    let experiment = Degradation()
    #expect(throws: (any Error).self) { try experiment.run(experiment.small, .none) }
  }

  @Test func `it tells how far it is, and stops between two epochs when nobody waits`() throws {
    let experiment = Degradation()
    let setup = experiment.small.setting("updates", to: "42")
    let counted = Counted()
    let progress = ExperimentProgress(
      report: { _, done, total in counted.add(done, of: total) },
      isCancelled: { counted.count >= 2 }, digits: { try ExperimentTests.digits() })
    #expect(throws: Cancelled.self) { try experiment.run(setup, progress) }
    #expect(counted.all == [1, 2])
  }

  @Test func `nets at equal cost have the multiply-adds that are said`() throws {
    for comparison in [TrainingComparison.separableCost, .cardinalityCost] {
      for rival in comparison.rivals {
        let network = try Network(rival.net(4), on: Shape(8, 8, 1))
        let work = network.graph.multiplyAdds(images: 1)
        #expect(295_000...315_000 ~= work, "\(rival.name): \(work)")
      }
    }
  }

  @Test func `each rival is trained as its name says`() throws {
    func recipe(_ rival: TrainingComparison.Rival) -> Recipe {
      var recipe = Recipe()
      rival.change(&recipe)
      return recipe
    }
    for comparison in [
      TrainingComparison.zeroNorm, .preActivationRates, .warmUp,
    ] {
      for rival in comparison.rivals {
        let rate = try #require(rival.name.firstMatch(of: #/0\.\d+/#).flatMap { Double($0.output) })
        #expect(recipe(rival).rate == rate, "\(rival.name)")
        #expect(recipe(rival).start.hasZeroNorm == rival.name.hasPrefix("scale 0"))
        #expect(recipe(rival).schedule.warmUp == (rival.name.hasSuffix("warm-up") ? 42 : 0))
        #expect((recipe(rival).optimizer is Adam) == rival.name.hasPrefix("Adam"))
        #expect(
          rival.net(10).contains("{ norm, relu") == rival.name.hasPrefix("pre-activation"))
      }
    }
  }

  @Test func `a comparison says of its own numbers which way they point`() {
    func spread(_ values: Double...) -> Spread {
      var spread = Spread()
      for value in values { spread.add(value) }
      return spread
    }
    let (low, high) = (spread(0.1, 0.2), spread(1.1, 1.2))
    let conclude = TrainingComparison.zeroNorm.conclusion
    #expect(
      conclude([low, high, high, low], 20, 168).contains("at rate 0.05 scale 0 does not help"))
    #expect(conclude([low, high, high, low], 20, 168).contains("at rate 0.1 scale 0 helps"))
    let doubled = TrainingComparison.preActivationRates.conclusion([low, high, high, low], 34, 168)
    #expect(doubled.contains("the original net rises by 1.000"))
    #expect(doubled.contains("the pre-activation net falls by 1.000"))
    #expect(
      TrainingComparison.cardinalityCost.conclusion([high, high, low, high], 4, 168)
        .contains("more groups help here"))
    #expect(
      TrainingComparison.separableCost.conclusion([low, high, high], 4, 168)
        .contains("no better here"))
  }

  @Test func `of zeros nothing comes, and the reading says what learnt`() throws {
    let experiment = Initialisations()
    let findings = try experiment.run(
      experiment.small, .reading { try ExperimentTests.digits() })
    #expect(findings.measures.map(\.name) == ["zeros, 4 layers"])
    #expect(findings.reading.contains("zeros nowhere"))
  }

  @Test func `a spread is a mean and the deviation of a sample`() {
    var spread = Spread()
    for value in [1.0, 2, 4.5] { spread.add(value) }
    #expect(spread.text == "2.500 ± 1.803")
    #expect(decimals(-0.0456) == "−0.046" && decimals(.nan) == "none")
  }
}

/// What was told, from whichever thread.
private final class Counted: @unchecked Sendable {
  private let lock = NSLock()
  private var told: [Int] = []

  func add(_ done: Int, of total: Int) { lock.withLock { told.append(done) } }
  var count: Int { lock.withLock { told.count } }
  var all: [Int] { lock.withLock { told } }
}
