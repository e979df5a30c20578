import LessonSamples
import Testing

@testable import Lessons
@testable import Quiz

/// The formulas that wrong answers show.
@Suite struct WorkedAnswerTests {
  @Test(arguments: Deck.items(.number))
  func `a formula with its numbers comes to the answer`(item: Deck.Item) throws {
    for seed in 1...5 {
      guard case .number(let task) = try item.card(UInt64(seed)).task else { continue }
      guard let formula = task.formula else {
        #expect(task.derivation == task.solution)
        continue
      }
      #expect(task.derivation.hasPrefix(formula) && task.derivation.hasSuffix(task.solution))
      // sums over a range are written in words
      guard !formula.contains(" for ") else { continue }
      let typed = formula.replacing("·", with: "*").replacing("−", with: "-")
      let value = try Arithmetic(typed).value()
      #expect(task.accuracy.accepts(value, for: task.answer), "\(formula) is \(value)")
    }
  }

  @Test(arguments: Deck.items(.order))
  func `every order says why`(item: Deck.Item) throws {
    guard case .order(let task) = try item.card(1).task else { return }
    #expect(task.why?.isEmpty == false)
  }
}
