import Lessons
import Networks
import Quiz
import Testing
import Views

/// What a card shows before it is answered must not be its answer.
@Suite struct PlainPromptTests {
  private func cards(_ kind: QuizItem.Kind) throws -> [Card] {
    let course = try Course(Folder.found())
    let library = try Library(texts: course.blockFiles().map { ($0.name, $0.text) })
    return try course.chapters.flatMap { chapter in
      let lesson = try course.lesson(chapter.front.number)
      let dealer = try Dealer(lesson, library: library)
      return try lesson.items.filter { $0.kind == kind }.flatMap { item in
        try (0..<5 as Range<UInt64>).map { try dealer.card(item.id, seed: $0) }
      }
    }
  }

  @Test func `no example of a shape is the shape that is asked for`() throws {
    let cards = try cards(.predict)
    #expect(!cards.isEmpty)
    for card in cards {
      guard case .shape(let task) = card.task else { continue }
      let shape = "\(task.shape)"
      // what is asked may name the size that enters; the line that says how to answer may not
      let question = (PlainCard(card).question.split(separator: "\n").last ?? "")
        .replacing("x", with: "×")
      #expect(!question.contains(shape), "\(card.id): \(shape)")
    }
  }

  @Test func `no example of terms is a part of the sum that is asked for`() throws {
    let cards = try cards(.cell)
    #expect(!cards.isEmpty)
    for card in cards {
      guard case .cell(let task) = card.task else { continue }
      let question = PlainCard(card).question.filter { !$0.isWhitespace && $0 != "·" }
      for term in task.terms {
        #expect(!question.contains("\(term)".filter { !$0.isWhitespace && $0 != "·" }))
      }
    }
  }
}
