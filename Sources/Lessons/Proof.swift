import Quiz
import Tensors

/// A chain of formulas that a reader uncovers line by line, each checked with numbers.
///
/// A fence ` ```proof ` holds it in YAML: a `title`, `values` of the names, and `lines`, each with
/// what it `says` in LaTeX, `because` of what, and two expressions, `left` and `right`, that come to
/// the same number, or to the same `within` so much.
public struct Proof: Hashable, Sendable {
  public let title: String
  public let lines: [Line]

  public struct Line: Hashable, Sendable {
    /// The line of the file.
    public let line: Int
    /// In LaTeX.
    public let formula: String
    public let reason: String
    /// What both sides come to with the proof's numbers.
    public let left: Double
    public let right: Double
    /// How far apart both sides may be.
    let tolerance: Double

    /// Whether both sides agree.
    public var holds: Bool { abs(left - right) <= tolerance * max(1, abs(right)) }
  }

  /// Reads the text of a fence that begins at a line of its file.
  init(_ text: String, line: Int) throws(LessonError) {
    let yaml = try YAMLValue(text, line: line)
    let fields = ["title", "values", "lines"]
    for entry in yaml.map ?? [] where !fields.contains(entry.key) {
      throw LessonError(
        "a proof has no field ‘\(entry.key)’", line: entry.line,
        suggestion: nearest(to: entry.key, among: fields))
    }
    guard let title = try yaml.line("title"), let list = yaml["lines"]?.list, !list.isEmpty else {
      throw LessonError("a proof needs a ‘title’ and its ‘lines’", line: line)
    }
    var values: [String: Double] = [:]
    for entry in yaml["values"]?.map ?? [] {
      guard let text = entry.value.text, let number = Double(text) else {
        throw LessonError("‘\(entry.key)’ should be a number", line: entry.line)
      }
      values[entry.key] = number
    }
    var lines: [Line] = []
    for item in list { lines.append(try Self.line(item, values)) }
    self.title = title
    self.lines = lines
  }

  private static func line(
    _ item: YAMLValue, _ values: [String: Double]
  ) throws(LessonError) -> Line {
    let fields = ["says", "because", "left", "right", "within"]
    for entry in item.map ?? [] where !fields.contains(entry.key) {
      throw LessonError(
        "a line of a proof has no field ‘\(entry.key)’", line: entry.line,
        suggestion: nearest(to: entry.key, among: fields))
    }
    guard let says = item["says"]?.text, let left = item["left"], let right = item["right"] else {
      throw LessonError("a line of a proof needs ‘says’, ‘left’ and ‘right’", line: item.line)
    }
    let tolerance = item["within"]?.text.flatMap { Double($0) } ?? 1e-9
    return Line(
      line: item.line, formula: says, reason: item["because"]?.text ?? "",
      left: try number(left, values), right: try number(right, values), tolerance: tolerance)
  }

  private static func number(
    _ value: YAMLValue, _ values: [String: Double]
  ) throws(LessonError) -> Double {
    do {
      return try Arithmetic(value.text ?? "").value(values)
    } catch {
      throw LessonError(error.message, line: value.line, suggestion: error.suggestion)
    }
  }

  /// The first line that its numbers do not bear out.
  var fault: LessonError? {
    lines.first { !$0.holds }.map {
      LessonError(
        "this line of the proof does not hold: \($0.left) is not \($0.right)", line: $0.line)
    }
  }
}
