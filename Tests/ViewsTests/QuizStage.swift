import Lessons
import Networks
import Views

/// A record in memory and a clock that stands still, so that screens are the same every day.
struct QuizStage {
  /// 2026-11-24, noon.
  static let now = 1_795_521_600
  private let dealers: [Dealer]
  private(set) var answers: [AnswerRecord] = []
  private(set) var exam: MockExam?
  var examDay = LocalDay("2026-12-06")

  init(_ course: Course, _ library: Library) throws {
    dealers = try course.chapters.map {
      try Dealer(course.lesson($0.front.number), library: library)
    }
  }

  /// Answers of the last weeks, some of them wrong.
  mutating func remember() {
    var choices = Choices(seed: 3)
    for (index, dealer) in dealers.enumerated() where index < 7 {
      for entry in dealer.entries where Int.random(in: 0..<10, using: &choices) > index {
        for days in [40, 20, 3] where Int.random(in: 0..<3, using: &choices) > 0 {
          let isRight = Int.random(in: 0..<10, using: &choices) > 2
          answers.append(
            AnswerRecord(
              id: "\(answers.count)", time: Self.now - days * Schedule.secondsADay, card: entry.id,
              lesson: dealer.lesson.front.number, kind: "choose", seed: 1, reply: "1",
              share: isRight ? 1 : 0, points: entry.points, rating: isRight ? .good : .again,
              seconds: 40))
        }
      }
    }
  }

  func standing() -> Standing {
    Standing(dealers, answers: answers.settled, exam: examDay, now: Self.now)
  }

  mutating func carryOut(_ effect: QuizEffect) -> QuizOutcome {
    switch effect {
    case .standing: return .standing(standing(), notice: nil)
    case .deal(let request, let seed):
      return .dealt(
        request,
        Failure.catching {
          try standing().deck(request).compactMap { entry in
            try dealers.first { $0.lesson.front.number == entry.lesson }?
              .card(entry.id, seed: seed ?? 7)
          }
        })
    case .again(let id):
      let card = dealers.lazy.compactMap { try? $0.card(id, seed: 8) }.first
      return card.map(QuizOutcome.again) ?? .recorded(nil)
    case .record(let answer):
      answers += answer.records(at: Self.now)
      return .recorded(nil)
    case .recordAll(let records):
      answers += records
      return .recorded(nil)
    case .progress: return .progress(.success(standing()), notice: nil)
    case .exam:
      let exam = exam ?? MockExam(dealers.map(\.lesson.front), at: Self.now)
      return .exam(
        Failure.catching {
          try ExamPaper(exam, dealers, earlier: standing().exams, now: Self.now)
        })
    case .keep(let exam):
      self.exam = exam.finished == nil ? exam : nil
      return .recorded(nil)
    case .setExamDay(let day):
      examDay = day
      return .standing(standing(), notice: nil)
    case .exportLog: return .told("The log of answers is now in blockwalk-answers.jsonl.")
    }
  }
}
