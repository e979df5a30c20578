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
  /// Keep what was typed for a card, until it is answered.
  case keepText(String, card: String, seed: UInt64)
  /// Open what has been learnt; answered by `StudyOutcome.progress`.
  case progress
  /// Go on with the mock exam that was left, or begin one with these questions, or with a usual
  /// draw; answered by `StudyOutcome.exam`.
  case exam(ExamSelection?)
  /// Begin a mock exam with just these questions; fails while another one waits to be finished.
  case newExam(ExamSelection)
  /// Keep the exam as it stands, together with answers that come of it; before anything else is
  /// shown, where that is more than text. Answered by `StudyOutcome.merged` where another window
  /// has written in it.
  case keep(ExamEdit, answers: [AnswerRecord] = [], isUrgent: Bool = false)
  /// See whether another window has written in the exam; answered likewise.
  case news(of: ExamEdit)
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
  /// An exam as it is with what another window has written.
  case merged(ExamMerge)
  /// The log of answers is in this file.
  case exported(path: String)
}
