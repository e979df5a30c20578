import Lessons
import Quiz
import Screens
import Study
import Testing

@testable import Views
@testable import Workshop

/// A block as it is put together from pieces.
@Suite struct BuildingTests {
  private func stage(_ size: Size = Size(80, 24)) throws -> Stage {
    var stage = try Stage(Screen(size))
    stage.ask(.study(.deal(.card("resnet-build-identity"), seed: 7)))
    return stage
  }
  /// The line of text with the place of the next piece.
  private func line(_ stage: Stage) -> String {
    stage.explorer.draw(in: stage.screen).lines.last { $0.contains("‹here›") }?
      .trimmingBlanks ?? ""
  }
  private func write(_ text: String, on stage: inout Stage) throws {
    try stage.press("e")
    for character in text { stage.press(.character(character)) }
    try stage.press("esc")
  }

  @Test(arguments: [21, 27, 43])
  func `pieces that do not fit keep what tells them apart`(width: Int) throws {
    let stage = try Stage()
    var count = 0
    for dealer in stage.workshop.examiner.dealers {
      for entry in dealer.entries {
        guard case .block(let task) = try dealer.card(entry.id, seed: 7).task else { continue }
        let shown = PaletteNames(task.palette, width: width).shown
        #expect(Set(shown).count == task.palette.count, "\(entry.id): \(shown)")
        #expect(shown.allSatisfy { $0.unicodeScalars.count <= width })
        count += 1
      }
    }
    #expect(count > 10)
  }

  @Test func `the chosen piece stands in full below the list`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("transposed-fault"), seed: 7)))
    let card = try stage.workshop.examiner.deal(.card("transposed-fault"))[0]
    guard case .block(let task) = card.task else { return }
    for piece in task.palette {
      let lines = stage.explorer.draw(in: stage.screen).lines
      #expect(lines.contains { $0.contains("puts \(piece)") }, "\(piece)")
      try stage.press("down")
    }
  }

  @Test func `Backspace takes out the last piece, and a join once it is empty`() throws {
    var stage = try stage()
    try write("sum { relu | norm }", on: &stage)
    let steps = [
      "sum { relu | ‹here› }", "sum { relu, ‹here› | identity }", "sum { ‹here› | identity }",
      "‹here›",
    ]
    for expected in steps {
      try stage.press("backspace")
      #expect(line(stage) == expected)
    }
  }

  @Test func `what was built is undone and done again`() throws {
    var stage = try stage()
    try write("sum { relu | norm }", on: &stage)
    try stage.press("backspace backspace backspace backspace")
    let undone = [
      "sum { ‹here› | identity }", "sum { relu, ‹here› | identity }", "sum { relu | norm }, ‹here›",
    ]
    for expected in undone {
      try stage.press("u")
      #expect(line(stage) == expected)
    }
    try stage.press("U")
    #expect(line(stage) == "sum { relu | ‹here› }" || line(stage).contains("identity"))
    try stage.press("U U U")
    #expect(line(stage) == "‹here›")
    try stage.press("U")
    #expect(
      stage.explorer.draw(in: stage.screen).lines.contains { $0.contains("nothing to redo") })
  }

  @Test func `text fields undo what was typed`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-bottleneck-parameters"), seed: 7)))
    try stage.press("6 4 space 7 7")
    let typed = stage.explorer.draw(in: stage.screen)
    try stage.press("ctrl-u")
    #expect(stage.explorer.draw(in: stage.screen) != typed)
    try stage.press("ctrl-y")
    #expect(stage.explorer.draw(in: stage.screen).lines == typed.lines)
  }

  @Test(arguments: ["", "tab", "left", "tab left"])
  func `the cursor stands where the next piece goes`(keys: String) throws {
    var stage = try stage()
    try write("sum { relu | identity }", on: &stage)
    try stage.press("left \(keys)")
    let grid = stage.explorer.draw(in: stage.screen)
    let cursor = try #require(grid.cursor)
    let row = Array(grid.lines[cursor.row])
    #expect(String(row[cursor.column...].prefix(5)) == "▸here")
    // and the picture has it in the branch in which the text has it
    let place = line(stage).firstRange(of: "‹here›")
    #expect(place != nil)
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func `the footer names every key of building that can act`(size: Size) throws {
    var stage = try stage(size)
    try write("sum { relu | norm }", on: &stage)
    try stage.press("left")
    let footer = stage.explorer.draw(in: stage.screen).lines[size.height - 1]
    for key in ["↑↓", "⏎", "←→", "⌫", "⇥", "u undo", "a hand in"] {
      #expect(footer.contains(key), "\(key) in \(footer)")
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
