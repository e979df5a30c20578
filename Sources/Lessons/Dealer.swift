import Networks
import Quiz
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
    public let kind: QuizItem.Kind
  }

  /// All cards of the lesson: its items, then the lines of its rubric.
  public var entries: [Entry] {
    lesson.items.filter { $0.kind != .open }.map {
      Entry(
        id: $0.id, points: $0.points, rubricLine: nil, chance: chances[$0.id] ?? 0, kind: $0.kind)
    }
      + lesson.rubric.enumerated().map {
        Entry(
          id: Self.id(ofRubricLine: $0.offset, lesson: lesson.front.number),
          points: $0.element.points, rubricLine: $0.offset, chance: 0, kind: .open)
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

  /// What the exam asks to draw here or to write as an equation, by the names that it has there.
  public func drawings() throws -> [(name: String, card: Card)] {
    try lesson.items.compactMap { item in
      guard let name = item.words("exam") else { return nil }
      return (name, try card(item, seed: 0))
    }
  }

  private var tickLines: [TickTask.Line] {
    lesson.rubric.enumerated().map { index, line in
      TickTask.Line(
        id: Self.id(ofRubricLine: index, lesson: lesson.front.number), text: line.text,
        points: line.points, section: line.section,
        answer: line.section.map { lesson.text(under: $0) } ?? "")
    }
  }

  func card(_ item: QuizItem, seed: UInt64) throws -> Card {
    do {
      var choices = Choices(seed: seed)
      let (task, prompt, exhibits) = try ItemDealer(library: library)
        .task(of: item, ticks: tickLines, &choices)
      return Card(
        lesson: lesson.front.number, heading: lesson.front.heading, id: item.id, kind: item.kind,
        seed: seed, prompt: prompt, points: item.points, hint: item.words("hint"),
        exhibits: exhibits, task: task)
    } catch {
      throw LessonError(error, line: item.line).named(lesson.origin)
    }
  }
}
