import Lessons
import Quiz

/// A mock exam as it stands: what was answered to each question, and how the clock stands.
public struct MockExam: Codable, Hashable, Sendable {
  public let id: String
  /// Seconds since 1970.
  public let started: Int
  public var finished: Int?
  /// How long the whole exam may take.
  public let minutes: Int
  /// Seconds of writing that are used up.
  public var used: Int
  public var questions: [Question]
  /// The question in hand.
  public var current: Int
  /// Whether writing is over and the answers are being ticked.
  public var isTicking: Bool

  /// An answer in words and drawings.
  public struct Question: Codable, Hashable, Sendable {
    /// The number of the lesson.
    public let lesson: Int
    public let points: Int
    public var text = ""
    /// What was built, by the card that asks for it; exams of earlier versions have none.
    public var drawings: [String: String]?
    public var isHandedIn = false
    /// From 1, a guess, to 4, quite sure.
    public var confidence: Int?
    /// Lines of the rubric that are there.
    public var ticks: Set<Int> = []
    /// Lines that were looked at.
    public var visited: Set<Int> = []
    public var isTicked = false

    public init(lesson: Int, points: Int) {
      self.lesson = lesson
      self.points = points
    }
  }

  /// An exam with all questions of a course, as many minutes as one point takes a bit more than one.
  public init(_ chapters: [FrontMatter], at time: Int, minutes: Int? = nil) {
    id = AnswerRecord.freshID()
    started = time
    questions = chapters.map { Question(lesson: $0.number, points: $0.points) }
    let points = chapters.reduce(0) { $0 + $1.points }
    self.minutes = minutes ?? max(points * 4 / 3, 1)
    used = 0
    current = 0
    isTicking = false
  }

  /// Whether it has a question in hand and times that a person could sit through.
  var isSound: Bool {
    questions.indices.contains(current) && 1...10_000 ~= minutes && 0...10_000_000 ~= used
      && questions.allSatisfy { 0...1_000 ~= $0.points }
  }

  /// Whether nothing was answered yet.
  public var isUntouched: Bool {
    finished == nil && !isTicking
      && questions.allSatisfy { question in
        question.text.allSatisfy(\.isWhitespace) && !question.isHandedIn
          && question.drawings?.values.allSatisfy(\.isEmpty) ?? true
      }
  }

  public var points: Int { questions.reduce(0) { $0 + $1.points } }
  public var secondsLeft: Int { max(minutes * 60 - used, 0) }

  /// Of an exam and a card there is one record, however often it is written.
  private func recordID(_ card: String) -> String { "exam-\(id)-\(card)" }

  /// The record of a drawing or an equation and its grade; a block that does not fit and an
  /// equation that cannot be run have none and earn nothing.
  public func record(
    of drawing: String, grade: Grade?, card: Card, confidence: Int?, at time: Int
  ) -> AnswerRecord {
    let share = grade?.share ?? 0
    let fault = card.kind == .formula ? "it cannot be run" : "it does not fit"
    return AnswerRecord(
      id: recordID(card.id), time: time, card: card.id, lesson: card.lesson,
      kind: card.kind.rawValue, seed: card.seed,
      reply: drawing, share: share, points: card.points, rating: Rating(share: share),
      confidence: confidence, mistakes: grade?.findings.map(\.name) ?? [fault],
      session: "exam-\(id)")
  }

  /// The records that the ticks of a question come to: one for each line, and one for the whole.
  public func records(
    of question: Question, lines: [TickTask.Line], at time: Int
  ) -> [AnswerRecord] {
    let total = lines.reduce(0) { $0 + $1.points }
    let earned = question.ticks.reduce(0) { sum, line in
      lines.indices.contains(line) ? sum + lines[line].points : sum
    }
    let share = total > 0 ? earned / total : 0
    let name = "question-\(question.lesson)"
    let whole = AnswerRecord(
      id: recordID(name), time: time, card: name, lesson: question.lesson, kind: "open",
      seed: 0, reply: question.text, share: share, points: Double(question.points),
      rating: Rating(share: share), confidence: question.confidence, session: "exam-\(id)")
    return [whole]
      + lines.enumerated().map { index, line in
        let has = question.ticks.contains(index)
        return AnswerRecord(
          id: recordID(line.id), time: time, card: line.id, lesson: question.lesson, kind: "open",
          seed: 0, reply: "",
          share: has ? 1 : 0, points: line.points, rating: has ? .good : .again,
          confidence: question.confidence, session: "exam-\(id)")
      }
  }
}
