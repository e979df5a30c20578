import Equations
import Networks

/// Deals an item several times and answers it: its solution has to be right, and no mistake.
public struct ItemCheck {
  private let item: QuizItem
  /// The file of the item's lesson.
  private let origin: String
  private let deal: (_ seed: UInt64) throws -> Card

  /// How often numbers are drawn anew.
  private static let deals: UInt64 = 20

  public init(
    _ item: QuizItem, origin: String, deal: @escaping (_ seed: UInt64) throws -> Card
  ) {
    self.item = item
    self.origin = origin
    self.deal = deal
  }

  /// Nothing where the item is sound.
  public var faults: [LessonError] {
    let isDrawn = item.kind == .number || item.kind == .cell
    if let twice = choiceGivenTwice {
      return [fault("‘\(item.id)’ has the choice ‘\(twice)’ twice")]
    }
    do {
      var names: Set<String> = []
      for seed in 0..<(isDrawn ? Self.deals : 1) {
        let card = try deal(seed)
        if let fault = try fault(of: card) { return [fault] }
        if case .number(let task) = card.task { names.formUnion(task.mistakes.map(\.finding.name)) }
      }
      // a mistake that always comes to the right answer would be told to those who are right
      let listed = item.fields["mistakes"]?.list?.compactMap { $0.words("mistake") } ?? []
      if item.kind == .number, let empty = listed.first(where: { !names.contains($0) }) {
        return [fault("the mistake ‘\(empty)’ of ‘\(item.id)’ always gives the right answer")]
      }
      return []
    } catch {
      return [LessonError(error, line: item.line).named(origin)]
    }
  }

  /// A text that stands among the choices more than once, right or wrong.
  private var choiceGivenTwice: String? {
    guard item.kind == .choose || item.kind == .several else { return nil }
    let right = item.fields["right"]
    let texts =
      (right?.list?.compactMap(\.words) ?? [right?.words].compactMap { $0 })
      + (item.fields["wrong"]?.list ?? []).compactMap { $0.words("choice") }
    var seen: Set<String> = []
    return texts.first { !seen.insert($0).inserted }
  }

  private func fault(of card: Card) throws -> LessonError? {
    if let solution = card.solvingReply, try !card.grade(solution).isRight {
      return fault("the answer of ‘\(item.id)’ is not graded as right")
    }
    switch card.task {
    case .number(let task):
      for mistake in task.mistakes
      where try card.grade(.text("\(mistake.value)")).findings != [mistake.finding] {
        let twin = task.mistakes.first { $0.value == mistake.value && $0 != mistake }
        // two mistakes may come to the same number now and then
        if twin == nil { return fault("the mistake ‘\(mistake.finding.name)’ is not recognised") }
      }
    case .block(let task):
      for mistake in task.mistakes {
        let grade = try task.grade(mistake.line)
        guard !grade.isRight, grade.findings.contains(mistake.finding) else {
          return fault("the mistake ‘\(mistake.finding.name)’ is not recognised")
        }
      }
    case .formula(let task):
      for (place, mistake) in task.judge.mistakes.enumerated() {
        let found = task.judge.verdict(on: mistake.equation).findings.first?.name
        guard found == mistake.name else {
          return fault(
            "the mistake ‘\(mistake.name)’ is taken for ‘\(found ?? "right")’",
            line: item.fields["mistakes"]?.list?[place].line)
        }
      }
    case .choose, .order, .shape, .cell, .tick: break
    }
    return nil
  }

  private func fault(_ message: String, line: Int? = nil) -> LessonError {
    LessonError(message, line: line ?? item.line, origin: origin)
  }
}

extension Card {
  /// A reply that has to be right.
  var solvingReply: Reply? {
    switch task {
    case .choose(let task): return .choices(task.right)
    case .order(let task):
      // equal cards are taken as they lie
      var left = Array(task.cards.indices)
      return .order(
        task.right.compactMap { card in
          left.firstIndex { task.cards[$0] == card }.map { left.remove(at: $0) }
        })
    case .number(let task): return .text("\(task.answer)")
    case .shape(let task): return .text("\(task.shape)")
    case .cell(let task): return .cell(terms: Array(task.terms), value: "\(task.value)")
    case .block(let task): return .text(task.solution)
    case .formula(let task): return .text(task.solution)
    case .tick(let task): return .ticks(Set(task.lines.indices))
    }
  }
}
