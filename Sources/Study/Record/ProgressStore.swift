import GRDB
import Quiz
import Synchronization

/// The record of what was answered, in SQLite below the user's state folder.
///
/// Opening it never fails: where it cannot be read it is set aside, where it cannot be written the
/// answers of this session are kept in memory, and `notice` says so. Several programs may use one
/// record at the same time.
///
/// What is to be written waits in `add` until `commit` writes all of it in one transaction. A
/// commit that fails loses nothing: the next one writes it. Until then it counts as written for
/// whoever asks here.
public final class ProgressStore: Sendable {
  let connection: RecordConnection
  let isWritable: Bool
  let state = Mutex(State())

  struct State {
    var waiting = Changes()
    /// What a transaction is writing right now.
    var inFlight = Changes()
    /// What can only be kept as long as the program.
    var forSession = Changes()
    /// How the exams that were opened here stand in the record, as far as is known.
    var exams: [String: Lineage<MockExam>] = [:]
    /// The answers that could be read last, for when the record is held.
    var lastAnswers: [AnswerRecord] = []
    var isHeld = false
    /// Changes with every transaction of another program.
    var dataVersion: Int?

    /// What counts as written, though the record does not have it: the oldest first.
    var unwritten: [Changes] { [forSession, inFlight, waiting] }
  }

  init(_ connection: RecordConnection, isWritable: Bool = true) {
    self.connection = connection
    self.isWritable = isWritable
  }

  /// The same record, in which nothing is written: answers are kept for this session.
  public var unchanged: ProgressStore { ProgressStore(connection, isWritable: false) }

  /// A record that lasts as long as the program.
  public static var inMemory: ProgressStore {
    ProgressStore(RecordConnection { .closed(notice: nil) })
  }

  /// What the learner should know of the record, in one sentence.
  public var notice: String? {
    connection.notice ?? (state.withLock(\.isHeld) ? RecordConnection.heldNotice : nil)
  }

  /// Whether answers outlast this session.
  public var records: Bool { isWritable && connection.canWrite }

  // MARK: Reading

  /// All answers ever given, those of this session included.
  ///
  /// While another program holds the record it is what could be read last.
  public func answers() throws -> [AnswerRecord] {
    let kept = try read { try AnswerRecord.order(Column.rowID).fetchAll($0) }
    return state.withLock { state in
      state.isHeld = kept == nil && connection.isOpen
      if let kept { state.lastAnswers = kept }
      return (state.lastAnswers + state.unwritten.flatMap(\.answers)).withoutRepeats.settled
    }
  }

  /// The log as it was written, amended answers included; those of this session last.
  public func log() throws -> [AnswerRecord] {
    let kept = try ProgressFile.saying("the record cannot be read") {
      try connection.database(insisting: true)?.read {
        // of two in one second the one that was written later comes later
        try AnswerRecord.order(Column("time"), Column.rowID).fetchAll($0)
      }
    }
    return state.withLock { state in
      ((kept ?? []) + state.unwritten.flatMap(\.answers)).withoutRepeats
    }
  }

  /// A setting such as the day of the exam.
  public func setting(_ name: String) throws -> String? {
    let unwritten = state.withLock { $0.unwritten.compactMap { $0.settings[name] }.last }
    if let unwritten { return unwritten }
    return try read {
      try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    } ?? nil
  }

  /// The day of the exam, if it was set.
  public var examDay: LocalDay? { (try? setting("exam")).flatMap { $0 }.flatMap { LocalDay($0) } }

  /// Reads from the record; nothing where there is none, or where another program holds it.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value? {
    do {
      return try connection.database()?.read(body)
    } catch let error as DatabaseError where error.isHeld {
      connection.beginRest()
      return nil
    } catch is RecordHeld {
      return nil
    }
  }

  // MARK: Writing

  /// Has something written by the next `commit`.
  public func add(_ changes: Changes) { state.withLock { $0.waiting.add(changes) } }

  /// Whether something is not written yet.
  public var hasUnwritten: Bool {
    state.withLock { !$0.waiting.isEmpty || !$0.inFlight.isEmpty }
  }

  /// Writes all that waits in one transaction; when it returns that outlasts the program.
  ///
  /// Returns the exams in which another program had written as well, merged.
  @discardableResult
  public func commit() throws -> [ExamMerge] {
    guard isWritable, let database = try held({ try connection.database(insisting: true) }),
      connection.canWrite
    else {
      state.withLock { state in
        state.forSession.add(state.waiting)
        state.waiting = Changes()
      }
      return []
    }
    do {
      let (exams, merges) = try database.write { database in
        // only now that nobody else writes: until here newer changes took the place of older ones
        let (changes, known) = state.withLock { state in
          swap(&state.waiting, &state.inFlight)
          return (state.inFlight, state.exams)
        }
        return try changes.write(in: database, knowing: known)
      }
      state.withLock { state in
        state.inFlight = Changes()
        state.isHeld = false
        state.exams.merge(exams) { $1 }
      }
      connection.endRest()
      return merges
    } catch {
      state.withLock { state in
        state.inFlight.add(state.waiting)
        swap(&state.waiting, &state.inFlight)
        state.inFlight = Changes()
      }
      throw error
    }
  }

  private func held<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch {
      state.withLock { $0.isHeld = true }
      throw error
    }
  }

  /// Writes answers; when it returns they outlast the program.
  ///
  /// Throws where that failed; they are then written with the next ones.
  public func record(_ answers: [AnswerRecord]) throws {
    try write(Changes(answers: answers), "this answer was not recorded")
  }

  /// Writes something at once; returns the exams in which another program had written as well.
  @discardableResult
  public func write(_ changes: Changes, _ failing: String) throws -> [ExamMerge] {
    add(changes)
    return try ProgressFile.saying(failing) { try connection.patiently { try commit() } }
  }

  /// Keeps a setting; without a value it is forgotten.
  public func set(_ name: String, to value: String?) throws {
    try write(Changes(settings: [name: value]), "this was not kept")
  }

  /// Adds the answers of another log that are not here yet, and says how many they were.
  public func merge(_ answers: [AnswerRecord]) throws -> Int {
    guard isWritable, let database = try? connection.database(insisting: true),
      connection.canWrite
    else {
      throw LessonError(notice ?? "answers cannot be recorded here")
    }
    return try ProgressFile.saying("nothing was imported") {
      try connection.patiently {
        try database.write { database in
          try answers.reduce(0) { count, answer in
            try answer.insert(database, onConflict: .ignore)
            return count + database.changesCount
          }
        }
      }
    }
  }
}

extension AnswerRecord: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "answer"
}

extension [AnswerRecord] {
  /// Each answer once, in the order in which they first stand here.
  fileprivate var withoutRepeats: [AnswerRecord] {
    var seen: Set<String> = []
    return filter { seen.insert($0.id).inserted }
  }
}
