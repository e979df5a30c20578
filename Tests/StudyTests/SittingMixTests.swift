import LessonSamples
import Lessons
import Quiz
import Testing

@testable import Study

/// How the cards of a sitting follow each other.
@Suite struct SittingMixTests {
  @Test func `a sitting mixes its kinds as far as it can`() throws {
    let dealers = try Deck.dealers.get()
    let standing = Standing(dealers, answers: [], exam: nil, now: 1_795_521_600)
    for dealer in dealers {
      let number = dealer.lesson.front.number
      let kinds = standing.deck(.question(number)).compactMap { card in
        dealer.entries.first { $0.id == card.id }?.kind
      }
      let most = Dictionary(grouping: kinds, by: { $0 }).values.map(\.count).max() ?? 0
      let repeats = zip(kinds, kinds.dropFirst()).count { $0 == $1 }
      #expect(repeats <= max(0, 2 * most - kinds.count - 1), "\(number): \(kinds)")
    }
  }
}
