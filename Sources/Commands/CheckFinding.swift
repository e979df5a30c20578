import Quiz

/// Something that a check has found, with the place where an editor can go.
struct CheckFinding: Encodable {
  enum Level: String, Encodable { case fault, warning }

  let file: String
  let line: Int?
  /// Counted from 1; nothing where there is no line.
  let column: Int?
  let level: Level
  let message: String

  /// `text` is that of the file: the column is that of the first word that the message quotes from
  /// the line, else that of the line's first letter.
  init(_ error: LessonError, _ level: Level = .fault, in text: String? = nil) {
    file = error.origin ?? ""
    line = error.line
    self.level = level
    message = error.sentence
    let lines = text?.split(separator: "\n", omittingEmptySubsequences: false)
    let row = error.line.flatMap { line in
      lines.flatMap { $0.indices.contains(line - 1) ? $0[line - 1] : nil }
    }
    column = error.line == nil ? nil : row.map { Self.column(of: error.message, in: $0) } ?? 1
  }

  /// `FILE:LINE:COLUMN: message`, as compilers write it.
  var sentence: String {
    let place = [file, line.map { "\($0)" }, column.map { "\($0)" }].compactMap { $0 }
      .joined(separator: ":")
    return "\(place): \(level == .warning ? "warning: " : "")\(message)"
  }

  private static func column(of message: String, in row: Substring) -> Int {
    for word in message.split(separator: "‘").dropFirst() {
      let quoted = word.prefix { $0 != "’" }
      if !quoted.isEmpty, let range = row.firstRange(of: quoted) {
        return row.distance(from: row.startIndex, to: range.lowerBound) + 1
      }
    }
    return row.prefix(while: \.isWhitespace).count + 1
  }
}
