import Foundation
import Testing

/// Texts of the program that are kept as files beside the tests.
enum Golden {
  /// Expects a text as it is kept; one that is missing is written and fails, as do all with
  /// `RECORD=1`.
  static func expect(
    _ text: String, in name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Texts/\(name)")
    let kept = try? String(contentsOf: file, encoding: .utf8)
    guard let kept, ProcessInfo.processInfo.environment["RECORD"] == nil else {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) is recorded; run the test again", sourceLocation: sourceLocation)
      return
    }
    #expect(text == kept, "\(name) changed; RECORD=1 records it", sourceLocation: sourceLocation)
  }
}
