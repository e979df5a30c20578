import Diagrams
import Equations
import Lessons
import Networks
import Quiz
import Screens

/// A card as lines of text, for pipes and screen readers, and answers read from a line.
public struct PlainCard: Sendable {
  public let card: Card

  public init(_ card: Card) { self.card = card }

  /// The question, with what can be chosen, and how to answer.
  public var question: String {
    var lines = ["\(card.heading), \(Self.name(card.kind)), \(Self.worth(card.points))"]
    lines += Text.wrapped(card.prompt, to: 76)
    for network in card.exhibits { lines += ["", "  \(network.line) on \(network.input)"] }
    switch card.task {
    case .choose(let task):
      lines += task.choices.enumerated().map { "  \($0.offset + 1)  \($0.element.text)" }
      lines.append(
        task.takesSeveral
          ? "Answer with the numbers of all that are right." : "Answer with a number.")
    case .order(let task):
      lines += task.cards.enumerated().map { "  \($0.offset + 1)  \($0.element)" }
      lines.append("Answer with all the numbers, in order.")
    case .number: lines.append("Answer with a number or an expression.")
    case .shape: lines.append("Answer with a shape: rows x columns x channels.")
    case .cell(let task):
      lines.append("  G  " + Self.rows(task.upstream) + "   K  " + Self.rows(task.kernel))
      lines.append("  stride \(task.stride), the cell is dx[\(task.cell.row),\(task.cell.column)]")
      lines.append("Answer with the terms and the sum: G[row,column]K[row,column] + … = sum.")
    case .block(let task):
      if !task.start.isEmpty { lines.append("  " + task.start) }
      lines.append("Answer with the block in one line of the notation; \(task.input) enters.")
    case .formula(let task):
      lines += task.given.flatMap { given in
        Text.wrapped("  \(given.name)  \(given.meaning)", to: 76)
      }
      lines.append("Answer with the equation in one line: \(task.asked) = …")
    case .tick: lines.append("Answer on paper, then press Enter.")
    }
    return lines.joined(separator: "\n")
  }

  private static func rows(_ rows: [[Int]]) -> String {
    rows.map { $0.map(String.init).joined(separator: " ") }.joined(separator: " / ")
  }

  /// `1 point`, `1.5 points`.
  static func worth(_ points: Double) -> String {
    Figures.points(points) + (points == 1 ? " point" : " points")
  }

  static func name(_ kind: QuizItem.Kind) -> String {
    switch kind {
    case .choose: "choose one"
    case .several: "choose several"
    case .order: "put in order"
    case .number: "number"
    case .build: "build the block"
    case .repair: "repair the block"
    case .predict: "predict a shape"
    case .cell: "fill a cell"
    case .contrast: "contrast"
    case .claim: "true or false"
    case .formula: "write the equation"
    case .open: "in words"
    }
  }

  /// Reads an answer; throws a sentence where it cannot be read.
  public func reply(_ line: String) throws -> Reply {
    switch card.task {
    case .choose(let task):
      let places = try Self.places(line, below: task.choices.count)
      guard !places.isEmpty, task.takesSeveral || places.count == 1 else {
        throw Failure(task.takesSeveral ? "Choose at least one." : "Choose one of them.")
      }
      return .choices(Set(places))
    case .order(let task):
      let places = try Self.places(line, below: task.cards.count)
      guard Set(places).count == task.cards.count, places.count == task.cards.count else {
        throw Failure("Name each of the \(task.cards.count) cards once.")
      }
      return .order(places)
    case .number, .shape, .formula: return .text(line)
    case .block(let task):
      if let name = task.blockCalled(in: line) { throw Failure(BlockPad.refusal(name)) }
      return .text(line)
    case .cell:
      let parts = line.split(separator: "=").map(String.init)
      guard parts.count == 2 else { throw Failure("Write = and the sum at the end.") }
      let numbers = parts[0].split { !$0.isNumber }.compactMap { Int($0) }
      guard numbers.count.isMultiple(of: 4) else {
        throw Failure("A term has four indices: G[row,column]K[row,column].")
      }
      let terms = stride(from: 0, to: numbers.count, by: 4).map {
        CellTask.Term(
          output: .init(numbers[$0], numbers[$0 + 1]),
          weight: .init(numbers[$0 + 2], numbers[$0 + 3]))
      }
      return .cell(terms: terms, value: parts[1])
    case .tick(let task):
      return .ticks(Set(try Self.places(line, below: task.lines.count)))
    }
  }

  /// What stands before the ticking of an answer in words.
  public var rubric: String? {
    guard case .tick(let task) = card.task else { return nil }
    return
      (["Which of these are in your answer? Type their numbers, or nothing."]
      + task.lines.enumerated().map {
        "  \($0.offset + 1)  \($0.element.text)  [\(Figures.points($0.element.points))]"
      }).joined(separator: "\n")
  }

  /// An equation as it was understood, in words; nothing where it cannot be read.
  public func readBack(_ line: String) -> String? {
    guard case .formula(let task) = card.task, let equation = try? task.equation(line) else {
      return nil
    }
    return Text.wrapped("Read as: \(equation.spoken).", to: 76).joined(separator: "\n")
  }

  private static func places(_ line: String, below count: Int) throws -> [Int] {
    try line.split { " ,".contains($0) }.map { word in
      guard let number = Int(word), 1...max(count, 1) ~= number else {
        throw Failure("‘\(word)’ is none of the numbers 1 to \(count).")
      }
      return number - 1
    }
  }

  /// What came of the answer.
  public func verdict(_ grade: Grade) -> String {
    var lines: [String] = []
    if grade.isRight {
      lines.append("Right.")
    } else {
      lines.append(
        grade.share > 0
          ? "Partly right, \(Figures.points(grade.share * card.points)) of "
            + "\(Figures.points(card.points)) points."
          : "Wrong.")
    }
    for finding in grade.findings {
      lines += Text.wrapped(
        "- " + finding.name + (finding.why.isEmpty ? "" : ": " + finding.why), to: 76)
    }
    if !grade.isRight { lines += Text.wrapped("Right: \(grade.right)", to: 76) }
    if let why = grade.why { lines += Text.wrapped(why, to: 76) }
    return lines.joined(separator: "\n")
  }
}
