import Foundation
import LessonSamples
import Networks
import Testing

@testable import Study

/// The export, read by the rules of Anki's manual.
@Suite struct AnkiDeckTests {
  private func deck() throws -> AnkiDeck {
    try AnkiDeck(Deck.dealers.get()) { "[ \($0.line) ]" }
  }

  /// Rows of a file: header lines begin with #, fields stand between quotes, quotes are doubled.
  private func rows(_ text: String) throws -> [[String]] {
    var rest = text[...]
    while rest.hasPrefix("#"), let end = rest.firstIndex(of: "\n") {
      rest = rest[rest.index(after: end)...]
    }
    var rows: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    for character in rest {
      switch character {
      case "\"":
        if !isQuoted, !field.isEmpty { field.append("\"") }
        isQuoted.toggle()
      case "\t" where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
      case "\n" where !isQuoted:
        rows[rows.count - 1].append(field)
        rows.append([])
        field = ""
      default: field.append(character)
      }
    }
    return rows.filter { !$0.isEmpty }
  }

  @Test func `imported twice there are no duplicates`() throws {
    let text = try deck().text
    #expect(text.hasPrefix("#separator:Tab\n#html:true\n#notetype:Basic\n#deck column:1\n"))
    // Anki takes the deck and the tags out of the columns; the first field is the front
    var collection: [String: [String]] = [:]
    for _ in 0..<2 {
      for row in try rows(text) {
        #expect(row.count == 4)
        collection[row[1]] = row
      }
    }
    let notes = try deck().notes
    #expect(collection.count == notes.count && notes.count > 80)
    #expect(Set(notes.map(\.front)).count == notes.count)
  }

  @Test func `fronts are what they were when they were first exported`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "fronts.txt")
    let fronts = try deck().notes.map(\.front).joined(separator: "\n") + "\n"
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    if recorded == nil || ProcessInfo.processInfo.environment["RECORD"] != nil {
      try fronts.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(recorded == fronts, "a changed front is a new note in every collection; RECORD=1")
  }

  @Test func `pictures are preformatted and nothing escapes its field`() throws {
    let notes = try deck().notes
    #expect(notes.contains { $0.back.contains("<pre>[ bottleneck 64 ]</pre>") })
    for note in notes {
      #expect(!note.front.contains("\t") && !note.back.contains("\t"))
      #expect(!note.back.contains("< ") && note.deck.hasPrefix("Blockwalk::"))
    }
    #expect(
      AnkiDeck.seed(of: "") == 0xCBF2_9CE4_8422_2325
        && AnkiDeck.seed(of: "a") == 0xAF63_DC4C_8601_EC8C)
  }
}
