import Screens
import Testing
import Views

/// A block of one's own, with errors as one types.
@Suite struct PlaygroundTests {
  static let screen = Screen(Size(80, 24))

  private func type(_ text: String, into stage: inout Stage) {
    for character in text { stage.press(.character(character)) }
  }

  @Test func `an error stands below its line and Tab takes the suggestion`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 4 on 8x8x2")
    try stage.press("e")
    type(" strode: 2", into: &stage)
    var lines = stage.explorer.draw(in: Self.screen).lines
    let line = try #require(lines.firstIndex { $0.contains("strode") })
    #expect(lines[line + 1].contains("^~~~~~"))
    #expect(lines.contains { $0.contains("‘stride’?") })
    #expect(lines[1].contains("of the last good text"))
    try stage.press("tab")
    lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines[line].contains("conv 3x3 4 stride: 2"))
    #expect(!lines[1].contains("last good"))
  }

  @Test func `what was typed is stepped and can be undone`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 4 on 8x8x2")
    let before = stage.explorer.draw(in: Self.screen)
    try stage.press("e")
    type(" stride: 2, relu", into: &stage)
    try stage.press("esc")
    let lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines[0].contains("conv 3x3 4 stride: 2, relu"))
    try stage.press("u")
    #expect(stage.explorer.draw(in: Self.screen) == before)
  }

  @Test func `leaving an unfinished text changes nothing`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 4 on 8x8x2")
    let before = stage.explorer.draw(in: Self.screen)
    try stage.press("e")
    type(", sum {", into: &stage)
    try stage.press("esc")
    #expect(stage.explorer.draw(in: Self.screen) == before)
  }

  @Test func `undo takes back what was typed and redo brings it again`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 4 on 8x8x2")
    try stage.press("e")
    let before = stage.explorer.draw(in: Self.screen).lines[3]
    type(", relu", into: &stage)
    stage.press(.enter)
    type("norm", into: &stage)
    let after = stage.explorer.draw(in: Self.screen).lines[3...4]
    for _ in 0..<10 { try stage.press("ctrl-u") }
    #expect(stage.explorer.draw(in: Self.screen).lines[3] == before)
    for _ in 0..<10 { try stage.press("ctrl-y") }
    #expect(stage.explorer.draw(in: Self.screen).lines[3...4] == after)
  }

  @Test(arguments: [1, 2, 3])
  func `no keys trap and the picture is always that of some text`(seed: UInt64) throws {
    var random = SystemOfWalks(seed: seed)
    var stage = try Stage(Self.screen)
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.press("e")
    let keys: [Key] =
      [
        .enter, .backspace, .delete, .left, .right, .up, .down, .home, .end, .tab, .pageUp,
        .control("u"), .control("y"),
      ] + "conv 3x,{}|:sumrelu4 ×ü#".map { Key.character($0) }
    for _ in 0..<600 {
      stage.press(keys[random.below(keys.count)])
      let lines = stage.explorer.draw(in: Self.screen).lines
      #expect(lines[0].contains("Playground"))
      #expect(lines.contains { $0.contains("parameters") })
    }
  }
}
