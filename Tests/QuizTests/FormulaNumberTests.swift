import Equations
import Testing

@testable import Quiz

/// Items that no block of the engine computes, held against numbers that were found otherwise.
struct FormulaNumberTests {
  @Test(
    arguments: [
      ("depth-survival-formula", ["l": 27, "L": 54, "p_L": 0.5], 0.75),
      // (3L − 1)/4 for a last probability of one half
      ("depth-expected-formula", ["L": 54, "p_L": 0.5], 40.25),
      ("dropblock-gamma-formula", ["k": 0.9, "b": 7, "H": 14, "W": 14], 0.00625),
      ("cutmix-kept-formula", ["H": 4, "W": 4, "h": 2, "w": 2, "a": 0, "b": 3], 0.875),
      (
        "cutmix-kept-formula", ["H": 32, "W": 32, "h": 16, "w": 16, "a": 3, "b": 30],
        1 - 110.0 / 1024
      ),
      ("cutmix-loss-formula", ["λ": 0.75, "p": 0.6, "q": 0.2], 0.785_478_7),
      ("padding-same-formula", ["N": 4], 1), ("padding-same-formula", ["N": 7], 3),
      ("norm-running-formula", ["r": 0, "μ": 3, "τ": 0.9], 0.3),
    ] as [(String, [String: Double], Double)])
  func `an answer comes to a number that is known`(
    id: String, numbers: [String: Double], value: Double
  ) throws {
    let judge = try FormulaItems.task(id).judge
    let spelled = Dictionary(
      numbers.map { (EquationVocabulary.spelled($0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
    let outcome = try judge.answer.outcome(
      in: Surroundings(
        asked: judge.trials[0].surroundings.asked, extents: [], numbers: spelled))
    #expect(abs(outcome.values.numbers[0] - value) < 1e-6)
  }

  @Test func `ResNeXt's sum is that of plain loops`() throws {
    let judge = try FormulaItems.task("resnext-sum-formula").judge
    for trial in judge.trials {
      let tensors = trial.surroundings.tensors
      let (x, h, b) = (
        try #require(tensors["x"]), try #require(tensors["h"]), try #require(tensors["B"])
      )
      let (paths, width, outputs) = (h.extents[0], h.extents[1], x.extents[0])
      for o in 0..<outputs {
        var sum = x.numbers[o]
        for path in 0..<paths {
          for a in 0..<width {
            sum += h.numbers[path * width + a] * b.numbers[(path * width + a) * outputs + o]
          }
        }
        #expect(abs(trial.right.numbers[o] - max(sum, 0)) < 1e-12)
      }
    }
  }
}
