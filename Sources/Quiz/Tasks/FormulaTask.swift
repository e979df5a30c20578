import Equations
import Networks
import Tensors

/// An equation to write, graded by running it beside the engine on several sizes.
public struct FormulaTask: Sendable {
  /// What may be named, as it stands beside the field.
  public let given: [Given]
  /// The left side that is asked for: `dI[i,j,c]`.
  public let asked: String
  /// The answer as the lesson writes it.
  public let solution: String
  let why: String?
  let points: Double
  let judge: Judge

  /// A name that is given, with what it is: `K[m,n,c,o]`, the kernel.
  public struct Given: Hashable, Sendable {
    public let name: String
    public let meaning: String
  }

  /// Names that an answer may use, for completion.
  public var names: [String] {
    judge.known.sorted() + EquationVocabulary.functions.map { $0 + "(" }
  }

  /// Reads a text with the names of this task.
  public func equation(_ text: String) throws(EquationError) -> Equation {
    try Equation(text, known: judge.known)
  }

  /// The LaTeX of a text that is still being typed; nothing where no part of it can be read.
  public func typesetting(of text: String) -> String? {
    Equation.typesetting(of: text, known: judge.known)
  }

  /// What an answer is worth; one that cannot be run gets nothing and the reason.
  public func verdict(on text: String) -> Verdict { judge.verdict(on: text) }

  /// The points of a verdict in halves, rounded down unless it is right.
  public func points(of verdict: Verdict) -> Double {
    (verdict.share * points * 2 + 1e-9).rounded(.down) / 2
  }

  /// Throws a `LessonError` where the equation cannot be run, so that it can be mended.
  func grade(_ text: String) throws -> Grade {
    let verdict = verdict(on: text)
    if let error = verdict.error { throw LessonError("\(error.sentence)\n  \(error.pointer)") }
    return grade(verdict)
  }

  /// A verdict as the grade of a card.
  public func grade(_ verdict: Verdict) -> Grade {
    let byHand = verdict.difference.map { Grade.Finding("by hand", why: "\($0).") }
    return Grade(
      share: points > 0 ? points(of: verdict) / points : verdict.share,
      findings: verdict.findings.map { Grade.Finding($0.name, why: $0.why) }
        + (byHand.map { [$0] } ?? []), right: solution, why: why)
  }
}

/// Reads an item of the kind `formula`.
struct FormulaReading {
  private let item: QuizItem
  private let library: Library
  /// The size behind an index: `m` runs below `N`.
  private let sizes: [String: String]

  init(_ item: QuizItem, library: Library) {
    self.item = item
    self.library = library
    sizes = Dictionary(
      (item.fields["indices"]?.map ?? []).map { ($0.key, $0.value.words ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  func task() throws -> FormulaTask {
    let given = (item.fields["given"]?.map ?? []).map {
      FormulaTask.Given(name: $0.key, meaning: $0.value.words ?? "")
    }
    let (trials, shapes) = try trials(given)
    let known = trials[0].surroundings.names.union([trials[0].surroundings.asked])
    let answer = try equation(item.fields["answer"], known)
    let points = item.points
    let mistakes = try (item.fields["mistakes"]?.list ?? []).map { value in
      let share = value.words("points").flatMap { Double($0) }.map { $0 / points }
      return Judge.Mistake(
        try equation(value["answer"], known), name: value.words("mistake") ?? "",
        why: value.words("why") ?? "", share: share ?? 0.5)
    }
    let ranges = item.words("ranges").flatMap { Double($0) } ?? 0.5
    do {
      let judge = try Judge(
        trials: trials, answer: answer, mistakes: mistakes, sizes: shapes,
        noun: item.words("noun") ?? "term", rangeShare: points > 0 ? ranges / points : 0)
      return FormulaTask(
        given: given, asked: item.words("asked") ?? "", solution: item.fields["answer"]?.text ?? "",
        why: item.words("why"), points: points, judge: judge)
    } catch {
      throw fault("the answer cannot be run: \(error.sentence)", item.fields["answer"])
    }
  }

  private func fault(_ message: String, _ value: YAMLValue?) -> LessonError {
    LessonError(message, line: value?.line ?? item.line)
  }

  private func equation(
    _ value: YAMLValue?, _ known: Set<String>
  ) throws -> Equation {
    do {
      return try Equation(value?.text ?? "", known: known)
    } catch {
      throw fault("‘\(value?.words ?? "")’ cannot be read: \(error.sentence)", value)
    }
  }

  /// A name with its indices: `K[m,n,c,o]`.
  private func pattern(
    _ text: String, _ value: YAMLValue?
  ) throws -> (name: String, indices: [String]) {
    // `p_L` is one name
    if text.contains("_"), !text.contains("[") { return (EquationVocabulary.spelled(text), []) }
    guard let equation = try? Equation(text, known: []), equation.statements.count == 1,
      let pattern = equation.statements[0].value.pattern
    else { throw fault("‘\(text)’ should be a name, with its indices as in K[m,n,c,o]", value) }
    for index in pattern.indices where sizes[index] == nil {
      throw fault("‘indices’ does not say below what ‘\(index)’ runs", value)
    }
    return pattern
  }

  // MARK: Trials

  private func trials(
    _ given: [FormulaTask.Given]
  ) throws -> (trials: [Trial], sizes: [String: [String]]) {
    let lines = item.fields["trials"]?.list ?? []
    let asked = try pattern(item.words("asked") ?? "", item.fields["asked"])
    var tensors: [(name: String, indices: [String])] = []
    for name in given {
      let found = try pattern(name.name, item.fields["given"])
      if !found.indices.isEmpty { tensors.append(found) }
    }
    let trials = try lines.enumerated().map { place, line in
      try trial(place, line, asked, tensors)
    }
    guard !trials.isEmpty else { throw fault("a formula needs ‘trials’", item.fields["trials"]) }
    let shapes = tensors.map { ($0.name, $0.indices.map { sizes[$0] ?? "" }) }
    return (trials, Dictionary(shapes, uniquingKeysWith: { first, _ in first }))
  }

  private func trial(
    _ place: Int, _ line: YAMLValue, _ asked: (name: String, indices: [String]),
    _ tensors: [(name: String, indices: [String])]
  ) throws -> Trial {
    var numbers = try Self.numbers(line)
    let chosen = Set(numbers.keys)
    for entry in item.fields["derived"]?.map ?? [] {
      numbers[entry.key] = try value(entry.value, numbers)
    }
    let ranges = try sizes.mapValues { size in
      guard let number = numbers[size] ?? Double(size), number == number.rounded(),
        0...1e5 ~= number
      else { throw fault("‘\(size)’ is no size in ‘\(line.words ?? "")’", line) }
      return Int(number)
    }
    func extents(_ indices: [String]) -> [Int] { indices.map { ranges[$0] ?? 0 } }
    var axes = Dictionary(tensors.map { ($0.name, $0.indices) }, uniquingKeysWith: { $1 })
    axes[asked.name] = asked.indices
    var surroundings = Surroundings(
      asked: asked.name, extents: extents(asked.indices), numbers: numbers, ranges: ranges,
      axes: axes)
    if let text = item.words("updates") {
      guard let updates = Int(text), 1...20 ~= updates else {
        throw fault("‘updates’ is a whole number from 1 to 20", item.fields["updates"])
      }
      let bowl = Descent(updates: updates).surroundings(asked: asked.name, numbers: numbers)
      let right = try outcome(item.fields["answer"], bowl.names.union([asked.name]), bowl)
      return Trial(bowl, right: right, shown: chosen.sorted())
    }
    let run = try EngineRun(item, library: library, numbers: numbers, isFirst: place == 0)
    for (number, tensor) in tensors.enumerated() {
      let extents = extents(tensor.indices)
      let values =
        try item.fields["engine"]?.words(tensor.name).map { try run.values($0, extents) }
        ?? Self.drawn(
          extents, isFirst: place == 0, seed: UInt64(place * 16 + number),
          isPositive: item.texts("positive").contains(tensor.name))
      surroundings.tensors[tensor.name] = values
    }
    let known = surroundings.names.union([asked.name])
    let right =
      if let compared = item.words("compared") {
        try run.values(compared, surroundings.extents)
      } else {
        try outcome(item.fields["answer"], known, surroundings)
      }
    let used = Set(sizes.values)
    return Trial(surroundings, right: right, shown: chosen.subtracting(used).sorted())
  }

  private func outcome(
    _ value: YAMLValue?, _ known: Set<String>, _ surroundings: Surroundings
  ) throws -> Values {
    do {
      return try equation(value, known).outcome(in: surroundings).values
    } catch let error as EquationError {
      throw fault("the answer cannot be run: \(error.sentence)", value)
    }
  }

  /// What a derived number such as `floor((H − N)/S) + 1` comes to.
  private func value(_ value: YAMLValue, _ numbers: [String: Double]) throws -> Double {
    let surroundings = Surroundings(asked: "derived number", extents: [], numbers: numbers)
    return try outcome(value, surroundings.names, surroundings).numbers[0]
  }

  /// `H 5, W 5, S 2` as numbers by name.
  private static func numbers(_ line: YAMLValue) throws -> [String: Double] {
    var numbers: [String: Double] = [:]
    for part in (line.words ?? "").split(separator: ",") {
      let words = part.split { $0 == " " || $0 == "=" }
      guard words.count == 2, let number = Double(words[1]) else {
        throw LessonError(
          "a trial is a list such as ‘H 5, W 5, S 2’, not ‘\(part)’", line: line.line)
      }
      numbers[EquationVocabulary.spelled(String(words[0]))] = number
    }
    return numbers
  }

  /// 1, 2, 3, … in the first trial, so that it can be done by hand; else between −1 and 1.
  private static func drawn(
    _ extents: [Int], isFirst: Bool, seed: UInt64, isPositive: Bool
  ) -> Values {
    let shape = Shape(extents)
    if isFirst { return Values(extents, (0..<shape.count).map { Double($0 + 1) }) }
    let rule = WeightRule(seed: seed, tensor: 0)
    let numbers = (0..<shape.count).map { rule.fraction(UInt64($0)) }
    return Values(extents, numbers.map { isPositive ? 0.1 + $0 : 2 * $0 - 1 })
  }
}
