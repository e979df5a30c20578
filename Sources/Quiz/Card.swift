import Networks
import Tensors

/// A quiz item as it is asked once: fresh numbers and an order of its own, all from one seed.
public struct Card: Sendable {
  /// The number of the lesson.
  public let lesson: Int
  /// Number and short title of the lesson.
  public let heading: String
  /// The id of the item; the log of answers knows the card by it.
  public let id: String
  public let kind: QuizItem.Kind
  public let seed: UInt64
  public let prompt: String
  public let points: Double
  public let hint: String?
  /// Blocks that the question is about.
  public let exhibits: [Network]
  public let task: Task
  /// What was typed for it before and not handed in.
  public var draft: String?

  /// What there is to do.
  public enum Task: Sendable {
    case choose(ChoiceTask)
    case order(OrderTask)
    case number(NumberTask)
    case shape(ShapeTask)
    case cell(CellTask)
    case block(BlockTask)
    case formula(FormulaTask)
    case tick(TickTask)
  }

  public init(
    lesson: Int, heading: String, id: String, kind: QuizItem.Kind, seed: UInt64, prompt: String,
    points: Double, hint: String? = nil, exhibits: [Network] = [], task: Task
  ) {
    self.lesson = lesson
    self.heading = heading
    self.id = id
    self.kind = kind
    self.seed = seed
    self.prompt = prompt
    self.points = points
    self.hint = hint
    self.exhibits = exhibits
    self.task = task
  }
}

/// What a learner gives for an answer.
public enum Reply: Hashable, Sendable {
  /// Places among the choices shown.
  case choices(Set<Int>)
  /// Places among the cards shown, in the order given.
  case order([Int])
  /// A number, an expression, a shape or a block, as typed.
  case text(String)
  /// Pairs of an output and the place in the kernel that meets it, and the sum.
  case cell(terms: [CellTask.Term], value: String)
  /// Lines of the rubric that the answer has.
  case ticks(Set<Int>)
  /// Nothing: the card is passed over.
  case nothing
}

/// What came of an answer.
public struct Grade: Hashable, Sendable {
  /// From 0 to 1.
  public let share: Double
  /// What was wrong, each with its name and why; empty for a right answer.
  public let findings: [Finding]
  /// The right answer in one line.
  public let right: String
  /// What is worth knowing either way.
  public let why: String?
  /// Points by line of the rubric, where the kind of question has several.
  public let lines: [Line]
  /// A built block with marks on what is wrong with it.
  public let marked: MarkedWiring?

  /// A mistake with the name of the misconception behind it.
  public struct Finding: Hashable, Sendable {
    public let name: String
    public let why: String

    public init(_ name: String, why: String = "") {
      self.name = name
      self.why = why
    }
  }
  /// A line of the rubric with what it earned.
  public struct Line: Hashable, Sendable {
    public let text: String
    public let points: Double
    public let earned: Double

    public init(_ text: String, points: Double, earned: Double) {
      self.text = text
      self.points = points
      self.earned = earned
    }
  }

  public init(
    share: Double, findings: [Finding] = [], right: String, why: String? = nil, lines: [Line] = [],
    marked: MarkedWiring? = nil
  ) {
    self.share = share
    self.findings = findings
    self.right = right
    self.why = why
    self.lines = lines
    self.marked = marked
  }

  public var isRight: Bool { share >= 1 }
}

extension Card {
  /// What an answer is worth; throws a `LessonError` where it cannot be read, so that it can be
  /// mended and given again.
  public func grade(_ reply: Reply) throws -> Grade {
    if case .nothing = reply { return Grade(share: 0, right: solution) }
    switch (task, reply) {
    case (.choose(let task), .choices(let chosen)): return task.grade(chosen)
    case (.order(let task), .order(let order)): return task.grade(order)
    case (.number(let task), .text(let text)): return try task.grade(text)
    case (.shape(let task), .text(let text)): return try task.grade(text)
    case (.cell(let task), .cell(let terms, let value)): return try task.grade(terms, value)
    case (.block(let task), .text(let text)): return try task.grade(text)
    case (.formula(let task), .text(let text)): return try task.grade(text)
    case (.tick(let task), .ticks(let ticks)): return task.grade(ticks)
    default: throw LessonError("this cannot answer a question of kind ‘\(kind)’")
    }
  }

  /// The right answer in one line.
  public var solution: String {
    switch task {
    case .choose(let task): task.solution
    case .order(let task): task.solution
    case .number(let task): task.solution
    case .shape(let task): "\(task.shape)"
    case .cell(let task): Figures.grouped(task.value)
    case .block(let task): task.solution
    case .formula(let task): task.solution
    case .tick(let task): task.lines.map(\.text).joined(separator: "; ")
    }
  }
}
