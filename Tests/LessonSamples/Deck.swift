import Lessons
import Networks
import Quiz

/// The cards of the lessons that travel with the program.
public enum Deck {
  public static let dealers = Result {
    let course = try Samples.course()
    let library = try Samples.library(of: course)
    return try course.chapters.map {
      try Dealer(course.lesson($0.front.number), library: library)
    }
  }

  /// The items of one kind, each with its dealer.
  public static func items(_ kind: QuizItem.Kind) -> [Item] {
    ((try? dealers.get()) ?? []).flatMap { dealer in
      dealer.lesson.items.filter { $0.kind == kind }.map { Item(id: $0.id, dealer: dealer) }
    }
  }

  public struct Item: CustomStringConvertible, Sendable {
    public let id: String
    public let dealer: Dealer

    public var description: String { id }
    public func card(_ seed: UInt64) throws -> Card { try dealer.card(id, seed: seed) }
  }
}
