import Lessons
import Quiz

/// What has been learnt, computed from the log of answers: due cards, estimated points, habits.
public struct Standing: Sendable {
  /// The time it was computed for, in seconds since 1970.
  public let now: Int
  public let rules: ReviewSchedule.Rules
  public let questions: [Question]
  /// The cards of all questions.
  public let cards: [Card]
  /// Those of them whose time has come.
  private let due: [Card]
  /// In the order of time.
  public let answers: [AnswerRecord]
  /// Points of each mock exam that was finished, oldest first.
  public let exams: [Exam]
  /// Seconds that an answer took, in the middle.
  public let usualSeconds: Int

  /// A question of the course.
  public struct Question: Sendable {
    public let front: FrontMatter
    public let cards: [Card]
    /// Those whose time has come.
    public let due: [Card]
    public let hasBegun: Bool

    /// The points to expect on the day of the exam; nothing while it is too early to say.
    public let estimate: Estimate?
    /// What it would become if the due cards were answered right now.
    let promise: Estimate?
    /// The lines of its rubric, the least known first.
    public var weakestLines: [Card] {
      cards.filter { $0.entry.rubricLine != nil }.sorted {
        $0.expectedRecall * $1.entry.points < $1.expectedRecall * $0.entry.points
      }
    }
  }

  /// A card and what is remembered of it.
  public struct Card: Sendable {
    public let lesson: Int
    public let entry: Dealer.Entry
    /// The text of a line of the rubric, else nothing.
    public let text: String
    public let schedule: ReviewSchedule
    /// The chance to know it on the day of the exam, or now where no day is set.
    public let expectedRecall: Double
  }

  public struct Exam: Hashable, Sendable {
    public let id: String
    public let time: Int
    public let earned: Double
    /// By the number of the question.
    public let byQuestion: [Int: Double]
    /// Whether the answer had a line of a rubric, by the line's card.
    public let byLine: [String: Bool]
  }

  public init(_ lessons: [Dealer], answers: [AnswerRecord], exam: LocalDay?, now: Int) {
    self.now = now
    self.answers = answers
    let rules = ReviewSchedule.Rules(exam: exam)
    self.rules = rules
    var schedules: [String: ReviewSchedule] = [:]
    for answer in answers {
      guard let rating = Rating(rawValue: answer.rating) else { continue }
      schedules[answer.card, default: ReviewSchedule()].answer(rating, at: answer.time, rules)
    }
    let days = exam.map { max($0.number - LocalDay(at: now).number, 0) } ?? 0
    let examTime = now + days * ReviewSchedule.secondsADay
    let isAhead = exam.map { $0.number >= LocalDay(at: now).number } ?? false
    let estimated = isAhead ? examTime : now + Estimate.usualDays * ReviewSchedule.secondsADay
    questions = lessons.map { dealer in
      let front = dealer.lesson.front
      let cards = dealer.entries.map { entry in
        let schedule = schedules[entry.id] ?? ReviewSchedule()
        return Card(
          lesson: front.number, entry: entry,
          text: entry.rubricLine.map { dealer.lesson.rubric[$0].text } ?? "",
          schedule: schedule, expectedRecall: schedule.recall(at: examTime))
      }
      let own = Set(cards.map(\.entry.id))
      let given = answers.filter { own.contains($0.card) }
      let due = cards.filter { $0.schedule.due.map { $0 <= now } == true }
      return Question(
        front: front, cards: cards, due: due,
        hasBegun: cards.contains { $0.schedule.last != nil },
        estimate: Estimate(
          points: Double(front.points), cards.map(\.entry), given, at: estimated),
        promise: Estimate(
          points: Double(front.points), cards.map(\.entry),
          given + due.map { AnswerRecord(right: $0.entry, lesson: front.number, at: now) },
          at: estimated))
    }
    cards = questions.flatMap(\.cards)
    due = questions.flatMap(\.due)
    exams = Self.exams(answers)
    usualSeconds = Self.usualSeconds(answers)
  }

  private static func exams(_ answers: [AnswerRecord]) -> [Exam] {
    var points: [String: [Int: Double]] = [:]
    var lines: [String: [String: Bool]] = [:]
    var times: [String: Int] = [:]
    for answer in answers where answer.session.hasPrefix("exam-") {
      if answer.card.hasPrefix("rubric-") {
        lines[answer.session, default: [:]][answer.card] = answer.isRight
      }
      guard answer.card.hasPrefix("question-") else { continue }
      points[answer.session, default: [:]][answer.lesson] = answer.share * answer.points
      times[answer.session] = max(times[answer.session] ?? 0, answer.time)
    }
    return points.map {
      Exam(
        id: $0.key, time: times[$0.key] ?? 0, earned: $0.value.values.reduce(0, +),
        byQuestion: $0.value, byLine: lines[$0.key] ?? [:])
    }.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  public var points: Int { questions.reduce(0) { $0 + $1.front.points } }
  /// The sum over the questions of which something can be said; nothing where there is none.
  public var estimated: Double? {
    let known = questions.compactMap(\.estimate)
    return known.isEmpty ? nil : known.reduce(0) { $0 + $1.points }
  }
  /// The points of the questions of which something can be said.
  public var estimatedPoints: Int {
    questions.filter { $0.estimate != nil }.reduce(0) { $0 + $1.front.points }
  }
  /// Days until the exam; nothing where none is set or it has passed.
  public var daysLeft: Int? {
    let days = rules.exam.map { $0.number - LocalDay(at: now).number }
    return days.flatMap { $0 >= 0 ? $0 : nil }
  }
  /// The share of the quiz answers that were right.
  public var rightShare: Double? {
    answers.isEmpty ? nil : Double(answers.count(where: \.isRight)) / Double(answers.count)
  }

  public func question(_ number: Int) -> Question? {
    questions.first { $0.front.number == number }
  }

  /// Cards whose time has come, of one question or of all.
  public func due(_ question: Int? = nil) -> [Card] {
    question.map { self.question($0)?.due ?? [] } ?? due
  }

  /// How many points more the estimate would be, were the due cards answered right now.
  public var worth: Double {
    questions.reduce(0) { sum, question in
      sum + max((question.promise?.points ?? 0) - (question.estimate?.points ?? 0), 0)
    }
  }

  private static func usualSeconds(_ answers: [AnswerRecord]) -> Int {
    let times = answers.map(\.seconds).filter { $0 > 0 }.sorted()
    return times.isEmpty ? 45 : min(times[times.count / 2], 600)
  }

  /// Answers on each of the last days, today last.
  public func answersADay(days: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: days)
    let today = LocalDay(at: now).number
    for answer in answers {
      let ago = today - LocalDay(at: answer.time).number
      if 0..<days ~= ago { counts[days - 1 - ago] += 1 }
    }
    return counts
  }
}

extension AnswerRecord {
  /// A right answer to a card that has not been given.
  fileprivate init(right entry: Dealer.Entry, lesson: Int, at time: Int) {
    self.init(
      id: "", time: time, card: entry.id, lesson: lesson, kind: "", seed: 0, reply: "", share: 1,
      points: entry.points, rating: .good)
  }
}
