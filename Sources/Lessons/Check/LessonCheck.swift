import Experiments
import Networks
import Quiz
import Tensors

extension Lesson {
  /// Its own definitions before those of a library; throws a `NotationError` with the line of
  /// the lesson's file.
  public func library(over library: Library) throws -> Library {
    let texts = definitions.map { definition in
      // empty lines before it make its lines those of the file
      (
        origin: origin,
        text: String(repeating: "\n", count: definition.line - 1) + definition.text
      )
    }
    return texts.isEmpty ? library : try Library(texts: texts).over(library)
  }

  /// Where the quoted question ends in other points than those of the front matter.
  private var quotedPointsFault: LessonError? {
    let quote = blocks.first { if case .quote = $0.content { true } else { false } }
    guard let quote, case .quote(let inner) = quote.content,
      case .paragraph(let words)? = inner.last?.content,
      let open = words.plain.lastIndex(of: "["),
      let points = Int(words.plain[open...].dropFirst().prefix { $0.isNumber }),
      points != front.points
    else { return nil }
    return LessonError(
      "the quoted question says [\(points)], the front matter \(front.points) points",
      line: quote.line, origin: origin)
  }

  /// All formulas of the page, each with the line of its paragraph.
  public var formulas: [(text: String, line: Int)] {
    blocks.flatMap { block in block.formulas.map { (text: $0, line: block.line) } }
  }

  /// What is wrong with the live things of the page: every fence is read, fitted and run.
  public func check(library: Library) -> [LessonError] {
    do {
      let dealer = try Dealer(self, library: library)
      let checker = LessonChecker(origin: origin, library: dealer.library)
      return (quotedPointsFault.map { [$0] } ?? []) + directives.flatMap(checker.faults)
        + items.flatMap { item in
          ItemCheck(item, origin: origin) { try dealer.card(item, seed: $0) }.faults
        }
    } catch {
      return [LessonError(error).named(origin)]
    }
  }
}

extension MarkdownBlock {
  fileprivate var formulas: [String] {
    switch content {
    case .formula(let text): [text]
    case .heading(_, let words), .paragraph(let words): words.formulas
    case .list(let list): list.items.joined().flatMap(\.formulas)
    case .quote(let blocks): blocks.flatMap(\.formulas)
    case .table(let table): ([table.header] + table.rows).joined().flatMap(\.formulas)
    case .show(let directives): directives.flatMap(\.formulas)
    case .code, .rule, .definitions, .quiz, .rubric: []
    }
  }
}

extension Directive {
  fileprivate var formulas: [String] {
    if case .proof(let proof) = act { proof.lines.map(\.formula) } else { [] }
  }
}

extension [Inline] {
  fileprivate var formulas: [String] {
    flatMap { inline -> [String] in
      switch inline {
      case .formula(let text): [text]
      case .emphasis(let words), .strong(let words), .link(let words, _): words.formulas
      case .text, .code, .lineBreak: []
      }
    }
  }
}

/// Fits and runs what a lesson shows.
private struct LessonChecker {
  let origin: String
  let library: Library

  func faults(of directive: Directive) -> [LessonError] {
    switch directive.act {
    case .diagram(let subject), .count(let subject):
      return faults(at: directive.line) { _ = try network(subject) }
    case .step(let subject, let run):
      return faults(at: directive.line) { try check(subject, run) }
    case .compare(let left, let right, let run):
      return faults(at: directive.line) { try check(left, run) }
        + faults(at: directive.line) { try check(right, run) }
    case .train(let subject, let other, _):
      return [subject, other].compactMap { $0 }.flatMap { subject in
        faults(at: directive.line) { try checkLearning(subject) }
      }
    case .proof(let proof):
      return proof.fault.map { [$0.named(origin)] } ?? []
    case .experiment(let name):
      return faults(at: directive.line) {
        guard let experiment = Experiments.named(name) else {
          throw Experiments.unknown(name, line: directive.line)
        }
        try experiment.check(.reading { try Folder.digits() })
      }
    }
  }

  private func network(_ subject: Directive.Subject) throws -> Network {
    try Network(subject.notation, library: library, on: subject.input)
  }

  /// What is trained on a page learns the digits, whose classes are ten.
  private func checkLearning(_ subject: Directive.Subject) throws {
    let network = try Network(
      subject.notation, library: library, on: subject.input ?? Shape(8, 8, 1))
    guard network.input == Shape(8, 8, 1) else {
      throw Misfit("the digits are 8×8×1, but \(subject.notation) takes \(network.input)")
    }
    let output = network.graph.output.shape
    guard output.rank == 1, output[0] >= 10 else {
      throw Misfit(
        "the digits have 10 classes, but \(subject.notation) gives \(output); end it with "
          + "dense 10")
    }
  }

  private func check(_ subject: Directive.Subject, _ run: Directive.Run) throws {
    let network = try network(subject)
    let graph = network.graph
    if let start = run.start, start.step(in: graph) == nil {
      throw Misfit("\(subject.notation) has no step ‘\(start)’")
    }
    let given = try run.given.map { try $0.tensor(in: network) }
    guard given.isEmpty || run.batch == 1 else {
      throw Misfit("tensors are given for one image, so that ‘batch \(run.batch)’ does not fit")
    }
    // larger ones are fitted and counted, not run: a check should take seconds
    guard graph.isLight(mode: run.mode, images: run.batch) else { return }
    var settings = RunSettings<Double>(seed: run.seed, mode: run.mode, batch: run.batch)
    for (name, tensor) in given { settings.given[name] = tensor }
    _ = try Trace(graph, settings)
  }

  private func faults(at line: Int, _ deed: () throws -> Void) -> [LessonError] {
    do {
      try deed()
      return []
    } catch {
      return [LessonError(error, line: line).named(origin)]
    }
  }
}
