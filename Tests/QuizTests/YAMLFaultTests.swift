import Quiz
import Testing

/// Mistakes that people make in YAML, told in words of ours.
@Suite struct YAMLFaultTests {
  @Test(arguments: [
    ("a: b: c", "line 1: a text with a colon in it needs quotes around it."),
    ("a: \"b", "line 1: a quote is not closed."),
    ("a: 'b", "line 1: a quote is not closed."),
    ("a: [b, c", "line 1: a list in brackets needs commas, and a ‘]’ at its end."),
    ("a: [b c: d e: f]", "line 1: a list in brackets needs commas, and a ‘]’ at its end."),
    ("a: {b: c", "line 1: a map in braces needs commas, and a ‘}’ at its end."),
    (
      "a:\n  - b\n c: d",
      "line 3: a line like ‘key: value’ was expected; keys that belong together stand in the same column."
    ),
    ("- a\nb: c", "line 2: the items of a list begin with ‘- ’, all in the same column."),
    ("a: - b", "line 1: a list begins on a line of its own."),
    ("a: @b", "line 1: a text that begins with @, `, % or a tab needs quotes around it."),
    ("a: `b`", "line 1: a text that begins with @, `, % or a tab needs quotes around it."),
    ("a: \"\\k\"", "line 1: ‘\\’ means something between \" \"; use single quotes there."),
    ("a: \"\\xZZ\"", "line 1: ‘\\x’ and ‘\\u’ between \" \" need the number of a character."),
    ("a: \"b\n---\nc\"", "line 2: a line of ‘---’ or ‘...’ stands inside a quoted text."),
    ("a: b\nc", "line 2: a key needs a colon behind it, as in ‘key: value’."),
    (
      "a: *b",
      "line 1: YAML aliases (*name) are not used in lessons; put quotes around a text that begins with *."
    ),
    ("a: b\na: c", "line 2: the key ‘a’ is there twice."),
    ("a: \u{1}", "line 1: a control character stands in the text; take it out."),
  ])
  func `a mistake has its sentence and its line`(text: String, sentence: String) {
    #expect {
      try YAMLValue(text)
    } throws: {
      "\($0)" == sentence
    }
  }

  @Test func `no mistake shows what the library says of it`() {
    var choices = SystemRandomNumberGenerator()
    let pieces = [
      "a", "b: ", "- ", "\n", "  ", "\"", "'", "[", "]", "{", "}", ",", "&x", "*x", "!t ", "%", "@",
      "|", ">", "? ", ": ", "#", "---", "...", "\\", "\t", "\u{7}", "<<: ",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...12, using: &choices)).compactMap { _ in
        pieces.randomElement(using: &choices)
      }.joined()
      do {
        _ = try YAMLValue(text)
      } catch {
        let sentence = error.sentence
        for word in ["scann", "pars", "found ", "token", "context", "expected '", "YamlError"] {
          #expect(!sentence.contains(word), "\(text.debugDescription): \(sentence)")
        }
      }
    }
  }
}
