import LessonSamples
import Testing

@testable import Quiz

/// The tasks of our formula items, read once.
enum FormulaItems {
  private static let tasks = Result {
    try Deck.items(.formula).reduce(into: [String: FormulaTask]()) { tasks, item in
      if case .formula(let task) = try item.card(0).task { tasks[item.id] = task }
    }
  }

  static func all() throws -> [String: FormulaTask] { try tasks.get() }
  static func task(_ id: String) throws -> FormulaTask { try #require(try tasks.get()[id]) }
}
