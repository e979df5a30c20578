import Foundation
import Networks
import Tensors

/// The library of blocks, read from beside the sources.
enum TestLibrary {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("lessons/blocks")

  static func library() throws -> Library {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try Library(
      texts: files.filter { $0.hasSuffix(".block") }.map {
        ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
      })
  }

  static func network(_ source: String, on size: String? = nil) throws -> Network {
    try Network(source, library: library(), on: size.map { try Shape(notation: $0) })
  }

  /// A call of every block, with 16 for whatever has no default.
  static func networks() throws -> [Network] {
    let library = try library()
    return try library.names.map { name in
      let parameters = library.definition(named: name)?.parameters ?? []
      let required = parameters.filter { $0.standard == nil }
      return try Network(
        ([name] + required.map { _ in "16" }).joined(separator: " "), library: library)
    }
  }
}
