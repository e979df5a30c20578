import Lessons

/// What the quiz wants done outside.
public enum QuizEffect: Sendable {
  /// Read the record and say how things stand; answered by `QuizOutcome.standing`.
  case standing
  /// Deal a session's cards; answered by `QuizOutcome.dealt`.
  case deal(QuizRequest, seed: UInt64?)
  /// Deal a card once more, with other numbers; answered by `QuizOutcome.again`.
  case again(String)
  /// Write an answer before anything else is shown; answered by `QuizOutcome.recorded`.
  case record(QuizAnswer)
  /// Open what has been learnt; answered by `QuizOutcome.progress`.
  case progress
  /// Begin a mock exam, or go on with the one that was left; answered by `QuizOutcome.exam`.
  case exam
  /// Keep the exam as it stands; answered by `QuizOutcome.recorded`.
  case keep(MockExam)
  /// Write the answers of an exam's question; answered by `QuizOutcome.recorded`.
  case recordAll([AnswerRecord])
  /// Set the day of the exam, or none; answered by `QuizOutcome.standing`.
  case setExamDay(LocalDay?)
  /// Write the log of answers to a file; answered by `QuizOutcome.told`.
  case exportLog
}

/// What came of it.
public enum QuizOutcome: Sendable {
  /// The notice says what is wrong with the record, if something is.
  case standing(Standing, notice: String?)
  case dealt(QuizRequest, Result<[Card], Failure>)
  case again(Card)
  case recorded(Failure?)
  case progress(Result<Standing, Failure>, notice: String?)
  case exam(Result<ExamPaper, Failure>)
  /// The time, in seconds since 1970, for views that show a clock.
  case clock(Int)
  /// Something to tell in one sentence.
  case told(String)
}

/// A mock exam with the questions that it is made of.
public struct ExamPaper: Sendable {
  public var exam: MockExam
  /// The whole questions, in the order of the exam.
  public let cards: [Card]
  /// What each question asks to draw.
  public let drawings: [[Drawing]]
  /// The lessons, for their model answers.
  public let lessons: [Lesson]
  /// Earlier exams, oldest first.
  public let earlier: [Standing.Exam]
  /// The time when it was opened, in seconds since 1970.
  public let now: Int

  /// A block that a question asks to draw.
  public struct Drawing: Sendable {
    /// `bottleneck block`.
    public let name: String
    public let card: Card
  }

  /// The questions of an exam from the lessons that they belong to, in its order.
  public init(_ exam: MockExam, _ dealers: [Dealer], earlier: [Standing.Exam], now: Int) throws {
    self.exam = exam
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
