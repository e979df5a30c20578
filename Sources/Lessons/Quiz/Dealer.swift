import Networks
import Tensors

/// Deals the cards of a lesson: its quiz items with fresh numbers, and the lines of its rubric.
public struct Dealer: Sendable {
  public let lesson: Lesson
  /// The lesson's own definitions before those of the library of blocks.
  let library: Library
  /// The chance to guess an item right, by its id.
  private let chances: [String: Double]

  public init(_ lesson: Lesson, library: Library) throws {
    self.lesson = lesson
    self.library = try lesson.library(over: library)
    chances = Dictionary(
      lesson.items.map { ($0.id, GuessingChance(of: $0).value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What a card of this lesson is worth in the exam's points, and where it comes from.
  public struct Entry: Hashable, Sendable {
    public let id: String
    public let points: Double
    /// The place of a line of the rubric, for cards that ask for one.
    public let rubricLine: Int?
    /// The chance that an answer by guessing is wholly right.
    public let chance: Double
  }

  /// All cards of the lesson: its items, then the lines of its rubric.
  public var entries: [Entry] {
    lesson.items.filter { $0.kind != .open }.map {
      Entry(id: $0.id, points: $0.points, rubricLine: nil, chance: chances[$0.id] ?? 0)
    }
      + lesson.rubric.enumerated().map {
        Entry(
          id: Self.id(ofRubricLine: $0.offset, lesson: lesson.front.number),
          points: $0.element.points, rubricLine: $0.offset, chance: 0)
      }
  }

  /// What the log of answers calls a line of a rubric.
  public static func id(ofRubricLine line: Int, lesson: Int) -> String {
    "rubric-\(lesson)-\(line + 1)"
  }

  /// A card by its id; the seed decides numbers and order.
  public func card(_ id: String, seed: UInt64) throws -> Card {
    if let item = lesson.items.first(where: { $0.id == id }) {
      return try card(item, seed: seed)
    }
    let number = lesson.front.number
    guard
      let index = lesson.rubric.indices.first(where: {
        Self.id(ofRubricLine: $0, lesson: number) == id
      })
    else { throw LessonError("there is no card ‘\(id)’", origin: lesson.origin) }
    let line = tickLines[index]
    let place = line.section.map { " ‘\($0)’" } ?? " that one line of the rubric asks for"
    return Card(
      lesson: number, heading: lesson.front.heading, id: id, kind: .open, seed: seed,
      prompt: lesson.front.brief + " Write the part\(place) ("
        + (line.points == 1 ? "1 point" : "\(Figures.points(line.points)) points") + ").",
      points: line.points, task: .tick(TickTask([line])))
  }

  /// The whole question, answered in words and ticked line by line.
  public func question(seed: UInt64 = 0) -> Card {
    let front = lesson.front
    return Card(
      lesson: front.number, heading: front.heading, id: "question-\(front.number)", kind: .open,
      seed: seed, prompt: front.question, points: Double(front.points),
      task: .tick(TickTask(tickLines)))
  }

  /// What the exam asks to draw here, by the names that it has there.
  public func drawings() throws -> [(name: String, card: Card)] {
    try lesson.items.compactMap { item in
      guard let name = item.words("exam"), item.kind != .formula else { return nil }
      return (name, try card(item, seed: 0))
    }
  }

  private var tickLines: [TickTask.Line] {
    lesson.rubric.enumerated().map { index, line in
      TickTask.Line(
        id: Self.id(ofRubricLine: index, lesson: lesson.front.number), text: line.text,
        points: line.points, section: line.section)
    }
  }

  func card(_ item: QuizItem, seed: UInt64) throws -> Card {
    do {
      var choices = Choices(seed: seed)
      let (task, prompt, exhibits) = try task(of: item, &choices)
      return Card(
        lesson: lesson.front.number, heading: lesson.front.heading, id: item.id, kind: item.kind,
        seed: seed, prompt: prompt, points: item.points, hint: item.words("hint"),
        exhibits: exhibits, task: task)
    } catch {
      throw LessonError(error, line: item.line).named(lesson.origin)
    }
  }

  private func task(
    of item: QuizItem, _ choices: inout Choices
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
        .choose(ChoiceTask(contrast.choices(&choices), takesSeveral: true)), ask, networks
      )
    case .order:
      let right = item.texts("cards")
      var cards = right
      // cards that lie in order already ask nothing
      for _ in 0..<20 where cards == right { cards.shuffle(using: &choices) }
      return (.order(OrderTask(cards: cards, right: right)), ask, [])
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
      return (.tick(TickTask(tickLines)), ask, [])
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

extension QuizItem {
  /// What it is worth: as written, else by its kind.
  public var points: Double {
    if let points = words("points").flatMap({ Double($0) }) { return points }
    return switch kind {
    case .choose, .several, .number, .predict, .claim: 1
    case .order, .repair, .cell, .contrast: 2
    case .build: 4
    case .formula: 5
    case .open: 5
    }
  }

  func texts(_ key: String) -> [String] { fields[key]?.list?.compactMap(\.words) ?? [] }
}
