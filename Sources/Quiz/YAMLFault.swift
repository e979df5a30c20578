import Yams

extension LessonError {
  /// What the YAML library found in a text, in a sentence and with the line of the file; the text
  /// begins at `line`.
  init(yaml error: any Error, in text: String, line: Int) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // what is missing at the end is missing in the last line that has anything; a quote runs on
    let last = (lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0) + 1
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      let runsOn = problem.contains("unexpected end of stream")
      let place = max(mark.line, 1)
      self.init(
        Self.words(for: problem), line: line + (runsOn ? place : min(place, last)) - 1)
    case .duplicatedKeysInMapping(let keys, let context)?:
      let key = keys.first ?? ""
      self.init(
        "the key ‘\(key)’ is there twice",
        line: line + Self.laterLine(of: key, context.mark, lines) - 1)
    case .reader(let problem, _, _, _)?: self.init(Self.words(for: problem), line: line)
    case .memory?: self.init("the YAML here needs more memory than there is", line: line)
    default: self.init(Self.general, line: line)
    }
  }

  /// The line of the later of two equal keys of a map, which begins at a mark; the line of that where
  /// they stand in one.
  private static func laterLine(of key: String, _ mark: Mark, _ lines: [String]) -> Int {
    let (start, column) = (max(mark.line, 1), max(mark.column, 1))
    let later = lines.indices.dropFirst(start).first { index in
      lines[index].prefix(column - 1).allSatisfy(\.isWhitespace)
        && lines[index].dropFirst(column - 1).hasPrefix(key + ":")
    }
    return later.map { $0 + 1 } ?? start
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
