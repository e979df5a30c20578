import Testing

@testable import Study

/// The figures that py-fsrs publishes and gives, version 6.3.2, without fuzz.
@Suite struct ScheduleTests {
  static let day = ReviewSchedule.secondsADay
  static let start = 1_669_724_400

  private func days(_ ratings: [Rating], _ rules: ReviewSchedule.Rules = .init()) -> [Int] {
    var schedule = ReviewSchedule()
    var time = Self.start
    return ratings.map { rating in
      schedule.answer(rating, at: time, rules)
      let wait = (schedule.due ?? 0) - time
      time += wait
      return wait / Self.day
    }
  }
  private static let sequence: [Rating] =
    [.good, .good, .good, .good, .good, .good, .again, .again, .good, .good, .good, .good, .good]

  @Test func `the published sequence of answers gives the published intervals`() {
    #expect(days(Self.sequence) == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  }

  @Test func `the published sequence gives the stabilities measured`() {
    let expected = [
      2.3065, 2.3065, 10.971048, 46.316858, 162.999816, 497.876555, 6.890413, 2.154598, 2.154598,
      3.983123, 7.236254, 12.483044, 20.770357,
    ]
    var schedule = ReviewSchedule()
    var time = Self.start
    for (rating, stability) in zip(Self.sequence, expected) {
      schedule.answer(rating, at: time)
      #expect(abs((schedule.memory?.stability ?? 0) - stability) < 1e-6)
      time = schedule.due ?? 0
    }
    #expect(abs((schedule.memory?.difficulty ?? 0) - 9.055760) < 1e-6)
  }

  @Test func `the published memory state is reached`() {
    var schedule = ReviewSchedule()
    var time = Self.start
    for (rating, gap) in zip(
      [Rating.again, .good, .good, .good, .good, .good], [0, 0, 1, 3, 8, 21])
    {
      time += gap * Self.day
      schedule.answer(rating, at: time)
    }
    #expect(abs((schedule.memory?.stability ?? 0) - 53.62691) < 1e-4)
    #expect(abs((schedule.memory?.difficulty ?? 0) - 6.3574867) < 1e-4)
  }

  @Test func `ten times easy at once make the least difficulty`() {
    var schedule = ReviewSchedule()
    for _ in 0..<10 { schedule.answer(.easy, at: Self.start) }
    #expect(schedule.memory?.difficulty == 1)
  }

  @Test(arguments: [
    (Rating.again, 0.212, 6.4133, 60), (.hard, 1.2931, 5.112171, 330),
    (.good, 2.3065, 2.118104, 600), (.easy, 8.2956, 1.0, 8 * 86_400),
  ])
  func `the first answer`(_ rating: Rating, _ stability: Double, _ difficulty: Double, _ wait: Int)
  {
    var schedule = ReviewSchedule()
    schedule.answer(rating, at: Self.start)
    #expect(schedule.memory?.stability == stability)
    #expect(abs((schedule.memory?.difficulty ?? 0) - difficulty) < 1e-6)
    #expect(schedule.due == Self.start + wait)
  }

  @Test(arguments: [
    ([Rating](repeating: .good, count: 5), [2, 11, 46, 163, 497]),
    ([Rating](repeating: .hard, count: 5), [1, 3, 7, 12, 18]),
    ([Rating](repeating: .easy, count: 5), [8, 66, 397, 1875, 7265]),
    ([.good, .good, .again, .good, .good], [2, 11, 2, 5, 12]),
    ([Rating](repeating: .again, count: 5), [1, 1, 1, 1, 1]),
  ])
  func `without steps`(ratings: [Rating], expected: [Int]) {
    var rules = ReviewSchedule.Rules()
    rules.learningSteps = []
    rules.relearningSteps = []
    #expect(days(ratings, rules) == expected)
  }

  @Test(
    arguments: [
      (1.0, [1.0, 0.9, 0.727621, 0.590633]), (10.0, [1.0, 0.985682, 0.92259, 0.809388]),
      (100.0, [1.0, 0.998497, 0.989818, 0.961024]),
    ] as [(Double, [Double])])
  func `recall falls with time`(stability: Double, expected: [Double]) {
    var memory = CardMemory(first: .good)
    memory.stability = stability
    for (days, recall) in zip([0, 1, 7, 30], expected) {
      #expect(abs(memory.recall(after: days) - recall) < 1e-6)
    }
    #expect(abs(CardMemory.factor - 0.9803464944) < 1e-10)
  }

  @Test(arguments: [
    (0.8, [8, 33, 153]), (0.85, [4, 19, 88]), (0.9, [2, 10, 46]), (0.95, [1, 4, 19]),
  ])
  func `intervals for a retention`(retention: Double, expected: [Int]) {
    let found = [2.3065, 10, 46].map { stability in
      var memory = CardMemory(first: .good)
      memory.stability = stability
      return memory.interval(retention: retention)
    }
    #expect(found == expected)
  }

  @Test func `hard on the same day keeps the stability, as in py-fsrs 6.3.2`() {
    var memory = CardMemory(first: .good)
    memory.answer(.hard, after: 0)
    #expect(memory.stability == 2.3065)
    memory.answer(.again, after: 0)
    #expect(memory.stability < 2.3065)
  }

  @Test func `before an exam intervals keep half of the time that is left`() {
    let today = LocalDay(at: Self.start)
    let rules = ReviewSchedule.Rules(exam: LocalDay(number: today.number + 20))
    #expect(rules.capped(46, at: Self.start) == 10 && rules.capped(4, at: Self.start) == 4)
    let tomorrow = ReviewSchedule.Rules(exam: LocalDay(number: today.number + 1))
    #expect(tomorrow.capped(46, at: Self.start) == 1)
    let past = ReviewSchedule.Rules(exam: LocalDay(number: today.number - 1))
    #expect(past.capped(46, at: Self.start) == 46)
    var schedule = ReviewSchedule()
    schedule.answer(
      .easy, at: Self.start, ReviewSchedule.Rules(exam: LocalDay(number: today.number + 6)))
    #expect(schedule.due == Self.start + 3 * Self.day)
    // the memory itself does not know of the exam
    #expect(schedule.memory?.stability == 8.2956)
  }

  @Test func `days are those of the calendar`() {
    #expect(LocalDay("1970-01-01")?.number == 0 && LocalDay("2000-03-01")?.number == 11_017)
    #expect(LocalDay("2026-12-06").map { "\($0)" } == "2026-12-06")
    for number in stride(from: 0, to: 300_000, by: 97) {
      #expect(LocalDay("\(LocalDay(number: number))")?.number == number)
    }
    for wrong in ["2026-02-30", "2026-13-01", "soon", "2026-1", "2026-02-"] {
      #expect(LocalDay(wrong) == nil)
    }
  }

  @Test func `a share of the points becomes a rating`() {
    #expect(Rating(share: 0.59) == .again && Rating(share: 0.6) == .hard)
    #expect(Rating(share: 0.8) == .good && Rating(share: 1) == .good)
    #expect(Rating(share: 1, hinted: true) == .hard && Rating(share: 0, hinted: true) == .again)
  }
}
