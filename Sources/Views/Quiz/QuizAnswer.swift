import Quiz
import Study

/// An answer on its way to the log: what was asked, what was given, what came of it.
public struct QuizAnswer: Sendable {
  public let card: Card
  /// The answer as text.
  public let reply: String
  public let grade: Grade
  public var confidence: Int?
  public var hinted = false
  /// How long it took; the one who has a clock puts it in.
  public var seconds = 0
  /// The learner's own word that it was easy.
  public var isEasy = false
  /// The record of the same answer that this one takes the place of.
  public var amends: String?
  /// Under which it is recorded.
  public let id: String

  public init(_ card: Card, reply: String, grade: Grade) {
    self.card = card
    self.reply = reply
    self.grade = grade
    id = AnswerRecord.freshID()
  }

  /// The same answer with the learner's word that it was easy, in the place of the first.
  public func amended() -> QuizAnswer {
    var easy = QuizAnswer(card, reply: reply, grade: grade)
    easy.confidence = confidence
    easy.hinted = hinted
    easy.seconds = seconds
    easy.isEasy = true
    easy.amends = id
    return easy
  }

  /// What the log keeps: a line for the card, and for an answer in words one for each line of its
  /// rubric.
  public func records(at time: Int) -> [AnswerRecord] {
    let rating: Rating = isEasy ? .easy : Rating(share: grade.share, hinted: hinted)
    let whole = AnswerRecord(
      id: id, time: time, card: card.id, lesson: card.lesson, kind: card.kind.rawValue,
      seed: card.seed, reply: reply, share: grade.share, points: card.points, rating: rating,
      confidence: confidence, mistakes: grade.findings.map(\.name), hinted: hinted,
      seconds: seconds, amends: amends)
    guard case .tick(let task) = card.task, task.lines.count > 1 || task.lines[0].id != card.id
    else { return [whole] }
    return [whole]
      + zip(task.lines, grade.lines).map { line, result in
        AnswerRecord(
          time: time, card: line.id, lesson: card.lesson, kind: card.kind.rawValue,
          seed: card.seed, reply: "", share: result.earned > 0 ? 1 : 0, points: line.points,
          rating: result.earned > 0 ? .good : .again, confidence: confidence)
      }
  }
}
