import Experiments
import Foundation
import Lessons
import Networks
import Quiz
import Screens
import Study
import Testing

@testable import Views
@testable import Workshop

/// Nothing of a card or an experiment is lost at 80×24: each word is on the screen, or comes into
/// sight with the keys that the footer names.
///
/// One card in six is tried, and with `BLOCKWALK_CARDS=1` all of them.
@Suite struct CutContentTests {
  private static let triesAll = ProcessInfo.processInfo.environment["BLOCKWALK_CARDS"] != nil

  /// The words of all rows that one sees while a key is pressed until nothing changes any more.
  private func words(on stage: inout Stage, moving keys: [String] = ["down"]) throws -> String {
    var rows: [String] = []
    for key in keys {
      var last: [String] = []
      for _ in 0..<40 {
        let lines = stage.explorer.draw(in: stage.screen).lines
        if lines == last { break }
        rows += lines
        last = lines
        try stage.press(key)
      }
    }
    return rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  private func expect(
    _ text: String, in seen: String, _ card: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for word in text.split(whereSeparator: \.isWhitespace) where !seen.contains(word) {
      Issue.record("\(card): ‘\(word)’ of ‘\(text)’ is not seen", sourceLocation: sourceLocation)
      return
    }
  }

  /// What a card asks, and all that one chooses from.
  private func content(of card: Card) -> [String] {
    var texts = [card.prompt]
    switch card.task {
    case .choose(let task): texts += task.choices.map(\.text)
    case .order(let task): texts += task.cards
    case .block(let task): texts += task.palette
    case .cell(let task):
      texts += (task.kernel + task.upstream).map { $0.map(String.init).joined(separator: " ") }
    case .number, .shape, .formula, .tick: break
    }
    return texts + card.exhibits.map { "\($0.line) on \($0.input)" }
  }

  /// Keys that give an answer, most often a wrong one, and that answer; nothing where it takes
  /// more than a few.
  private func answer(to card: Card) -> (keys: String, reply: Reply)? {
    switch card.task {
    case .choose(let task): (task.takesSeveral ? "space enter" : "enter", .choices([0]))
    case .order(let task): ("enter", .order(Array(task.cards.indices)))
    case .number: ("1 2 3 4 5 6 7 enter", .text("1234567"))
    case .cell:
      (
        "G [ 0 , 0 ] K [ 0 , 0 ] = 1 enter",
        .cell(terms: [.init(output: .init(0, 0), weight: .init(0, 0))], value: "1")
      )
    case .tick: ("ctrl-x enter", .ticks([]))
    case .shape, .block, .formula: nil
    }
  }

  @Test(arguments: 1...14)
  func `all of a card is seen at 80x24, before it is answered and after`(lesson: Int) throws {
    let dealers = try Stage().workshop.examiner.dealers
    let dealer = try #require(dealers.first { $0.lesson.front.number == lesson })
    for (place, entry) in dealer.entries.enumerated()
    where Self.triesAll || place % 6 == lesson % 6 {
      var stage = try Stage()
      stage.ask(.study(.deal(.card(entry.id), seed: 7)))
      let card = try dealer.card(entry.id, seed: 7)
      let seen = try words(on: &stage)
      for text in content(of: card) { expect(text, in: seen, entry.id) }
      guard let (keys, reply) = answer(to: card) else { continue }
      stage = try Stage()
      stage.ask(.study(.deal(.card(entry.id), seed: 7)))
      try stage.press(keys)
      let grade = try card.grade(reply)
      let verdict = try words(on: &stage)
      for finding in grade.findings.prefix(4) { expect(finding.why, in: verdict, entry.id) }
      if let why = grade.why { expect(why, in: verdict, entry.id) }
      if !grade.isRight {
        if case .number = card.task { expect(grade.right, in: verdict, entry.id) }
        if case .cell = card.task { expect(grade.right, in: verdict, entry.id) }
      }
    }
  }

  @Test(arguments: Experiments.all.filter(\.isQuick).map(\.name))
  func `all numbers of an experiment are seen at 80x24`(name: String) throws {
    let experiment = try #require(Experiments.named(name))
    let setup = Setup(experiment.knobs)
    let findings = try experiment.run(setup, .none)
    var stage = try Stage()
    try stage.openExperiment(name)
    var seen = try words(on: &stage, moving: ["pgdn", "pgup", "down"])
    try stage.press("t")
    seen += try words(on: &stage, moving: ["pgdn", "pgup", "down"])
    for measure in findings.measures { expect(measure.name, in: seen, name) }
    expect(findings.reading, in: seen, name)
    for (place, knob) in setup.knobs.enumerated() {
      expect("\(knob.name) \(setup.choice(at: place).label)", in: seen, name)
    }
    for text in findings.table.header { expect(text, in: seen, name) }
    for case .text(let text) in findings.table.rows.joined() { expect(text, in: seen, name) }
  }

  @Test func `the summary of a sitting scrolls to its last fault`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.question(1), seed: 7)))
    var wrong = 0
    for _ in 0..<60 {
      let lines = stage.explorer.draw(in: stage.screen).lines
      if lines.contains(where: { $0.contains("answers were right") }) { break }
      // whatever the kind, one of these goes on to the next card
      if lines[0].contains("choose one") || lines[0].contains("true or false") {
        try stage.press("enter")
        if stage.explorer.draw(in: stage.screen).lines.contains(where: { $0.contains("Wrong") }) {
          wrong += 1
        }
        try stage.press("enter")
      } else if lines[0].contains("· number ·") {
        try stage.press("1 2 3 4 5 6 7 enter enter")
        wrong += 1
      } else {
        try stage.press("ctrl-n")
      }
    }
    var marks: Set<String> = []
    for _ in 0..<60 {
      marks.formUnion(
        stage.explorer.draw(in: stage.screen).lines.filter { $0.hasPrefix("   ✗") })
      try stage.press("down")
    }
    // a card that was wrong comes once more, and stands in the summary once
    #expect(wrong > 5 && marks.count * 2 >= wrong, "\(wrong) wrong, \(marks.count) seen")
  }
}
