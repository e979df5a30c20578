import Lessons
import Quiz
import Screens
import Study
import Testing

@testable import Views

/// The help over a view: what it says, how it scrolls, filters and closes.
@Suite struct HelpSheetTests {
  private static let block = "bottleneck 4 stride: 2 on 8x8x8"

  private func stage(_ size: Size = Size(80, 24)) throws -> Stage {
    var stage = try Stage(Screen(size))
    try stage.step(Self.block)
    return stage
  }
  private func text(_ stage: Stage) -> String {
    stage.explorer.draw(in: stage.screen).lines.joined(separator: "\n")
  }

  @Test func `q and Esc close it, and a letter is typed only after a slash`() throws {
    var stage = try stage()
    let before = stage.explorer.draw(in: stage.screen)
    for key in ["q", "esc", "?"] {
      try stage.press("? \(key)")
      #expect(stage.explorer.draw(in: stage.screen) == before, "\(key)")
    }
    try stage.press("? p a")
    #expect(text(stage).contains("keys here"))
    try stage.press("/ p a")
    #expect(text(stage).contains("/pa▏") && !text(stage).contains("restart"))
    // Esc ends the filter, then the help
    try stage.press("esc")
    #expect(text(stage).contains("keys here") && !text(stage).contains("/pa"))
    try stage.press("esc")
    #expect(stage.explorer.draw(in: stage.screen) == before)
  }

  @Test(arguments: [Size(64, 20), Size(80, 24), Size(120, 40)])
  func `every key and every sign of the view can be reached`(size: Size) throws {
    var stage = try stage(size)
    let hints = stage.explorer.hints
    try stage.press("?")
    var seen = text(stage)
    for _ in 0..<80 {
      try stage.press("down")
      seen += text(stage)
    }
    for hint in hints where hint.commands.count == 1 && hint.commands != [.help] {
      #expect(seen.contains(hint.word), "\(hint.word)")
    }
    for sign in Sign.timeline + Sign.diagram {
      #expect(seen.contains(sign.glyphs) && seen.contains(sign.meaning), "\(sign.meaning)")
    }
    let end = text(stage)
    try stage.press("pgup pgup pgup end")
    #expect(text(stage) == end)
  }

  @Test func `it has a frame and dims what lies below`() throws {
    var stage = try stage()
    try stage.press("?")
    let grid = stage.explorer.draw(in: stage.screen)
    for row in 1..<22 {
      #expect("┌│└".contains(Character(grid[2, row].glyph)), "row \(row)")
      #expect("┐│┘".contains(Character(grid[77, row].glyph)), "row \(row)")
      #expect(grid[0, row].style == Style(.quiet) && grid[79, row].style == Style(.quiet))
    }
  }

  @Test func `a line does what its key does, also where letters choose`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("cutout-dropblock-both"), seed: 7)))
    // the sheet's line for the space bar ticks the marked choice
    try stage.press("? / t i c k enter")
    #expect(text(stage).contains("[x]"))
  }

  @Test func `a key that can do nothing now is dimmed and says so`() throws {
    var stage = try stage()
    try stage.press("? / u n d o")
    #expect(text(stage).contains("undo (not now)"))
    try stage.press("enter")
    #expect(text(stage).contains("There is nothing to undo."))
  }
}
