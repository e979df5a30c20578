/// When a card is due: its memory, and the short steps with which a new or forgotten card begins.
///
/// Intervals are not fuzzed: the same answers always give the same dates.
public struct ReviewSchedule: Hashable, Sendable {
  public private(set) var memory: CardMemory?
  /// Seconds since 1970, as all times here.
  public private(set) var last: Int?
  public private(set) var due: Int?
  private var phase = Phase.learning(0)

  private enum Phase: Hashable, Sendable {
    case learning(Int)
    case review
    case relearning(Int)
  }

  /// How answers become dates.
  public struct Rules: Hashable, Sendable {
    /// Minutes.
    public var learningSteps = [1.0, 10]
    public var relearningSteps = [10.0]
    public var retention = 0.9
    public var maximum = 36_500
    /// The day of the exam, counted as in `LocalDay`; intervals keep half of the time that is left.
    public var exam: LocalDay?

    public init(exam: LocalDay? = nil) { self.exam = exam }

    /// What an interval becomes before an exam: at most half of the days left, at least 1.
    public func capped(_ days: Int, at time: Int) -> Int {
      guard let exam else { return days }
      let left = exam.number - LocalDay(at: time).number
      return left <= 0 ? days : min(days, max(left / 2, 1))
    }
  }

  public static let secondsADay = 86_400

  public init() {}

  /// Takes an answer.
  public mutating func answer(_ rating: Rating, at time: Int, _ rules: Rules = Rules()) {
    if var memory, let last {
      memory.answer(rating, after: Self.days(from: last, to: time))
      self.memory = memory
    } else {
      memory = CardMemory(first: rating)
    }
    last = time
    due = time + wait(rating, at: time, rules)
  }

  /// Whole days that have passed.
  static func days(from start: Int, to end: Int) -> Int { max((end - start) / secondsADay, 0) }

  /// The chance to know it at a time; 0 before the first answer.
  public func recall(at time: Int) -> Double {
    guard let memory, let last else { return 0 }
    return memory.recall(after: Self.days(from: last, to: time))
  }

  private mutating func wait(_ rating: Rating, at time: Int, _ rules: Rules) -> Int {
    switch phase {
    case .learning(let step):
      return wait(rating, step, of: rules.learningSteps, at: time, rules) { .learning($0) }
    case .relearning(let step):
      return wait(rating, step, of: rules.relearningSteps, at: time, rules) { .relearning($0) }
    case .review:
      guard rating == .again, let first = rules.relearningSteps.first else {
        return interval(at: time, rules)
      }
      phase = .relearning(0)
      return Self.seconds(first)
    }
  }

  private mutating func wait(
    _ rating: Rating, _ step: Int, of steps: [Double], at time: Int, _ rules: Rules,
    _ phase: (Int) -> Phase
  ) -> Int {
    guard !steps.isEmpty, step < steps.count || rating == .again else {
      return interval(at: time, rules)
    }
    switch rating {
    case .again:
      self.phase = phase(0)
      return Self.seconds(steps[0])
    case .hard:
      self.phase = phase(step)
      guard step == 0 else { return Self.seconds(steps[step]) }
      return Self.seconds(steps.count == 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2)
    case .good where step + 1 < steps.count:
      self.phase = phase(step + 1)
      return Self.seconds(steps[step + 1])
    case .good, .easy:
      return interval(at: time, rules)
    }
  }

  private mutating func interval(at time: Int, _ rules: Rules) -> Int {
    phase = .review
    let days = memory?.interval(retention: rules.retention, maximum: rules.maximum) ?? 1
    return rules.capped(days, at: time) * Self.secondsADay
  }

  private static func seconds(_ minutes: Double) -> Int { Int((minutes * 60).rounded()) }
}
