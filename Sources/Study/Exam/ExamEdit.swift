/// What was written with the changes of another program, for whoever still works on it.
public struct ExamMerge: Hashable, Sendable {
  /// The exam from which that one's work goes on.
  public let sent: MockExam
  /// The exam as the record has it now.
  public let merged: MockExam
  public let edition: Int
}

/// A mock exam as a window has it, and which edition of the record that is based on.
public struct ExamEdit: Hashable, Sendable {
  public var exam: MockExam
  public var edition: Int

  public init(_ exam: MockExam, edition: Int) {
    self.exam = exam
    self.edition = edition
  }
}
