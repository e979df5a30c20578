import Networks
import Tensors

/// A block to build from memory, or to repair: compared by what it computes, not how it is written.
public struct BlockTask: Sendable {
  /// The image that enters.
  public let input: Shape
  /// What stands there at first: nothing, or the block with its fault.
  public let start: String
  /// The answer as the lesson writes it.
  public let solution: String
  /// What else may be called by name.
  public let library: Library
  /// The answer and everything else that is right.
  let accepted: [Wiring]
  let mistakes: [Mistake]
  let why: String?
  let points: Double
  /// The rectifier of the answer, where the question names none and another would do as well.
  private let rectifier: String?

  /// A block that a misconception would give.
  struct Mistake: Sendable {
    /// Nothing where it does not even fit.
    let wiring: Wiring?
    /// The text as the notation prints it.
    let line: String
    let finding: Grade.Finding
  }

  /// Throws where the answer does not fit its size.
  init(_ item: QuizItem, library: Library, points: Double) throws {
    let input = try Shape(notation: item.words("on") ?? "")
    self.input = input
    self.library = library
    self.points = points
    solution = item.words("answer") ?? ""
    start = item.kind == .repair ? item.words("block") ?? "" : ""
    why = item.words("why")
    func wiring(_ text: String) throws -> Wiring {
      let network = try Network(text, library: library, on: input)
      guard network.graph.multiplyAdds <= Limits.askedWork else {
        throw LessonError("‘\(network.line)’ is too large for a quiz")
      }
      return try Wiring(network)
    }
    accepted = try ([solution] + (item.fields["accept"]?.list ?? []).compactMap(\.words))
      .map(wiring)
    var mistakes: [Mistake] = try (item.fields["mistakes"]?.list ?? []).map { value in
      let text = value.words("block") ?? ""
      return Mistake(
        wiring: try? wiring(text), line: try Syntax(text).line, finding: value.finding)
    }
    if item.kind == .repair, let name = item.words("mistake") {
      mistakes.append(
        Mistake(
          wiring: try wiring(start), line: try Syntax(start).line,
          finding: Grade.Finding(name, why: item.words("why") ?? "")))
    }
    self.mistakes = mistakes
    rectifier = Self.rectifier(of: item, start: start, solution: solution)
  }

  /// Activations that stand for each other where only their places count.
  private static let rectifiers = ["relu", "relu6", "swish"]

  /// The one that an answer has throughout; nothing where the question names one, or is about
  /// which it should be.
  private static func rectifier(
    of item: QuizItem, start: String, solution: String
  ) -> String? {
    let asked = item.question.lowercased()
    guard !(rectifiers + ["silu"]).contains(where: asked.contains) else { return nil }
    let used = rectifiers.filter { name in words(of: solution).contains { $0 == name } }
    guard used.count == 1,
      start.isEmpty || rectified(start, by: used[0]) != rectified(solution, by: used[0])
    else { return nil }
    return used[0]
  }

  private static func words(of text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// The text with one rectifier in the place of all.
  private static func rectified(_ text: String, by name: String) -> String {
    text.replacing(#/\b(relu6|relu|swish)\b/#, with: name)
  }

  /// The answer in operations.
  public var spelled: String { accepted[0].source }

  /// Operations to build from: those of the answer, and those of mistakes that are often made.
  public var palette: [String] {
    let wirings = accepted + mistakes.compactMap(\.wiring)
    let operations = Set(wirings.flatMap(\.sources)).subtracting(["norm", "relu"])
    return operations.sorted() + ["norm", "relu", "sum", "concat", "scale"]
  }

  /// The name of a block of the library that a text calls where it should be built; nothing where
  /// there is none, or where the task begins with one.
  public func blockCalled(in text: String) -> String? {
    guard start.isEmpty, let syntax = try? Syntax(text) else { return nil }
    return syntax.calls.first { library.definition(named: $0) != nil }
  }

  /// The operation of a text such as `conv 1x1 4`, on a map or on what is left of one behind a pool;
  /// nothing where it is none of either.
  public func operation(named source: String) -> (any Operation)? {
    let shapes = [input, input.extents.last.map { Shape($0) } ?? input]
    for shape in shapes {
      guard let network = try? Network(source, library: library, on: shape) else { continue }
      return network.graph.nodes.count == 2 ? network.graph.nodes[1].operation : nil
    }
    return nil
  }

  /// What a block as typed is worth; throws where it cannot be read or does not fit, so that it
  /// can be mended, unless that misfit is itself a known mistake.
  func grade(_ text: String) throws -> Grade {
    let text = rectifier.map { Self.rectified(text, by: $0) } ?? text
    let given: Wiring
    do {
      given = try Wiring(Network(text, library: library, on: input))
    } catch {
      guard let line = try? Syntax(text).line,
        let known = mistakes.first(where: { $0.wiring == nil && $0.line == line })
      else { throw error }
      return Grade(
        share: 0, findings: [known.finding, Grade.Finding("it does not fit", why: "\(error)")],
        right: accepted[0].source, why: why)
    }
    if accepted.contains(given) { return full }
    let differences = accepted.map { WiringDifference(of: given, from: $0) }
    let declared = mistakes.first { $0.wiring == given }
    if declared == nil, accepted.contains(where: { given.computesSame(as: $0, on: input) }) {
      return full
    }
    guard let index = differences.indices.min(by: { differences[$0].cost < differences[$1].cost })
    else { return full }
    return grade(given, differences[index], of: accepted[index], declared: declared?.finding)
  }

  private var full: Grade {
    Grade(
      share: 1, right: solution, why: why,
      lines: criteria(of: accepted[0]).map {
        Grade.Line($0.words, points: $0.points, earned: $0.points)
      })
  }

  private func grade(
    _ given: Wiring, _ difference: WiringDifference, of wanted: Wiring, declared: Grade.Finding?
  ) -> Grade {
    let edits = difference.edits
    var findings = declared.map { [$0] } ?? []
    if declared == nil {
      var rest = Set(edits)
      for mistake in known(in: difference, of: wanted, given)
      where mistake.edits.isSubset(of: rest) {
        findings.append(mistake.finding)
        rest.subtract(mistake.edits)
      }
      findings += edits.filter(rest.contains).map { Grade.Finding($0.words) }
    }
    if findings.isEmpty { findings = [Grade.Finding("the branches are in a different order")] }
    let spoilt = edits.reduce(into: Set<Wiring.Sort>()) { $0.formUnion($1.sorts) }
    var lines = criteria(of: wanted).map { criterion in
      let isSpoilt = criterion.sorts.contains { spoilt.contains($0) }
      return Grade.Line(
        criterion.words, points: criterion.points, earned: isSpoilt ? 0 : criterion.points)
    }
    // a fault that no line speaks of still is one
    if lines.allSatisfy({ $0.earned == $0.points }), let last = lines.popLast() {
      lines.append(Grade.Line(last.text, points: last.points, earned: 0))
    }
    let total = lines.reduce(0) { $0 + $1.points }
    let earned = lines.reduce(0) { $0 + $1.earned }
    return Grade(
      share: total > 0 ? earned / total : 0, findings: findings, right: wanted.source, why: why,
      lines: lines, marked: difference.marked)
  }

  /// The misconceptions that lie on the way to a block, those of most edits first.
  ///
  /// Their edits are among those that lead to it, and what is left after them is less by as much:
  /// the same words about another place would be another mistake.
  private func known(
    in difference: WiringDifference, of wanted: Wiring, _ given: Wiring
  ) -> [(finding: Grade.Finding, edits: Set<WiringDifference.Edit>)] {
    let edits = Set(difference.edits)
    return mistakes.compactMap { mistake -> (Grade.Finding, Set<WiringDifference.Edit>)? in
      guard let wiring = mistake.wiring else { return nil }
      let own = WiringDifference(of: wiring, from: wanted)
      guard !own.edits.isEmpty, edits.isSuperset(of: own.edits),
        WiringDifference(of: given, from: wiring).cost <= difference.cost - own.cost
      else { return nil }
      return (mistake.finding, Set(own.edits))
    }.sorted { $0.1.count > $1.1.count }
  }

  /// What a block earns points for, in equal parts: only what the wanted one has.
  private func criteria(
    of wanted: Wiring
  ) -> [(words: String, sorts: [Wiring.Sort], points: Double)] {
    let all: [(words: String, sorts: [Wiring.Sort])] = [
      ("the layers with their kernels, widths and strides", [.layer]),
      ("BN in its places and nowhere else", [.normalization]),
      ("the activations in their places and nowhere else", [.activation]),
      ("the branches and how they meet", [.join]),
      ("what is random, and where", [.regulariser]),
    ]
    let sorts = wanted.sorts
    let there = all.filter { !sorts.isDisjoint(with: $0.sorts) }
    let share = points / Double(max(there.count, 1))
    return there.map { ($0.words, $0.sorts, share) }
  }
}

extension Wiring {
  /// The text of the notation, all of it operations; an unlearnt block's name would say nothing.
  fileprivate var source: String {
    if parts.isEmpty { return "identity" }
    return parts.map { part in
      switch part {
      case .operation(let element): element.operation.source
      case .join(let element, let branches):
        element.keyword + " { " + branches.reversed().map(\.source).joined(separator: " | ") + " }"
      }
    }.joined(separator: ", ")
  }
  /// Its operations as the notation writes them, joins left out.
  fileprivate var sources: [String] {
    parts.flatMap { part in
      switch part {
      case .operation(let element): [element.operation.source]
      case .join(_, let branches): branches.flatMap(\.sources)
      }
    }
  }
}
