import Networks
import Tensors

/// Deals the task of a quiz item, with numbers and an order that a seed decides.
public struct ItemDealer: Sendable {
  /// The blocks that items speak of.
  public let library: Library

  public init(library: Library) { self.library = library }

  /// What an item asks, what to ask for it, and the networks to show beside it; `ticks` are what
  /// an open question is ticked by.
  public func task(
    of item: QuizItem, ticks: [TickTask.Line], _ choices: inout Choices
  ) throws -> (Card.Task, prompt: String, exhibits: [Network]) {
    let ask = item.question
    switch item.kind {
    case .choose, .several:
      return (.choose(Self.choices(of: item, &choices)), ask, [])
    case .claim:
      let proof = try ClaimProof(item, library: library)
      return (.choose(Self.claim(item, proof)), ask, proof.exhibits)
    case .contrast:
      let networks = try pair(of: item)
      let contrast = Contrast(networks[0], networks[1])
      return (
        .choose(
          ChoiceTask(
            contrast.choices(&choices), takesSeveral: true,
            why: [item.words("why"), contrast.sentence].compactMap { $0 }.joined(separator: " "))),
        ask, networks
      )
    case .order:
      let right = item.texts("cards")
      var cards = right
      // cards that lie in order already ask nothing
      for _ in 0..<20 where cards == right { cards.shuffle(using: &choices) }
      return (.order(OrderTask(cards: cards, right: right, why: item.words("why"))), ask, [])
    case .number:
      let drawing = try NumberDrawing(item, library: library)
      let task = try drawing.task(&choices)
      let prompt = try Arithmetic.filled(ask, task.values)
      let sentence = task.accuracy.sentence
      return (
        .number(task), sentence.isEmpty ? prompt : prompt + " " + sentence,
        try drawing.network(task.values).map { [$0] } ?? []
      )
    case .predict:
      let task = try ShapeTask(item, library: library)
      return (.shape(task), ask, [task.network])
    case .cell:
      return (.cell(try CellTask(item, &choices)), ask, [])
    case .build, .repair:
      return (.block(try BlockTask(item, library: library, points: item.points)), ask, [])
    case .formula:
      return (.formula(try FormulaReading(item, library: library).task()), ask, [])
    case .open:
      return (.tick(TickTask(ticks)), ask, [])
    }
  }

  private static func choices(of item: QuizItem, _ choices: inout Choices) -> ChoiceTask {
    let right =
      item.kind == .several ? item.texts("right") : [item.words("right") ?? ""]
    let wrong = (item.fields["wrong"]?.list ?? []).map {
      ChoiceTask.Choice($0.words("choice") ?? "", isRight: false, finding: $0.finding)
    }
    return ChoiceTask(
      (right.map { ChoiceTask.Choice($0, isRight: true) } + wrong).shuffled(using: &choices),
      takesSeveral: item.kind == .several, why: item.words("why"))
  }

  /// True or false, as the engine has it.
  private static func claim(_ item: QuizItem, _ proof: ClaimProof) -> ChoiceTask {
    let why = [item.words("why"), proof.sentence].compactMap { $0 }.joined(separator: " ")
    let finding = Grade.Finding(proof.isTrue ? "it is true" : "it is false", why: why)
    return ChoiceTask(
      [true, false].map { choice in
        ChoiceTask.Choice(
          "\(choice)", isRight: choice == proof.isTrue,
          finding: choice == proof.isTrue ? nil : finding)
      }, why: why)
  }

  /// The two blocks that an item names, if it names them.
  private func pair(of item: QuizItem) throws -> [Network] {
    guard let left = item.words("left"), let right = item.words("right") else { return [] }
    let input = try item.words("on").map { try Shape(notation: $0) }
    return try [left, right].map { try Network($0, library: library, on: input) }
  }
}
