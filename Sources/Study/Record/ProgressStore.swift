import GRDB
import Quiz
import Synchronization

/// The record of what was answered, in SQLite below the user's state folder.
///
/// Opening it never fails: where it cannot be read it is set aside, where it cannot be written the
/// answers of this session are kept in memory, and `notice` says so. Several programs may use one
/// record at the same time.
public final class ProgressStore: Sendable {
  /// What the learner should know of the record, in one sentence.
  public let notice: String?
  private let database: DatabaseQueue?
  private let isWritable: Bool
  /// Answers that could not be written.
  private let unwritten = Mutex<[AnswerRecord]>([])
  private let settings = Mutex<[String: String]>([:])
  private let drafts = Mutex<[String: MockExam]>([:])

  init(_ database: DatabaseQueue?, isWritable: Bool, notice: String? = nil) {
    self.database = database
    self.isWritable = isWritable
    self.notice = notice
  }

  /// The same record, in which nothing is written: answers are kept for this session.
  public var unchanged: ProgressStore {
    ProgressStore(database, isWritable: false, notice: notice)
  }

  /// A record that lasts as long as the program.
  public static var inMemory: ProgressStore { ProgressStore(nil, isWritable: true) }

  /// Whether answers outlast this session.
  public var records: Bool { database != nil && isWritable }

  /// All answers ever given, those of this session included.
  public func answers() throws -> [AnswerRecord] {
    let kept = try database?.read { try AnswerRecord.fetchAll($0) } ?? []
    return (kept + unwritten.withLock { $0 }).settled
  }

  /// The log as it was written, amended answers included; those of this session last.
  public func log() throws -> [AnswerRecord] {
    let kept = try database?.read {
      try AnswerRecord.order(Column("time"), Column("id")).fetchAll($0)
    }
    return (kept ?? []) + unwritten.withLock { $0 }
  }

  /// Writes answers; when it returns they outlast the program.
  ///
  /// Throws where that failed; they are then kept for this session.
  public func record(_ answers: [AnswerRecord]) throws {
    guard let database, isWritable else {
      unwritten.withLock { $0 += answers }
      return
    }
    do {
      try database.write { database in
        for answer in answers { try answer.insert(database) }
      }
    } catch {
      unwritten.withLock { $0 += answers }
      throw LessonError("this answer was not recorded: \(ProgressFile.reason(error))")
    }
  }

  /// Adds the answers of another log that are not here yet, and says how many they were.
  public func merge(_ answers: [AnswerRecord]) throws -> Int {
    guard let database, isWritable else {
      throw LessonError(notice ?? "answers cannot be recorded here")
    }
    do {
      return try database.write { database in
        try answers.reduce(0) { count, answer in
          try answer.insert(database, onConflict: .ignore)
          return count + database.changesCount
        }
      }
    } catch {
      throw LessonError("nothing was imported: \(ProgressFile.reason(error))")
    }
  }

  /// A setting such as the day of the exam.
  public func setting(_ name: String) throws -> String? {
    if let value = settings.withLock({ $0[name] }) { return value }
    return try database?.read {
      try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
  }

  /// Keeps a setting; without a value it is forgotten.
  public func set(_ name: String, to value: String?) throws {
    guard let database, isWritable else {
      settings.withLock { $0[name] = value }
      return
    }
    try database.write {
      if let value {
        try $0.execute(
          sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
          arguments: [name, value])
      } else {
        try $0.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name])
      }
    }
  }

  /// The day of the exam, if it was set.
  public var examDay: LocalDay? { (try? setting("exam")).flatMap { $0 }.flatMap { LocalDay($0) } }

  /// Keeps a mock exam as it stands, finished or not.
  public func keep(_ exam: MockExam) throws {
    guard let database, isWritable else {
      drafts.withLock { $0[exam.id] = exam }
      return
    }
    let text = try ProgressFile.json(exam)
    do {
      try database.write {
        try $0.execute(
          sql: """
            INSERT OR REPLACE INTO exam (id, started, finished, content) VALUES (?, ?, ?, ?)
            """, arguments: [exam.id, exam.started, exam.finished, text])
      }
    } catch {
      drafts.withLock { $0[exam.id] = exam }
      throw LessonError("the exam was not saved: \(ProgressFile.reason(error))")
    }
  }

  /// The mock exam that waits to be resumed, if one does: the latest.
  public func openExam() throws -> MockExam? {
    let drafted = drafts.withLock { $0.values.filter { $0.finished == nil } }
    if let exam = drafted.max(by: { $0.started < $1.started }) { return exam }
    let text = try database?.read {
      try String.fetchOne(
        $0,
        sql: "SELECT content FROM exam WHERE finished IS NULL ORDER BY started DESC LIMIT 1")
    }
    return text.flatMap { try? ProgressFile.exam(json: $0) } ?? nil
  }
}

extension AnswerRecord: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "answer"
}
