import LessonSamples
import Testing

@testable import Lessons
@testable import Quiz
@testable import Study

/// Simulated learners: what the estimate says of them, beside what they will know on the day.
@Suite struct LearnerTests {
  static let start = 1_700_000_000
  static let day = ReviewSchedule.secondsADay
  /// The points of all questions.
  static let points = Double(
    ((try? Deck.dealers.get()) ?? []).reduce(0) { $0 + $1.lesson.front.points })

  /// How someone answers a card: the reply, and whether it is at hand a week later.
  private struct Learner {
    /// The share of the cards that are known for good.
    let known: Double
    var random: Choices

    init(knowing share: Double, seed: UInt64) {
      known = share
      random = Choices(seed: seed)
    }

    /// Whether a card is among the known ones.
    func knows(_ id: String) -> Bool {
      Double(AnkiDeck.seed(of: id) % 1000) / 1000 < known
    }

    /// A reply of someone who knows nothing.
    mutating func guess(_ card: Card, _ dealer: Dealer) throws -> Bool {
      switch card.task {
      case .choose(let task):
        var chosen: Set<Int> = []
        while chosen.isEmpty {
          chosen =
            task.takesSeveral
            ? Set(task.choices.indices.filter { _ in Bool.random(using: &random) })
            : [Int.random(in: task.choices.indices, using: &random)]
        }
        return try card.grade(.choices(chosen)).isRight
      case .order(let task):
        return try card.grade(.order(task.cards.indices.shuffled(using: &random))).isRight
      case .number:
        // the answer to other numbers
        let other = try dealer.card(card.id, seed: random.next())
        guard case .number(let task) = other.task else { return false }
        return try card.grade(.text("\(task.answer)")).isRight
      case .shape, .cell, .block, .formula, .tick: return false
      }
    }
  }

  /// The record of an answer to a card.
  private static func record(
    _ card: Card, _ isRight: Bool, at time: Int, session: String = "quiz"
  ) -> AnswerRecord {
    AnswerRecord(
      time: time, card: card.id, lesson: card.lesson, kind: card.kind.rawValue, seed: card.seed,
      reply: "", share: isRight ? 1 : 0, points: card.points, rating: isRight ? .good : .again,
      seconds: 30, session: session)
  }

  /// All cards, answered in turn on some days by one who knows a share of them and guesses the rest.
  private func answers(
    knowing share: Double, days: [Int], seed: UInt64
  ) throws -> [AnswerRecord] {
    var learner = Learner(knowing: share, seed: seed)
    var records: [AnswerRecord] = []
    for day in days {
      var time = Self.start + day * Self.day
      for dealer in try Deck.dealers.get() {
        for entry in dealer.entries {
          let card = try dealer.card(entry.id, seed: learner.random.next())
          let isRight = try learner.knows(entry.id) || learner.guess(card, dealer)
          records.append(Self.record(card, isRight, at: time))
          time += 30
        }
      }
    }
    return records
  }

  private func standing(_ answers: [AnswerRecord], at time: Int) throws -> Standing {
    Standing(try Deck.dealers.get(), answers: answers, exam: nil, now: time)
  }

  @Test(arguments: [0, 1, 2] as [UInt64])
  func `of one who guesses at most a tenth of the points is expected`(seed: UInt64) throws {
    let answers = try answers(knowing: 0, days: [0, 1], seed: seed)
    #expect(answers.contains { $0.isRight })
    let standing = try standing(answers, at: Self.start + 2 * Self.day)
    #expect(standing.estimatedPoints == standing.points)
    #expect((standing.estimated ?? .infinity) <= 0.1 * Self.points)
  }

  @Test(arguments: [0.5, 1])
  func `of one who knows a share of the cards that share is expected`(share: Double) throws {
    let days = [[0], [0, 1], [0, 1, 4]]
    for days in days {
      let answers = try answers(knowing: share, days: days, seed: 5)
      let now = Self.start + ((days.last ?? 0) + 1) * Self.day
      let estimated = try #require(try standing(answers, at: now).estimated)
      #expect(abs(estimated - share * Self.points) <= 0.15 * Self.points, "\(days): \(estimated)")
    }
  }

  @Test func `of one who repeats what was just shown nothing is expected`() throws {
    var learner = Learner(knowing: 0, seed: 1)
    var records: [AnswerRecord] = []
    // every card wrong, then right again and again within the half hour
    for dealer in try Deck.dealers.get() {
      for (place, entry) in dealer.entries.enumerated() {
        let card = try dealer.card(entry.id, seed: learner.random.next())
        for round in 0..<4 {
          let time = Self.start + place * 20 + round * 500
          records.append(Self.record(card, round > 0, at: time))
        }
      }
    }
    let imported = try AnswerLog(
      Array(ProgressFile.text(of: records).utf8), named: "log"
    ).answers.settled
    for records in [records.settled, imported] {
      let estimated = try standing(records, at: Self.start + Self.day).estimated
      #expect((estimated ?? .infinity) <= 0.1 * Self.points)
    }
    let right = records.count { $0.isRight }
    #expect(right * 4 == records.count * 3)
  }

  private func evidence(_ card: String, _ answers: [(minute: Int, isRight: Bool)]) -> [AnswerRecord]
  {
    answers.map {
      AnswerRecord(
        time: Self.start + $0.minute * 60, card: card, lesson: 1, kind: "choose", seed: 0,
        reply: "", share: $0.isRight ? 1 : 0, points: 1, rating: $0.isRight ? .good : .again)
    }
  }
  private func estimate(_ answers: [AnswerRecord], at time: Int = start) throws -> Estimate? {
    try standing(answers.settled, at: time).question(1)?.estimate
  }

  @Test func `an answer within half an hour of a wrong one raises nothing, a later one does`()
    throws
  {
    let before = Self.start - 3 * Self.day
    let old = AnswerRecord(
      time: before, card: "resnet-depth", lesson: 1, kind: "number", seed: 0, reply: "", share: 0,
      points: 1, rating: .again)
    let wrong = [old] + evidence("resnet-depth", [(0, false)])
    let nothing = try #require(try estimate(wrong))
    #expect(nothing.points == 0)
    for minute in [1, 10, 29] {
      let aided = try estimate(wrong + evidence("resnet-depth", [(minute, true)]))
      #expect(aided == nothing)
    }
    let later = try estimate(wrong + evidence("resnet-depth", [(31, true)]))
    #expect((later?.points ?? -1) > 0)
  }

  @Test func `it is too early to say before two days or five cards`() throws {
    let cards = [
      "resnet-relu-positions", "resnet-bottleneck-order", "resnet-stage-side", "resnet-depth",
      "resnet-conv2-projection",
    ]
    #expect(try estimate([]) == nil)
    let four = cards.prefix(4).flatMap { evidence($0, [(0, true)]) }
    let early = try estimate(four)
    #expect(early == nil && Estimate.words(early, of: 10) == "too early to say")
    let five = try estimate(cards.flatMap { evidence($0, [(0, true)]) })
    #expect((five?.points ?? -1) > 5)
    #expect(Estimate.words(five, of: 10).hasSuffix(" of 10"))
    let twoDays = evidence(cards[0], [(0, true), (24 * 60, true)])
    #expect(try estimate(twoDays) != nil)
  }

  @Test func `a hint proves nothing, and a mock exam weighs more than a card`() throws {
    let day = evidence("resnet-depth", [(-5000, true), (0, true)])
    let hinted = AnswerRecord(
      time: Self.start, card: "resnet-stage-side", lesson: 1, kind: "number", seed: 0, reply: "",
      share: 1, points: 1, rating: .hard, hinted: true)
    let (with, without) = (try estimate(day + [hinted]), try estimate(day))
    #expect(with == without)
    func line(_ session: String) -> AnswerRecord {
      AnswerRecord(
        time: Self.start, card: "rubric-1-1", lesson: 1, kind: "open", seed: 0, reply: "", share: 0,
        points: 1, rating: .again, session: session)
    }
    let quiz = try #require(try estimate(day + [line("quiz")]))
    let exam = try #require(try estimate(day + [line("exam-1")]))
    #expect(exam.points < quiz.points)
  }

  @Test func `guessing has the chance that its choices leave`() throws {
    let entries = try Deck.dealers.get().flatMap(\.entries)
    func chance(_ id: String) -> Double? { entries.first { $0.id == id }?.chance }
    #expect(chance("resnet-relu-positions") == 1.0 / 4)
    #expect(chance("resnet-unread") == 1.0 / 2)
    #expect(chance("resnet-shortcuts") == 1.0 / 63)
    #expect(chance("rubric-1-1") == 0 && chance("resnet-shape") == 0)
    // ten cards, three of them BN and three ReLU
    #expect(abs((chance("resnet-bottleneck-order") ?? 0) - 36.0 / 3_628_800) < 1e-12)
    #expect((chance("transposed-output-padding") ?? 0) > 0.3)
  }
}
