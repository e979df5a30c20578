/// One line of a rubric: what an answer must contain, and the points that it earns.
public struct RubricLine: Hashable, Sendable {
  public let line: Int
  public let points: Double
  public let text: String
  /// The heading under which the model answer earns it, where the line ends in `-> Heading`.
  public let section: String?

  /// Reads `1.5  the stem: … -> The whole network`.
  init(_ text: Substring, line: Int) throws(LessonError) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard let points = words.first.flatMap({ Double($0) }), points > 0, points <= 100 else {
      throw LessonError(
        "a rubric line begins with its points, as in ‘1.5 BN after every convolution’", line: line)
    }
    let parts = (words.dropFirst().first ?? "").split(separator: " -> ", maxSplits: 1)
      .map { String($0.drop(while: \.isWhitespace)) }
    guard let text = parts.first, !text.isEmpty else {
      throw LessonError("this rubric line does not say what earns its points", line: line)
    }
    self.line = line
    self.points = points
    self.text = text
    section = parts.dropFirst().first
  }

  /// The lines of a rubric's fence, each with its number in the file; empty ones are passed over.
  public static func lines(
    of fence: [(text: Substring, number: Int)]
  ) throws(LessonError) -> [RubricLine] {
    var lines: [RubricLine] = []
    for (text, number) in fence where text.contains(where: { !$0.isWhitespace }) {
      lines.append(try RubricLine(text, line: number))
    }
    return lines
  }
}
