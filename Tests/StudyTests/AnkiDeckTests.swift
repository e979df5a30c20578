import Foundation
import LessonSamples
import Lessons
import Networks
import Quiz
import Testing

@testable import Study

#if canImport(FoundationXML)
  import FoundationXML
#endif

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

  /// A lesson whose every word tries to be something else.
  private static let hostile = """
    ---
    number: 9
    title: 'Odd::<b>old</b> & "new"'
    question: What is 3 < 5?
    points: 1
    lecture: None
    ---

    # Odd

    ## Quiz

    ```quiz
    - id: 'x<script>alert(1)</script>'
      kind: choose
      ask: 'Is 3 < 5 & "x" [sound:a.mp3] [LaTeX]\\input{x}[/latex] [$]y[/$] &lt; <img src=x>?'
      right: 'yes, <i>it</i> & "so" [1]'
      wrong:
        - choice: "no </li><li>"
          mistake: '<b>said</b> no'
          why: '3 < 5 & not > 5 [anki:tts]x[/anki:tts]'
    ```

    """

  @Test func `words of a lesson are words in Anki, whatever they are`() throws {
    let lesson = try Lesson(text: Self.hostile, origin: "odd.md")
    let deck = try AnkiDeck([Dealer(lesson, library: Library())]) { $0.line }
    let row = try #require(try rows(deck.text).first)
    #expect(row.count == 4 && row[0] == "Blockwalk::9 Odd:<b>old</b> & \"new\"")
    for field in row[1...2] {
      #expect(!field.contains(#/\[\/?(?:sound:|anki:|latex\]|\$)/#.ignoresCase()), "\(field)")
      let html = HTML(field)
      #expect(
        html.isWhole && html.tags.isSubset(of: ["small", "br", "ol", "ul", "li", "b"]), "\(field)")
    }
    let front = HTML(row[1]).texts
    #expect(front[0] == "x<script>alert(1)</script>")
    #expect(
      front[1]
        == "Is 3 < 5 & \"x\" [sound:a.mp3] [LaTeX]\\input{x}[/latex] [$]y[/$] &lt; <img src=x>?")
    #expect(Set(front[2...]) == ["yes, <i>it</i> & \"so\" [1]", "no </li><li>"])
    let back = HTML(row[2]).texts.joined(separator: "\n")
    #expect(back.contains("<b>said</b> no. 3 < 5 & not > 5 [anki:tts]x[/anki:tts]"))
  }

  /// A field of a note as a browser reads it, with every tag closed.
  private final class HTML: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private(set) var tags: Set<String> = []
    private(set) var isWhole = false

    init(_ field: String) {
      super.init()
      let text = "<field>\(field.replacing("<br>", with: "<br/>"))</field>"
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      isWhole = parser.parse()
      texts = texts.filter { !$0.isEmpty }
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if name != "field" { tags.insert(name) }
      texts.append("")
    }
    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      texts.append("")
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) {
      texts[texts.count - 1] += string
    }
  }
}
