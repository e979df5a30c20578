import Quiz
import Study

/// What the quiz, the mock exam and the progress page ask of the workshop.
public enum StudyRequest: Sendable {
  /// Read the record and say how things stand; answered by `StudyOutcome.standing`.
  case standing
  /// Deal a session's cards; answered by `StudyOutcome.dealt`.
  case deal(QuizRequest, seed: UInt64?)
  /// Deal a card once more, with other numbers; answered by `StudyOutcome.again`.
  case again(String)
  /// Write an answer before anything else is shown.
  case record(QuizAnswer)
  /// Open what has been learnt; answered by `StudyOutcome.progress`.
  case progress
  /// Go on with the mock exam that was left, or begin one with these questions, or with a usual
  /// draw; answered by `StudyOutcome.exam`.
  case exam(ExamSelection?)
  /// Begin a mock exam with just these questions; fails while another one waits to be finished.
  case newExam(ExamSelection)
  /// Keep the exam as it stands.
  case keep(MockExam)
  /// Write the answers of an exam's question.
  case recordAll([AnswerRecord])
  /// Set the day of the exam, or none; answered by `StudyOutcome.standing`.
  case setExamDay(LocalDay?)
  /// Write the log of answers to a file; answered by `StudyOutcome.exported`.
  case exportLog
}

/// What came of it.
public enum StudyOutcome: Sendable {
  /// The notice says what is wrong with the record, if something is.
  case standing(Standing, notice: String?)
  case dealt(QuizRequest, [Card])
  case again(Card)
  case progress(Standing, notice: String?)
  case exam(ExamPaper)
  /// The log of answers is in this file.
  case exported(path: String)
}
