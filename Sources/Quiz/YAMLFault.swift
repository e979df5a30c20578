import Yams

extension LessonError {
  /// What the YAML library found, in a sentence and with the line of the file.
  init(yaml error: any Error, line: Int) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      self.init(Self.words(for: problem), line: line + max(mark.line, 1) - 1)
    case .duplicatedKeysInMapping(let keys, let context)?:
      self.init(
        "the key ‘\(keys.first ?? "")’ is there twice", line: line + max(context.mark.line, 1) - 1)
    case .reader(let problem, _, _, _)?: self.init(Self.words(for: problem), line: line)
    case .memory?: self.init("the YAML here needs more memory than there is", line: line)
    default: self.init(Self.general, line: line)
    }
  }

  private static func words(for problem: String) -> String {
    yamlSentences.first { problem.contains($0.problem) }?.sentence ?? general
  }

  private static let general =
    "this is not YAML; look at its indentation, quotes and brackets"

  /// What the scanner and the parser of libyaml say, and what a teacher can do about it; the first
  /// that fits counts.
  private static let yamlSentences: [(problem: String, sentence: String)] = [
    ("mapping values are not allowed", "a text with a colon in it needs quotes around it"),
    (
      "undefined alias",
      "YAML aliases (*name) are not used in lessons; put quotes around a text that begins with *"
    ),
    (
      "did not find expected alphabetic or numeric character",
      "YAML anchors and aliases are not used in lessons; put quotes around a text that begins with * or &"
    ),
    ("unexpected end of stream", "a quote is not closed"),
    ("unexpected document indicator", "a line of ‘---’ or ‘...’ stands inside a quoted text"),
    ("expected ',' or ']'", "a list in brackets needs commas, and a ‘]’ at its end"),
    ("expected ',' or '}'", "a map in braces needs commas, and a ‘}’ at its end"),
    ("expected '-' indicator", "the items of a list begin with ‘- ’, all in the same column"),
    ("block sequence entries are not allowed", "a list begins on a line of its own"),
    ("mapping keys are not allowed", "a key stands on a line of its own"),
    (
      "expected key",
      "a line like ‘key: value’ was expected; keys that belong together stand in the same column"
    ),
    ("could not find expected ':'", "a key needs a colon behind it, as in ‘key: value’"),
    ("expected node content", "a value is missing"),
    ("cannot start any token", "a text that begins with @, `, % or a tab needs quotes around it"),
    ("tab character", "the indentation has a tab; indent with blanks"),
    ("unknown escape character", "‘\\’ means something between \" \"; use single quotes there"),
    ("hexdecimal number", "‘\\x’ and ‘\\u’ between \" \" need the number of a character"),
    ("invalid Unicode character code", "‘\\u’ between \" \" needs the number of a character"),
    ("control characters", "a control character stands in the text; take it out"),
    ("expected <document start>", "nothing may stand behind the end of the YAML"),
    ("comment or line break", "nothing may stand behind ‘|’ or ‘>’ on its line"),
    (
      "tag",
      "YAML tags (!name) are not used in lessons; put quotes around a text that begins with !"
    ),
    ("directive", "a line that begins with % needs quotes around it"),
  ]
}
