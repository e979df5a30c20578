import Networks
import Tensors
import Testing
import Training

@testable import Experiments

/// What the experiments with gates, masks and regularisers train is what their words say.
@Suite struct RegularisedRunTests {
  @Test func `the net of the gates has the multiply-adds of the sheet, and a gate a block`() throws
  {
    let plain = try Network(ClassGates.net(isGated: false), on: Shape(8, 8, 1)).graph
    let gated = try Network(ClassGates.net(isGated: true), on: Shape(8, 8, 1)).graph
    #expect(plain.multiplyAdds(images: 1) == 414_528)
    #expect(gated.nodes.count { type(of: $0.operation).keyword == "sigmoid" } == 6)
    #expect(plain.nodes.allSatisfy { type(of: $0.operation).keyword != "sigmoid" })
  }

  @Test func `variance between classes and within them is that of a sum by hand`() {
    // one channel: class 0 has 1 and 3, class 1 has 5 and 7; mean 4, between 16, within 4
    let one = ClassVariance(Tensor(Shape(4, 1), [1, 3, 5, 7]), labels: [0, 0, 1, 1])
    #expect(one.mean == 4 && one.between == 2 && one.within == 1 && one.share == 0.8)
    // a second channel that does not move adds nothing
    let two = ClassVariance(
      Tensor(Shape(4, 2), [1, 9, 3, 9, 5, 9, 7, 9]), labels: [0, 0, 1, 1])
    #expect(two.share == 0.8 && two.between == 1 && two.mean == 6.5)
  }

  @Test(arguments: [(10, 0.8), (34, 0.5), (34, 0.8)])
  func `blocks survive by a line that ends where it is said`(layers: Int, last: Double) throws {
    let graph = try Network(
      SurvivalCost.net(layers: layers, last: last), on: Shape(8, 8, 1)
    ).graph
    let keeps = graph.nodes.compactMap { node -> Double? in
      guard type(of: node.operation).keyword == "stochastic_depth" else { return nil }
      return node.operation.arguments.firstMatch(of: #/keep: ([\d.]+)/#).flatMap {
        Double($0.output.1)
      }
    }
    #expect(keeps.count == (layers - 2) / 2 && abs((keeps.last ?? 0) - last) < 1e-9)
    let mean = keeps.reduce(0, +) / Double(keeps.count)
    #expect(abs(mean - SurvivalCost.expectedShare(layers: layers, last: last)) < 1e-9)
    // the sheet's figures
    if layers == 34 { #expect(abs(mean - (last == 0.5 ? 0.734 : 0.894)) < 5e-4) }
  }

  @Test(arguments: SmallData.Regulariser.allCases)
  func `a regulariser is where its name says`(_ regulariser: SmallData.Regulariser) throws {
    let graph = try Network(regulariser.net, on: Shape(8, 8, 1)).graph
    func count(_ keyword: String) -> Int {
      graph.nodes.count { type(of: $0.operation).keyword == keyword }
    }
    var recipe = Recipe()
    regulariser.change(&recipe)
    #expect(
      count("dropout")
        == (regulariser == .dropout ? 1 : regulariser == .blockDropout ? 4 : 0))
    #expect(count("dropblock") == (regulariser == .dropBlock ? 4 : 0))
    #expect(recipe.labelSmoothing == (regulariser == .smoothing ? 0.1 : 0))
    #expect(recipe.decay == [.decay: 0.01, .weakDecay: 0.001][regulariser, default: 0])
    #expect(
      recipe.augmentations
        == [.cutout2: [.cutout(2)], .cutout4: [.cutout(4)], .cutmix: [.cutmix(alpha: 1)]][
          regulariser, default: []])
  }

  @Test func `a run that does not validate makes the same updates`() throws {
    let digits: Dataset<Float> = try Digits.read(ExperimentTests.digits()).holding(1700)
    let network = try Network("flatten, dense 10", on: Shape(8, 8, 1))
    var recipe = Recipe()
    recipe.length = .steps(4)
    var validated = try TrainingRun(network, on: digits.standardised(), recipe)
    var plain = validated
    plain.validatesEpochs = false
    while !plain.isFinished {
      let records = (try validated.advance(), try plain.advance())
      #expect(records.0.loss == records.1.loss && records.1.validation == nil)
    }
    #expect(validated.records.contains { $0.validation != nil })
  }
}
