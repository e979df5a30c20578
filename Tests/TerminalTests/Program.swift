import Foundation
import Testing

/// The program run to its end with pipes in place of a terminal.
struct Program {
  let status: Int32
  let output: String
  let errors: String
  /// The processor time of the whole process, in seconds.
  let seconds: Double

  init(
    _ arguments: [String], path: String = Explorer.program, input: FileHandle = .nullDevice,
    environment: [String: String] = [:], folder: URL? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = input
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory()]
      .merging(environment) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    let start = ContinuousClock.now
    try process.run()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    seconds = (ContinuousClock.now - start) / .seconds(1)
    status = process.terminationStatus
  }

  /// A folder of its own for a test, gone afterwards.
  static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// The environment in which a text is the file of settings.
  static func withSettings(
    _ text: String, _ body: ([String: String]) throws -> Void
  ) throws {
    try withFolder { folder in
      let own = folder.appending(path: "blockwalk")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try text.write(
        to: own.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
      try body(["XDG_CONFIG_HOME": folder.path])
    }
  }
}
