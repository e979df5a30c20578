import Foundation
import Testing

/// Phrases that no native speaker would write and that must not come back.
@Suite struct PhraseTests {
  static let phrases = [
    "come to grief", "parameters has it", "weights has it", "multiply-adds has it",
    "numbers has it",
    "rows has its", "hich shape leaves", "ith which probability", "y which factor", "hich share",
    "in per cent", "did it bring", "does it bring", "on two ways", "over all ways", "is no day of",
    "as one says", "Say what the answer has", "stands behind a =", "no answer of a log",
    "killed program", "tell their memory", "turned round", "ascribed to", "gives single units away",
    "taken for dense", "keep: the share", "for a deviation", "a step of training", "weighed by",
    "walk the shapes", "put side by side with", "by whose index", "but for rounding",
    "things to try, beside", "its Czech one", "is no seed", "is no batch", "Turn what you like",
    "it comes of", "Not quite:", "Right would be", "rather\", \"quite", "too much after",
    "shall leave", "The forward pass has arrived",
    "leaves out of account", "which the question rules", "nobody waits any more to",
  ]

  /// The checkout, above the folder of this file.
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Lessons, blocks, the glossary, the README, and every string literal of the program.
  private static func texts() throws -> [(name: String, text: String)] {
    var texts: [(name: String, text: String)] = []
    for folder in ["lessons", "Sources"] {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() {
        let kind = file.pathExtension
        guard ["md", "yaml", "block", "swift"].contains(kind) else { continue }
        let text = try String(contentsOf: file, encoding: .utf8)
        texts.append((file.lastPathComponent, kind == "swift" ? literals(of: text) : text))
      }
    }
    let readme = root.appending(path: "README.md")
    return texts + [("README.md", try String(contentsOf: readme, encoding: .utf8))]
  }

  /// The lines of a source file that hold a literal, without comments.
  private static func literals(of source: String) -> String {
    source.split(separator: "\n").filter { line in
      let code = line.drop(while: \.isWhitespace)
      return !code.hasPrefix("//") && code.contains("\"")
    }.joined(separator: "\n")
  }

  @Test func `no text has a phrase that was mended`() throws {
    let texts = try Self.texts()
    #expect(texts.count > 100)
    for (name, text) in texts {
      let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for phrase in Self.phrases where line.contains(phrase) {
        Issue.record("\(name) says ‘\(phrase)’")
      }
    }
  }
}
