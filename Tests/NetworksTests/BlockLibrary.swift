import Foundation

@testable import Networks

/// The library of blocks, as the program ships it.
enum BlockLibrary {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../lessons/blocks").standardizedFileURL

  /// The files of the library: their names and texts.
  static func texts() throws -> [(origin: String, text: String)] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "block" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }
  /// All definitions, read once for all tests.
  static func all() throws -> Library { try library.get() }
  private static let library = Result { try Library(texts: texts()) }
}
