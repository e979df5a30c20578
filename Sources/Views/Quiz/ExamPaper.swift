import Lessons
import Quiz
import Study

/// A mock exam with the questions that it is made of.
public struct ExamPaper: Sendable {
  public var exam: MockExam
  /// The edition of the record that it is based on.
  public var edition: Int
  /// The whole questions, in the order of the exam.
  public let cards: [Card]
  /// What each question asks to draw, or to write as an equation.
  public let drawings: [[Drawing]]
  /// The lessons, for their model answers.
  public let lessons: [Lesson]
  /// Earlier exams, oldest first.
  public let earlier: [Standing.Exam]
  /// The time when it was opened, in seconds since 1970.
  public let now: Int

  /// A block or an equation that has a sheet of its own.
  public struct Drawing: Sendable {
    /// `bottleneck block`.
    public let name: String
    public let card: Card

    /// What it is.
    var noun: String { card.kind == .formula ? "equation" : "drawing" }
  }

  /// The questions of an exam from the lessons that they belong to, in its order.
  public init(_ edit: ExamEdit, _ dealers: [Dealer], earlier: [Standing.Exam], now: Int) throws {
    exam = edit.exam
    edition = edit.edition
    let exam = exam
    let asked = exam.questions.compactMap { question in
      dealers.first { $0.lesson.front.number == question.lesson }
    }
    cards = asked.map { $0.question() }
    drawings = try asked.map { try $0.drawings().map { Drawing(name: $0.name, card: $0.card) } }
    lessons = asked.map(\.lesson)
    self.earlier = earlier.filter { $0.id != "exam-\(exam.id)" }
    self.now = now
  }
}
