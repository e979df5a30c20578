import Networks
import Tensors
import Testing

@testable import Training

/// A residual network on the digits in their order, beside PyTorch in float64.
@Suite struct ReferenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let optimizer: any Optimizer
    let rate: Double
    var decay = 0.0
    /// The losses of updates 2 to 5.
    let losses: [Double]
    /// Losses of later updates, by their number.
    var later: [Int: Double] = [:]
    /// After update 42: the validation loss and how many of 450 are right.
    var validation: (loss: Double, right: Int)?
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "sgd", optimizer: SGD(), rate: 0.05,
      losses: [2.681971580250, 2.502945002733, 2.536611356522, 2.434828837820]),
    Case(
      name: "momentum", optimizer: SGD(momentum: 0.9), rate: 0.05,
      losses: [2.681971580250, 2.467896298812, 2.460035572099, 2.312446730442],
      later: [10: 2.144228746220, 20: 1.811667412047, 42: 1.175162841304],
      validation: (2.0707565664, 138)),
    Case(
      name: "nesterov", optimizer: SGD(momentum: 0.9, isNesterov: true), rate: 0.05,
      losses: [2.642930194516, 2.408280402116, 2.408890541590, 2.266623019533]),
    Case(
      name: "adagrad", optimizer: AdaGrad(), rate: 0.05,
      losses: [2.222254857274, 1.983877850393, 2.086910587008, 1.807561010939]),
    Case(
      name: "rmsprop", optimizer: RMSProp(), rate: 0.01,
      losses: [2.306960098049, 2.321727266277, 2.159208914925, 1.859907126583]),
    Case(
      name: "adam", optimizer: Adam(), rate: 0.01,
      losses: [2.516186585861, 2.236594528319, 2.244506433051, 2.097491394414],
      later: [10: 1.988611366968, 20: 1.543479077844, 42: 1.093575588292],
      validation: (1.1072728316, 277)),
    Case(
      name: "adamw", optimizer: AdamW(), rate: 0.01, decay: 0.1,
      losses: [2.515150180032, 2.235897119486, 2.243744479737, 2.097325150946]),
  ]

  @Test func `the digits are those of the sheet, standardised by their training part`() throws {
    let digits: Dataset<Double> = try Samples.digits()
    #expect(digits.count == 1797 && digits.training.count == 1347)
    #expect((0..<12).map { digits.label($0) } == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    let expected = [-0.813978164511, -0.813978164511, 0.018036244046, 1.349259297738]
    for (ours, theirs) in zip(digits.x.elements, expected) { #expect(abs(ours - theirs) < 1e-12) }
  }

  @Test(arguments: cases) func `losses are those of PyTorch`(_ one: Case) throws {
    var recipe = Recipe(one.optimizer)
    recipe.rate = one.rate
    recipe.decay = one.decay
    recipe.order = .given
    recipe.length = .epochs(1)
    recipe.seed = 7
    var run = try TrainingRun<Double>(
      Samples.network(Samples.residual), on: Samples.digits(), recipe)
    let last = one.later.isEmpty ? 5 : 42
    try run.go(to: last)
    #expect(abs(run.records[0].loss - 2.584925648918) < 1e-11)
    #expect(abs(run.records[0].gradientNorm - 1.020586747082) < 1e-11)
    for (record, loss) in zip(run.records.dropFirst(), one.losses) {
      #expect(abs(record.loss - loss) < 1e-9, "update \(record.step)")
    }
    for (step, loss) in one.later { #expect(abs(run.records[step - 1].loss - loss) < 1e-9) }
    guard let validation = one.validation else { return }
    let score = try #require(run.records[41].validation)
    #expect(abs(score.loss - validation.loss) < 1e-9)
    #expect(score.accuracy == Double(validation.right) / 450)
    #expect(try run.evaluation().mistakes.count == 450 - validation.right)
  }
}
