import GRDB
import Quiz
import Synchronization

extension ProgressStore {
  /// The mock exam that waits to be resumed, if one does: the latest.
  public func openExam() throws -> MockExam? {
    try waitingExam(of: read { try Self.openExam(in: $0) } ?? nil)
  }

  /// Goes on with the exam that waits, or begins the one that `begin` makes of it.
  ///
  /// Both in one transaction, so that two windows that open at once have the same exam. An exam in
  /// which nothing was written gives way to another one.
  public func exam(_ begin: (MockExam?) throws -> MockExam) throws -> ExamEdit {
    guard isWritable, let database = (try? connection.database()) ?? nil, connection.canWrite
    else { return try begunForSession(begin) }
    do {
      let (exam, stored) = try database.write { database -> (MockExam, MockExam) in
        let stored = try Self.openExam(in: database)
        let waiting = waitingExam(of: stored)
        let exam = try begin(waiting)
        if let stored, stored.id == exam.id { return (exam, stored) }
        if let stored, stored.isUntouched {
          try database.execute(sql: "DELETE FROM exam WHERE id = ?", arguments: [stored.id])
        }
        try exam.write(in: database)
        return (exam, exam)
      }
      return opened(exam, stored: stored)
    } catch let error as DatabaseError where error.isHeld {
      state.withLock { $0.isHeld = true }
      connection.beginRest()
      return try begunForSession(begin)
    } catch let error as DatabaseError {
      throw LessonError("the exam was not saved: \(ProgressFile.reason(error))")
    }
  }

  /// An exam that the record does not have yet.
  private func begunForSession(_ begin: (MockExam?) throws -> MockExam) throws -> ExamEdit {
    let exam = try begin(openExam())
    return opened(exam, stored: nil)
  }

  private func opened(_ exam: MockExam, stored: MockExam?) -> ExamEdit {
    state.withLock { state in
      let old = state.exams[exam.id]
      let edit = ExamEdit(exam, edition: (old?.edition ?? 0) + 1)
      state.exams[exam.id] = Lineage(
        edition: edit.edition, sent: exam, content: stored ?? old?.content ?? exam)
      // what waits is part of it and is not of an older edition any more
      if state.waiting.exams[exam.id] != nil { state.waiting.exams[exam.id] = edit }
      return edit
    }
  }

  /// What another program has made of an exam that is open here; nothing where it is as before.
  public func news(of edit: ExamEdit) throws -> ExamMerge? {
    let version = try read { try Int.fetchOne($0, sql: "PRAGMA data_version") } ?? nil
    let isNew = state.withLock { state in
      // what waits is merged when it is written
      guard let version, version != state.dataVersion, state.waiting.exams[edit.exam.id] == nil,
        state.inFlight.exams[edit.exam.id] == nil
      else { return false }
      state.dataVersion = version
      return true
    }
    guard isNew, let stored = try read({ try Self.exam(edit.exam.id, in: $0) }) ?? nil else {
      return nil
    }
    return state.withLock { state in
      guard var lineage = state.exams[edit.exam.id], lineage.content != stored,
        state.waiting.exams[edit.exam.id] == nil, state.inFlight.exams[edit.exam.id] == nil
      else { return nil }
      let base = edit.edition == lineage.edition ? lineage.content : lineage.sent
      lineage = Lineage(edition: lineage.edition + 1, sent: base, content: stored)
      state.exams[edit.exam.id] = lineage
      return ExamMerge(sent: base, merged: stored, edition: lineage.edition)
    }
  }

  /// The exam that waits: what is written with what is not written yet.
  private func waitingExam(of stored: MockExam?) -> MockExam? {
    state.withLock { state in
      var exams = stored.map { [$0.id: $0] } ?? [:]
      for changes in state.unwritten {
        for (id, edit) in changes.exams {
          let base = state.exams[id]?.content ?? edit.exam
          exams[id] =
            exams[id].map { .merged(base: base, mine: edit.exam, theirs: $0) } ?? edit.exam
        }
      }
      return exams.values.filter { $0.finished == nil }.max {
        ($0.started, $0.id) < ($1.started, $1.id)
      }
    }
  }

  private static func openExam(in database: Database) throws -> MockExam? {
    let text = try String.fetchOne(
      database,
      sql: "SELECT content FROM exam WHERE finished IS NULL ORDER BY started DESC, id DESC LIMIT 1")
    return text.flatMap { try? ProgressFile.exam(json: $0) } ?? nil
  }

  static func exam(_ id: String, in database: Database) throws -> MockExam? {
    let text = try String.fetchOne(
      database, sql: "SELECT content FROM exam WHERE id = ?", arguments: [id])
    return text.flatMap { try? ProgressFile.exam(json: $0) } ?? nil
  }
}

extension MockExam {
  func write(in database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO exam (id, started, finished, content) VALUES (?, ?, ?, ?)",
      arguments: [id, started, finished, try ProgressFile.json(self)])
  }
}
