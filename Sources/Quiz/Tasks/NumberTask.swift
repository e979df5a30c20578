import Networks
import Tensors

/// A number from a formula, with the numbers that some mistakes would give.
public struct NumberTask: Hashable, Sendable {
  public let answer: Double
  public let accuracy: Accuracy
  public let mistakes: [Mistake]
  public let why: String?
  /// What was drawn for this card, by name.
  public let values: [String: Double]
  /// The formula with the numbers of this card; nothing where it is a number that the engine counts.
  public let formula: String?

  /// What a misconception comes to with the numbers of this card.
  public struct Mistake: Hashable, Sendable {
    public let value: Double
    public let finding: Grade.Finding
  }

  var solution: String { accuracy.text(answer) }
  /// How the answer comes about: `(28 + 2·1 − 3) / 2 + 1 = 14.5`.
  var derivation: String {
    formula.map { "\($0) \(accuracy == .exact ? "=" : "≈") \(solution)" } ?? solution
  }

  func grade(_ text: String) throws -> Grade {
    let given = try Arithmetic.answer(text)
    if accuracy.accepts(given, for: answer) {
      return Grade(share: 1, right: derivation, why: why)
    }
    let known = mistakes.filter { accuracy.accepts(given, for: $0.value) }.map(\.finding)
    return Grade(share: 0, findings: known, right: derivation, why: why)
  }
}

/// Draws the numbers of an item and computes what it asks for.
struct NumberDrawing {
  private let values: [(name: String, range: DrawnRange)]
  private let condition: Arithmetic?
  private let answer: Arithmetic
  private let accuracy: Accuracy
  private let mistakes: [(answer: Arithmetic, finding: Grade.Finding)]
  private let why: String?
  private let line: Int
  /// A block that the question is about, with its size; both may hold `{formulas}`.
  private let block: (notation: String, input: String)?
  private let library: Library

  /// Where the first numbers drawn do not do, others are drawn.
  private static let attempts = 400

  init(_ item: QuizItem, library: Library) throws(LessonError) {
    self.library = library
    block = item.words("block").flatMap { notation in
      item.words("on").map { (notation, $0) }
    }
    var values: [(name: String, range: DrawnRange)] = []
    for entry in item.fields["values"]?.map ?? [] {
      values.append((entry.key, try DrawnRange(entry.value)))
    }
    var mistakes: [(answer: Arithmetic, finding: Grade.Finding)] = []
    for mistake in item.fields["mistakes"]?.list ?? [] {
      mistakes.append((try Arithmetic(mistake["answer"] ?? mistake), mistake.finding))
    }
    self.values = values
    self.mistakes = mistakes
    condition = try item.fields["where"].map { value throws(LessonError) in
      try Arithmetic(value)
    }
    guard let answer = item.fields["answer"] else {
      throw LessonError("a quiz item of kind ‘number’ needs ‘answer’", line: item.line)
    }
    self.answer = try Arithmetic(answer)
    do throws(LessonError) {
      accuracy =
        try item.fields["to"]?.text.map { text throws(LessonError) in
          try Accuracy(text)
        } ?? .exact
    } catch {
      throw error.at(item.fields["to"]?.line)
    }
    why = item.words("why")
    line = item.line
  }

  /// Numbers for which every mistake gives another answer than the right one, where there are some.
  func task(_ choices: inout Choices) throws -> NumberTask {
    var spare: NumberTask?
    for _ in 0..<Self.attempts {
      guard let task = try attempt(&choices) else { continue }
      if task.mistakes.count == mistakes.count { return task }
      spare = spare ?? task
    }
    guard let spare else { throw LessonError("no drawn values satisfy ‘where’", line: line) }
    return spare
  }

  /// The block that the question is about, with some numbers put in.
  func network(_ values: [String: Double]) throws -> Network? {
    guard let block else { return nil }
    return try Network(
      Arithmetic.filled(block.notation, values), library: library,
      on: Shape(notation: Arithmetic.filled(block.input, values)))
  }

  /// What formulas may name: what was drawn, and what the engine counts in the block.
  private func names(_ drawn: [String: Double]) throws -> [String: Double] {
    guard let nodes = try network(drawn)?.graph.nodes else { return drawn }
    return drawn.merging([
      "parameters": Double(nodes.reduce(0) { $0 + $1.parameterCount }),
      "multiply_adds": Double(nodes.reduce(0) { $0 + $1.multiplyAdds }),
    ]) { $1 }
  }

  /// Values in words: `k = 3, n = 5`.
  private static func words(_ values: [String: Double]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key) = \(Figures.grouped($0.value))" }
      .joined(separator: ", ")
  }

  private func attempt(_ choices: inout Choices) throws -> NumberTask? {
    do {
      var drawn: [String: Double] = [:]
      for value in values { drawn[value.name] = try value.range.draw(drawn, &choices) }
      if let condition, try condition.value(drawn) == 0 { return nil }
      let names = try names(drawn)
      let right = try answer.value(names)
      guard right.isFinite else {
        throw LessonError("the answer is not a finite number for \(Self.words(drawn))")
      }
      var wrong: [NumberTask.Mistake] = []
      for mistake in mistakes {
        let value = try mistake.answer.value(names)
        // a mistake that happens to be right is none
        guard value.isFinite, !accuracy.accepts(value, for: right),
          !accuracy.accepts(right, for: value)
        else { continue }
        wrong.append(NumberTask.Mistake(value: value, finding: mistake.finding))
      }
      return NumberTask(
        answer: right, accuracy: accuracy, mistakes: wrong, why: why, values: drawn,
        formula: answer.isSingle ? nil : answer.text(names))
    } catch {
      throw LessonError(error, line: line).at(line)
    }
  }
}

/// What a number is drawn from: `3..12`, `32, 64, 2*w`.
struct DrawnRange {
  private let parts: [Part]

  private enum Part {
    case one(Arithmetic)
    case range(Arithmetic, Arithmetic)
  }

  init(_ value: YAMLValue) throws(LessonError) {
    do throws(LessonError) {
      var parts: [Part] = []
      for text in Self.cut(value.text ?? "") {
        guard let dots = text.firstRange(of: "..") else {
          parts.append(.one(try Arithmetic(text)))
          continue
        }
        parts.append(
          .range(
            try Arithmetic(text[..<dots.lowerBound]), try Arithmetic(text[dots.upperBound...])))
      }
      self.parts = parts
    } catch {
      throw error.at(value.line)
    }
  }

  /// At commas outside of parentheses.
  private static func cut(_ text: String) -> [Substring] {
    var parts: [Substring] = []
    var (start, depth) = (text.startIndex, 0)
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }

  func draw(_ names: [String: Double], _ choices: inout Choices) throws(LessonError) -> Double {
    guard let part = parts.randomElement(using: &choices) else { return 0 }
    switch part {
    case .one(let formula): return try formula.value(names)
    case .range(let from, let to):
      let (first, last) = (try from.value(names), try to.value(names))
      guard first <= last, last - first < 1e6 else {
        throw LessonError("a range goes from its smaller to its larger number")
      }
      return first + Double(Int.random(in: 0...Int(last - first), using: &choices))
    }
  }
}

extension Arithmetic {
  /// The formula of a field.
  init(_ value: YAMLValue) throws(LessonError) {
    do throws(LessonError) {
      self = try Arithmetic(value.text ?? "")
    } catch {
      throw error.at(value.line)
    }
  }

  /// A text with its `{formulas}` replaced by what they come to.
  ///
  /// A brace that a blank follows is one of the notation and stays: `sum { conv 3x3 {w} | identity }`.
  static func filled(_ text: String, _ names: [String: Double]) throws(LessonError) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let next = rest.index(after: open)
      if next < rest.endIndex, rest[next].isWhitespace {
        result += rest[..<next]
        rest = rest[next...]
        continue
      }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw LessonError("a ‘{’ is not closed")
      }
      let formula = try Arithmetic(rest[rest.index(after: open)..<close])
      result += rest[..<open]
      result += Figures.plain(try formula.value(names)).replacing("-", with: "−")
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension YAMLValue {
  /// The misconception of an entry of `wrong` or `mistakes`.
  var finding: Grade.Finding {
    Grade.Finding(words("mistake") ?? "", why: words("why") ?? "")
  }
  /// The text under a key in one line.
  func words(_ key: String) -> String? { self[key]?.words }
  /// The text in one line.
  var words: String? {
    text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
  }
}

extension QuizItem {
  /// The text of a field in one line.
  public func words(_ key: String) -> String? { fields[key]?.words }
}

extension LessonError {
  /// The same fault on a line, unless it knows its own.
  func at(_ line: Int?) -> LessonError {
    LessonError(message, line: self.line ?? line, suggestion: suggestion, origin: origin)
  }
}
