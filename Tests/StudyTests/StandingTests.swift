import LessonSamples
import Lessons
import Quiz
import Testing

@testable import Study

@Suite struct StandingTests {
  static let now = 1_700_000_000
  static let day = ReviewSchedule.secondsADay

  private func record(
    _ card: String, daysAgo: Int, _ rating: Rating, lesson: Int = 1, session: String = "quiz"
  ) -> AnswerRecord {
    AnswerRecord(
      time: Self.now - daysAgo * Self.day, card: card, lesson: lesson, kind: "choose", seed: 0,
      reply: "", share: rating == .again ? 0 : 1, points: 1, rating: rating, seconds: 20,
      session: session)
  }
  private func standing(_ answers: [AnswerRecord], exam: LocalDay? = nil) throws -> Standing {
    Standing(try Deck.dealers.get(), answers: answers, exam: exam, now: Self.now)
  }

  @Test func `before any answer nothing is expected and everything is new`() throws {
    let standing = try standing([])
    #expect(standing.points > 0 && standing.estimated == nil && standing.due().isEmpty)
    #expect(standing.rightShare == nil && standing.daysLeft == nil && standing.worth == 0)
    #expect(standing.questions.allSatisfy { !$0.hasBegun })
    let deck = standing.deck(.due)
    #expect(deck.count == QuizRequest.fresh && Set(deck.map(\.lesson)).count == deck.count)
    #expect(standing.deck(.question(8)).allSatisfy { $0.lesson == 8 })
  }

  @Test func `all known is all points, all forgotten none`() throws {
    let ids = try Deck.dealers.get().flatMap { dealer in
      dealer.entries.map { (dealer.lesson.front.number, $0.id) }
    }
    let known = try standing(ids.map { record($0.1, daysAgo: 0, .easy, lesson: $0.0) })
    #expect((known.estimated ?? -1) > 0.85 * Double(known.points))
    #expect(known.due().isEmpty)
    let later = try standing(ids.map { record($0.1, daysAgo: 400, .again, lesson: $0.0) })
    #expect(later.estimated == 0 && later.due().count == ids.count && later.worth > 0)
    #expect(later.deck(.due).count == QuizRequest.size)
  }

  @Test func `points are expected for the day of the exam`() throws {
    let answers = [3, 0].map { record("resnet-relu-positions", daysAgo: $0, .good) }
    let today = LocalDay(at: Self.now)
    let soon = try standing(answers, exam: today)
    let late = try standing(answers, exam: LocalDay(number: today.number + 30))
    let (near, far) = (try #require(soon.estimated), try #require(late.estimated))
    #expect(near > far && far > 0)
    #expect(soon.daysLeft == 0 && late.daysLeft == 30)
    var memory = CardMemory(first: .good)
    memory.answer(.good, after: 3)
    let card = try #require(late.cards.first { $0.entry.id == "resnet-relu-positions" })
    #expect(abs(card.expectedRecall - memory.recall(after: 30)) < 1e-12)
    #expect(try standing(answers, exam: LocalDay(number: today.number - 1)).daysLeft == nil)
  }

  @Test func `due cards come first, the longest due before the others`() throws {
    let standing = try standing([
      record("resnet-relu-positions", daysAgo: 30, .good),
      record("resnet-stage-side", daysAgo: 50, .good),
      record("resnet-depth", daysAgo: 0, .easy),
    ])
    #expect(
      standing.due().map(\.entry.id).sorted() == ["resnet-relu-positions", "resnet-stage-side"])
    #expect(
      standing.deck(.due).prefix(2).map(\.id) == ["resnet-stage-side", "resnet-relu-positions"])
    #expect(standing.deck(.card("resnet-depth")).map(\.id) == ["resnet-depth"])
  }

  @Test func `the weakest lines of the rubrics are asked first`() throws {
    let answers = [
      record("rubric-1-1", daysAgo: 1, .good), record("rubric-1-2", daysAgo: 1, .again),
    ]
    let standing = try standing(answers)
    let deck = standing.deck(.weakest).map(\.id)
    #expect(!deck.contains("rubric-1-1") && deck.allSatisfy { $0.hasPrefix("rubric-") })
    #expect(standing.question(1)?.weakestLines.last?.entry.id == "rubric-1-1")
  }

  @Test func `a mock exam is summed by question`() throws {
    var exam = MockExam(try Deck.dealers.get().map(\.lesson.front), at: Self.now)
    #expect(exam.minutes == max(exam.points * 4 / 3, 1))
    var records: [AnswerRecord] = []
    for (index, dealer) in try Deck.dealers.get().enumerated() {
      guard case .tick(let task) = dealer.question().task else { continue }
      exam.questions[index].ticks = [0]
      records += exam.records(of: exam.questions[index], lines: task.lines, at: Self.now)
    }
    let standing = try standing(records)
    let result = try #require(standing.exams.first)
    let first = try Deck.dealers.get().map { $0.lesson.rubric[0].points }.reduce(0, +)
    #expect(standing.exams.count == 1 && abs(result.earned - first) < 1e-9)
    #expect(result.byQuestion.count == standing.questions.count)
    // ticked lines are cards that are known, the others come again
    let line = standing.cards.first { $0.entry.id == "rubric-1-1" }
    let other = standing.cards.first { $0.entry.id == "rubric-1-2" }
    #expect((line?.expectedRecall ?? 0) == 1 && other?.schedule.memory == CardMemory(first: .again))
  }

  @Test func `answers are counted by the day`() throws {
    let standing = try standing([
      record("a", daysAgo: 0, .good), record("b", daysAgo: 0, .again),
      record("a", daysAgo: 2, .good), record("a", daysAgo: 90, .good),
    ])
    #expect(standing.answersADay(days: 4) == [0, 1, 0, 2])
    #expect(standing.rightShare == 0.75 && standing.usualSeconds == 20)
  }
}
