#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Quiz
import GRDB

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The file of the record: where it lies, how it is opened, and what becomes of a faulty one.
public enum ProgressFile {
  static let name = "progress.sqlite"

  /// How a record is used; tests make disks small and waits short.
  struct Conditions {
    /// Seconds to wait for another program that holds the record.
    var patience = 5.0
    /// Pages that the record may have: the end of the disk for a test.
    var pageLimit: Int?
  }

  /// Opens the record in a folder, which is made where there is none.
  public static func open(in folder: String?) -> ProgressStore { open(in: folder, Conditions()) }

  static func open(in folder: String?, _ conditions: Conditions) -> ProgressStore {
    guard let folder, makeFolder(folder) else {
      return unwritable("the folder \(folder ?? "of the user") cannot be made")
    }
    let path = "\(folder)/\(name)"
    // of two programs that find a faulty record only one may set it aside
    let lock = openLock(folder + "/progress.lock")
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0 { flock(lock, LOCK_EX) }
    do {
      return ProgressStore(try database(at: path, conditions), isWritable: true)
    } catch let fault as Fault {
      guard let kept = setAside(path, as: fault.name) else {
        return readOnly(path, conditions, "the record \(fault.words) and cannot be set aside")
      }
      let notice = "The record \(fault.words); it was kept as \(kept), and a new one was started."
      guard let database = try? database(at: path, conditions) else {
        return unwritable("no new one was made")
      }
      return ProgressStore(database, isWritable: true, notice: notice)
    } catch {
      return readOnly(path, conditions, reason(error))
    }
  }

  /// Why a record cannot be used.
  private enum Fault: Error {
    case damaged, newer

    var name: String { self == .damaged ? "damaged" : "newer" }
    var words: String {
      self == .damaged ? "could not be read" : "is of a newer version of Blockwalk"
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

  private static func database(
    at path: String, _ conditions: Conditions
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration(conditions))
      try queue.write { database in
        if try migrator.hasBeenSuperseded(database) { throw Fault.newer }
        let words = try String.fetchAll(database, sql: "PRAGMA quick_check(1)")
        if words != ["ok"] { throw Fault.damaged }
      }
      try migrator.migrate(queue)
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
  ) -> ProgressStore {
    let queue = try? DatabaseQueue(
      path: path, configuration: configuration(conditions, readOnly: true))
    let isOurs = (try? queue?.read { _ = try AnswerRecord.limit(1).fetchAll($0) }) != nil
    return ProgressStore(
      isOurs ? queue : nil, isWritable: false, notice: "Answers are not recorded: \(reason).")
  }
  private static func unwritable(_ reason: String) -> ProgressStore {
    ProgressStore(nil, isWritable: false, notice: "Answers are not recorded: \(reason).")
  }

  /// Why the record could not be read or written, without a full stop.
  static func reason(_ error: any Error) -> String {
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
private func openLock(_ path: String) -> Int32 { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }

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

  /// A log as lines of JSON, for another machine or a diary.
  public static func text(of answers: [AnswerRecord]) throws -> String {
    try answers.map { try json($0) + "\n" }.joined()
  }

  /// Reads what `text(of:)` wrote; throws with the line of the first fault.
  public static func answers(from text: String, named origin: String) throws -> [AnswerRecord] {
    var answers: [AnswerRecord] = []
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }
    ).enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard let answer = try? JSONDecoder().decode(AnswerRecord.self, from: Data(line.utf8)),
        answer.isSound
      else {
        throw LessonError(
          "this line is not an answer that Blockwalk exported", line: index + 1, origin: origin)
      }
      answers.append(answer)
    }
    return answers
  }
}
