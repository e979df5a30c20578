import Foundation
import GRDB
import Study
import Testing

/// Folders of its own for the record, the settings and the blocks of a test, and what programs
/// have left there.
struct OwnFolder {
  let path: String

  /// Gone after the test.
  static func with(_ body: (OwnFolder) throws -> Void) throws {
    try Program.withFolder { try body(OwnFolder(path: $0.path)) }
  }

  var environment: [String: String] {
    [
      "XDG_STATE_HOME": path + "/state", "XDG_DATA_HOME": path + "/data",
      "XDG_CONFIG_HOME": path + "/config", "HOME": path,
    ]
  }

  /// Runs the program on a terminal for as long as `body` lasts.
  func run(_ arguments: [String], _ body: (PseudoTerminal) throws -> Void) throws {
    try PseudoTerminal.run(Explorer.program, arguments, environment: environment, body)
  }

  var state: String { path + "/state/blockwalk" }
  /// The record as another program opens it.
  var record: ProgressStore { ProgressFile.open(in: state) }
  var exam: MockExam? { try? record.openExam() }
  /// The text of the playground that is kept.
  var draft: String {
    (try? String(contentsOfFile: path + "/data/blockwalk/playground.draft", encoding: .utf8)) ?? ""
  }

  /// Makes a pipe in the place of a file.
  func makePipe(_ file: String) throws {
    let place = path + "/" + file
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    #expect(mkfifo(place, 0o600) == 0)
  }

  /// Holds the record as a program does that was suspended in the middle of writing.
  func holdingRecord(_ body: () throws -> Void) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    let queue = try DatabaseQueue(
      path: state + "/progress.sqlite", configuration: configuration)
    try queue.inDatabase { database in
      try database.execute(sql: "BEGIN EXCLUSIVE")
      defer { try? database.execute(sql: "ROLLBACK") }
      try body()
    }
  }
}
