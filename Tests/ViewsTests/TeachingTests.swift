import Lessons
import Quiz
import Screens
import Study
import Testing

@testable import Views
@testable import Workshop

/// What a card shows once it is answered: never only what would have been right.
@Suite struct TeachingTests {
  private func answer(
    _ card: String, _ keys: String, _ size: Size = Size(80, 24)
  ) throws -> (stage: Stage, text: String) {
    var stage = try Stage(Screen(size))
    stage.ask(.study(.deal(.card(card), seed: 7)))
    try stage.press(keys)
    var text = ""
    for _ in 0..<60 {
      text += stage.explorer.draw(in: stage.screen).lines.map(\.words).joined(separator: " ") + " "
      try stage.press("down")
    }
    return (stage, text)
  }

  @Test func `the model answer stands below what is ticked, then and afterwards`() throws {
    let dealer = try #require(Stage().workshop.examiner.dealers.first)
    guard case .tick(let task) = try dealer.card("rubric-1-2", seed: 7).task else { return }
    let section = try #require(task.lines[0].section)
    #expect(!task.lines[0].answer.isEmpty)
    for keys in ["ctrl-x", "ctrl-x space enter"] {
      let text = try answer("rubric-1-2", keys).text
      #expect(text.contains("model answer: \(section)"), "\(keys)")
    }
  }

  @Test func `a wrong number shows the formula with its numbers`() throws {
    let text = try answer("transposed-size", "9 9 9 enter").text
    #expect(text.contains(#/Right:  ?.*\d·\d.* = [\d,]+/#), "\(text.prefix(2000))")
  }

  @Test func `a wrong order says why the right one is right`() throws {
    let text = try answer("preact-order", "enter").text
    #expect(text.contains("nothing follows the addition"))
  }

  @Test func `a wrong cell says which outputs read it`() throws {
    let text = try answer("transposed-cell", "G [ 0 , 0 ] K [ 0 , 0 ] = 1 enter").text
    #expect(text.contains("A term G[i',j']·K[m,n] needs"))
    #expect(text.contains(#/ = \d·\d( \+ \d·\d)* = \d/#))
  }

  @Test func `a contrast tells all that the engine counts`() throws {
    let stage = try Stage()
    let dealers = stage.workshop.examiner.dealers
    let item = try #require(dealers.flatMap(\.lesson.items).first { $0.kind == .contrast })
    let text = try answer(item.id, "space enter").text
    #expect(text.contains("The engine counts, in the first and in the second: parameters"))
  }
}

extension String {
  /// The words with one blank between them.
  fileprivate var words: String {
    split(separator: " ").joined(separator: " ")
  }
}
