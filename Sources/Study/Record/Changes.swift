import GRDB

/// What is to be written in the record, together or not at all.
public struct Changes: Sendable {
  public var answers: [AnswerRecord]
  /// By their names; those without a value are forgotten.
  public var settings: [String: String?]
  /// By their ids.
  public var exams: [String: ExamEdit]

  public init(
    answers: [AnswerRecord] = [], settings: [String: String?] = [:], exams: [ExamEdit] = []
  ) {
    self.answers = answers
    self.settings = settings
    self.exams = Dictionary(exams.map { ($0.exam.id, $0) }) { $1 }
  }

  public var isEmpty: Bool { answers.isEmpty && settings.isEmpty && exams.isEmpty }

  /// Adds later ones, which take the place of earlier ones.
  public mutating func add(_ later: Changes) {
    answers += later.answers
    settings.merge(later.settings) { $1 }
    exams.merge(later.exams) { $1 }
  }

  /// Returns how the exams stand now, and those in which another program had written.
  func write(
    in database: Database, knowing known: [String: Lineage<MockExam>]
  ) throws -> ([String: Lineage<MockExam>], [ExamMerge]) {
    // what was written before is not written twice
    for answer in answers { try answer.insert(database, onConflict: .ignore) }
    for (name, value) in settings {
      if let value {
        try database.execute(
          sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
          arguments: [name, value])
      } else {
        try database.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name])
      }
    }
    var lineages: [String: Lineage<MockExam>] = [:]
    var merges: [ExamMerge] = []
    for (id, edit) in exams {
      var lineage =
        known[id] ?? Lineage(edition: edit.edition, sent: edit.exam, content: edit.exam)
      let exam = lineage.take(
        edit.exam, of: edit.edition, over: try ProgressStore.exam(id, in: database))
      try exam.write(in: database)
      lineages[id] = lineage
      if exam != edit.exam {
        merges.append(ExamMerge(sent: edit.exam, merged: exam, edition: lineage.edition))
      }
    }
    return (lineages, merges)
  }
}
