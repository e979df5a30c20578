import Foundation

/// A folder that is there as long as somebody holds it.
final class TemporaryFolder: Sendable {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "blockwalk-\(UUID().uuidString)").path

  func write(_ bytes: [UInt8], to name: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path).appending(path: name))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
