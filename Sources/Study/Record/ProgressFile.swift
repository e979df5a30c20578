#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import GRDB
import LibC
import Quiz

/// The file of the record: where it lies, how it is opened, and what becomes of a faulty one.
public enum ProgressFile {
  static let name = "progress.sqlite"

  /// How a record is used; tests make disks small and waits short.
  struct Conditions {
    /// Seconds to wait for another program that holds the record.
    var patience = 0.25
    /// How often that is waited where nothing else can be done meanwhile.
    var tries = 20
    /// Pages that the record may have: the end of the disk for a test.
    var pageLimit: Int?
  }

  /// Opens the record in a folder, which is made where there is none.
  public static func open(in folder: String?) -> ProgressStore { open(in: folder, Conditions()) }

  static func open(in folder: String?, _ conditions: Conditions) -> ProgressStore {
    ProgressStore(
      RecordConnection(tries: conditions.tries) { opened(in: folder, conditions) })
  }

  private static func opened(
    in folder: String?, _ conditions: Conditions
  ) -> RecordConnection.State {
    guard let folder, makeFolder(folder) else {
      return unwritable("the folder \(folder ?? "of the user") cannot be made")
    }
    let path = "\(folder)/\(name)"
    // SQLite would wait for ever for what a pipe or a device has to say
    for file in [path, path + "-journal", path + "-wal"] where !isPlainOrAbsent(file) {
      return unwritable("\(file.dropFirst(folder.count + 1)) is not a plain file")
    }
    do {
      return .open(try database(at: path, conditions), canWrite: true, notice: nil)
    } catch let error as DatabaseError where error.isHeld {
      return .held
    } catch is Fault {
      return withLock(on: folder, conditions) { mended(path, conditions) } ?? .held
    } catch {
      return readOnly(path, conditions, reason(error))
    }
  }

  /// Makes a new record, or sets a faulty one aside; of two programs that find it only one may.
  private static func mended(_ path: String, _ conditions: Conditions) -> RecordConnection.State {
    do {
      return .open(
        try database(at: path, conditions, migrating: true), canWrite: true, notice: nil)
    } catch let fault as Fault {
      guard let kept = setAside(path, as: fault.name) else {
        return readOnly(path, conditions, "the record \(fault.words) and cannot be set aside")
      }
      let notice = "The record \(fault.words); it was kept as \(kept), and a new one was started."
      guard let database = try? database(at: path, conditions, migrating: true) else {
        return unwritable("no new one was made")
      }
      return .open(database, canWrite: true, notice: notice)
    } catch let error as DatabaseError where error.isHeld {
      return .held
    } catch {
      return readOnly(path, conditions, reason(error))
    }
  }

  /// Does something that only one program may do at a time; nothing where another one goes on
  /// with it.
  private static func withLock<Value>(
    on folder: String, _ conditions: Conditions, _ body: () -> Value
  ) -> Value? {
    let lock = openLock(folder + "/progress.lock")
    defer { if lock >= 0 { close(lock) } }
    var rest = Int(conditions.patience * 100)
    while lock >= 0, flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      guard rest > 0 else { return nil }
      rest -= 1
      usleep(10_000)
    }
    return body()
  }

  private static func isPlainOrAbsent(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Why a record cannot be used as it is.
  private enum Fault: Error {
    case damaged, newer
    /// It is new, or of an earlier version.
    case unfinished

    var name: String { self == .newer ? "newer" : "damaged" }
    var words: String {
      self == .newer ? "is of a newer version of Blockwalk" : "could not be read"
    }
  }

  private static func configuration(
    _ conditions: Conditions, readOnly: Bool = false
  ) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(conditions.patience)
    let pageLimit = conditions.pageLimit
    configuration.prepareDatabase { database in
      if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
      // what was written outlasts even the machine
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }

  /// Opens the record with nothing but reading, so that no other program has to wait; throws where
  /// more is to be done.
  private static func database(
    at path: String, _ conditions: Conditions, migrating: Bool = false
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(conditions))
      let isFinished = try queue.read { database in
        if try migrator.hasBeenSuperseded(database) { throw Fault.newer }
        let words = try String.fetchAll(database, sql: "PRAGMA quick_check(1)")
        if words != ["ok"] { throw Fault.damaged }
        return try migrator.hasCompletedMigrations(database)
      }
      if access(path, W_OK) != 0 || access(folder(of: path), W_OK) != 0 {
        throw DatabaseError(resultCode: .SQLITE_READONLY)
      }
      if !isFinished {
        guard migrating else { throw Fault.unfinished }
        try migrator.migrate(queue)
      }
      try queue.read { database in
        // a table of this name with other columns is not ours
        _ = try AnswerRecord.limit(1).fetchAll(database)
      }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR].contains(error.resultCode)
    {
      throw Fault.damaged
    } catch is DecodingError {
      throw Fault.damaged
    }
  }

  private static func folder(of path: String) -> String { String(path.dropLast(name.count + 1)) }

  /// Each version of the record leads to the next; none is ever changed.
  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("answers") { database in
      try database.create(table: "answer") { table in
        table.primaryKey("id", .text)
        table.column("time", .integer).notNull()
        table.column("card", .text).notNull()
        table.column("lesson", .integer).notNull()
        table.column("kind", .text).notNull()
        table.column("seed", .integer).notNull()
        table.column("reply", .text).notNull()
        table.column("share", .double).notNull()
        table.column("points", .double).notNull()
        table.column("rating", .integer).notNull()
        table.column("confidence", .integer)
        table.column("mistakes", .text).notNull()
        table.column("hinted", .boolean).notNull()
        table.column("seconds", .integer).notNull()
        table.column("session", .text).notNull()
        table.column("amends", .text)
      }
      try database.create(table: "setting") { table in
        table.primaryKey("name", .text)
        table.column("value", .text).notNull()
      }
      try database.create(table: "exam") { table in
        table.primaryKey("id", .text)
        table.column("started", .integer).notNull()
        table.column("finished", .integer)
        table.column("content", .text).notNull()
      }
    }
    return migrator
  }

  /// Renames the record and what SQLite keeps beside it; nothing of it is changed.
  private static func setAside(_ path: String, as word: String) -> String? {
    let stem = String(path.dropLast(name.count)) + "progress."
    for number in 1...1000 {
      let other = stem + word + (number == 1 ? "" : ".\(number)")
      guard access(other, F_OK) != 0 else { continue }
      guard rename(path, other) == 0 else { return nil }
      for ending in ["-journal", "-wal", "-shm"] { rename(path + ending, other + ending) }
      return String(other.dropFirst(path.count - name.count))
    }
    return nil
  }

  private static func readOnly(
    _ path: String, _ conditions: Conditions, _ reason: String
  ) -> RecordConnection.State {
    let queue = try? DatabaseQueue(
      path: path, configuration: configuration(conditions, readOnly: true))
    let isOurs = (try? queue?.read { _ = try AnswerRecord.limit(1).fetchAll($0) }) != nil
    let notice = "Answers are not recorded: \(reason)."
    guard let queue, isOurs else { return .closed(notice: notice) }
    return .open(queue, canWrite: false, notice: notice)
  }
  private static func unwritable(_ reason: String) -> RecordConnection.State {
    .closed(notice: "Answers are not recorded: \(reason).")
  }

  /// Does something with the record; what goes wrong there is said in a sentence.
  static func saying<Value>(_ failing: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as LessonError {
      throw error
    } catch {
      throw LessonError("\(failing): \(reason(error))")
    }
  }

  /// Why the record could not be read or written, without a full stop.
  public static func reason(_ error: any Error) -> String {
    if error is RecordHeld { return "another program holds the record" }
    guard let error = error as? DatabaseError else { return "\(error)" }
    return switch error.resultCode {
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_READONLY, .SQLITE_PERM: "the record is read-only"
    case .SQLITE_CANTOPEN: "the record cannot be opened"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds the record"
    case .SQLITE_IOERR: "the disk cannot be written"
    default: error.message ?? "the record cannot be used"
    }
  }

  private static func makeFolder(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST, access(made, F_OK) != 0 { return false }
    }
    return access(path, F_OK) == 0
  }
}

// outside of the enumeration, where `open` is its own function
private func openLock(_ path: String) -> Int32 {
  open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
}

extension ProgressFile {
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Reads what `json` wrote; nothing where it is no exam that could be sat.
  static func exam(json: String) throws -> MockExam? {
    let exam = try JSONDecoder().decode(MockExam.self, from: Data(json.utf8))
    return exam.isSound ? exam : nil
  }

  /// A log as lines of JSON, for another machine or a diary; `AnswerLog` reads it.
  public static func text(of answers: [AnswerRecord]) throws -> String {
    try answers.map { try json($0) + "\n" }.joined()
  }
}
