import Lessons
import Networks
import Quiz

/// Which questions a mock exam asks.
public enum ExamSelection: Hashable, Sendable {
  /// Those that add up to so many points, drawn by a seed from some lectures; from all lectures
  /// where none is named.
  case drawn(points: Int, lectures: [Int], seed: UInt64)
  /// All questions of some lectures; of all where none is named.
  case lectures([Int])
  /// Certain questions, by the numbers of their lessons.
  case questions([Int])
  /// One of these questions, drawn by a seed, with ten minutes for it.
  indirect case one(of: ExamSelection, seed: UInt64)

  /// All questions of a lecture.
  public static func lecture(_ number: Int) -> ExamSelection { .lectures([number]) }

  /// How long the exam takes, where that is no matter of its points.
  public var minutes: Int? { if case .one = self { 10 } else { nil } }

  /// What an exam is worth unless another number is asked for.
  public static let usualPoints = 50

  /// The questions in the order of the course; throws a sentence where there are none to ask.
  ///
  /// A draw comes as close to its points as the questions allow, and never exceeds them.
  public func questions(from chapters: [FrontMatter]) throws(LessonError) -> [FrontMatter] {
    let course = chapters.lectures.flatMap(\.questions)
    switch self {
    case .lectures(let lectures):
      return lectures.isEmpty ? course : try Self.questions(of: lectures, in: course)
    case .questions(let numbers):
      for number in numbers where !course.contains(where: { $0.number == number }) {
        throw LessonError("there is no question \(number) to ask in an exam")
      }
      return course.filter { numbers.contains($0.number) }
    case .one(let selection, let seed):
      var chance = Choices(seed: seed)
      return try selection.questions(from: chapters).randomElement(using: &chance).map { [$0] }
        ?? []
    case .drawn(let points, let lectures, let seed):
      let pool =
        lectures.isEmpty ? course : try Self.questions(of: lectures, in: course)
      let drawn = Self.draw(points, from: pool, seed: seed)
      guard !drawn.isEmpty else {
        let least = pool.map(\.points).min() ?? 0
        throw LessonError(
          pool.isEmpty
            ? "there are no questions to ask in an exam"
            : "no question is worth \(points) points or less; the smallest is worth \(least)")
      }
      return drawn
    }
  }

  private static func questions(
    of lectures: [Int], in course: [FrontMatter]
  ) throws(LessonError) -> [FrontMatter] {
    let known = course.compactMap(\.lecture.number)
    for number in lectures where !known.contains(number) {
      let numbers = Set(known).sorted().map(String.init).joined(separator: ", ")
      throw LessonError(
        numbers.isEmpty
          ? "these lessons name no lecture by a number"
          : "there are no questions of lecture \(number), only of \(numbers)")
    }
    return course.filter { $0.lecture.number.map(lectures.contains) ?? false }
  }

  /// Goes through the questions in a drawn order and takes each with which the points still come
  /// out as close as they can.
  private static func draw(
    _ points: Int, from pool: [FrontMatter], seed: UInt64
  ) -> [FrontMatter] {
    var chance = Choices(seed: seed)
    let order = pool.indices.shuffled(using: &chance)
    // the sums that the questions from each place on can come to
    var sums: [Set<Int>] = [[0]]
    for index in order.reversed() {
      let last = sums[sums.count - 1]
      let more = last.map { $0 + pool[index].points }.filter { $0 <= points }
      sums.append(last.union(more))
    }
    sums.reverse()
    var rest = sums[0].max() ?? 0
    var taken: Set<Int> = []
    for (place, index) in order.enumerated()
    where sums[place + 1].contains(rest - pool[index].points) {
      taken.insert(index)
      rest -= pool[index].points
    }
    return pool.indices.filter(taken.contains).map { pool[$0] }
  }
}
