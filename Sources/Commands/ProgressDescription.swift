import Lessons
import Study

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What has been learnt, for other programs.
struct ProgressDescription: Encodable {
  struct Question: Encodable {
    let number: Int
    /// Left out for the lessons of the program.
    let pack: String?
    let title: String
    let points: Int
    /// Left out while it is too early to say.
    let expectedPoints: Double?
    /// The same in words: `3.1 of 5`, `too early to say`.
    let estimate: String
    let due: Int
    let new: Int
    let rubric: [Line]
  }
  struct Line: Encodable {
    let id: String
    let text: String
    let points: Double
    let recall: Double
  }
  struct Exam: Encodable {
    let id: String
    let time: Int
    let points: Double
  }
  let now: Int
  let examDay: String?
  let points: Int
  /// Of the questions of which something can be said.
  let expectedPoints: Double?
  let answers: Int
  let rightShare: Double?
  let due: Int
  let questions: [Question]
  let exams: [Exam]
  let answersADay: [Int]
  let notice: String?

  init(_ standing: Standing, notice: String?) {
    now = standing.now
    examDay = standing.rules.exam.map { "\($0)" }
    points = standing.points
    expectedPoints = standing.estimated
    answers = standing.answers.count
    rightShare = standing.rightShare
    due = standing.due().count
    questions = standing.questions.map { question in
      Question(
        number: question.front.ownNumber, pack: question.front.pack,
        title: question.front.title, points: question.front.points,
        expectedPoints: question.estimate?.points,
        estimate: Estimate.words(question.estimate, of: question.front.points),
        due: standing.due(question.front.number).count,
        new: question.cards.count { $0.schedule.last == nil },
        rubric: question.cards.filter { $0.entry.rubricLine != nil }.map {
          Line(
            id: $0.entry.id, text: $0.text, points: $0.entry.points, recall: $0.expectedRecall)
        })
    }
    exams = standing.exams.map { Exam(id: $0.id, time: $0.time, points: $0.earned) }
    answersADay = standing.answersADay(days: 56)
    self.notice = notice
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
