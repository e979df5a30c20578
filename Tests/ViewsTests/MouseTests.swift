import Screens
import Testing
import Views

/// What clicks and the wheel do; what a terminal reports of them is tested on a real one.
@Suite struct MouseTests {
  private func title(_ stage: Stage) -> String { stage.explorer.draw(in: stage.screen).lines[0] }
  private func focusRow(_ stage: Stage) -> Int? {
    stage.explorer.draw(in: stage.screen).lines.firstIndex { $0.contains("▸") }
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func `a click chooses a question, a second one opens it`(size: Size) throws {
    var stage = try Stage(Screen(size))
    let first = try #require(focusRow(stage))
    try stage.click("Stochastic")
    let chosen = try #require(focusRow(stage))
    #expect(chosen > first)
    stage.press(.click(Position(6, chosen)))
    #expect(title(stage).contains("Stochastic"))
  }

  @Test func `the wheel does what the arrows do`() throws {
    var stage = try Stage()
    let first = try #require(focusRow(stage))
    stage.press(.wheelDown(Position(0, 0)))
    stage.press(.wheelDown(Position(0, 0)))
    stage.press(.wheelUp(Position(0, 0)))
    #expect(focusRow(stage) == first + 1)
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func `a click on an operation goes to its step, a second one into it`(size: Size) throws {
    var stage = try Stage(Screen(size))
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.click("conv 3×3/2")
    #expect(title(stage).contains("› conv2 "))
    try stage.press("b")
    let before = title(stage)
    try stage.click("x ]")
    #expect(title(stage) != before && title(stage).contains("backward"))
    try stage.click("conv 3×3/2")
    #expect(title(stage).contains("› conv2 ") && title(stage).contains("backward"))
    try stage.click("conv 3×3/2")
    #expect(title(stage).contains("› dx["))
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)])
  func `clicks choose a way, a cell and a product of an opened number`(size: Size) throws {
    var stage = try Stage(Screen(size, colors: .none))
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("b enter")
    try stage.click("zero-insertion")
    #expect(stage.explorer.draw(in: stage.screen).lines[1].contains("▸zero-insertion"))
    try stage.click("gather")
    // from the chosen cell one down and two to the left
    try stage.press("tab")
    let chosen = try #require(stage.explorer.draw(in: stage.screen).cursor)
    let pitch = size.width == 80 ? 2 : 5
    stage.press(.click(Position(chosen.column - 2 * pitch, chosen.row + 1)))
    #expect(title(stage).contains("dx[4,1]"))
    stage.press(.click(Position(chosen.column, chosen.row)))
    #expect(title(stage).contains("dx[3,3]") && title(stage).contains("product 1 of 4"))
    try stage.click("K[2,0] =")
    #expect(title(stage).contains("product 3 of 4"))
  }

  @Test func `a click in a whole tensor chooses its cell`() throws {
    var stage = try Stage()
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("enter")
    let first = try #require(stage.explorer.draw(in: stage.screen).cursor)
    stage.press(.click(Position(first.column + 5 * 4, first.row + 2)))
    #expect(title(stage).contains("[0,2,4,0]"))
  }

  @Test func `a click on the name of a pane opens it`() throws {
    var stage = try Stage()
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.click("tensors")
    #expect(stage.explorer.draw(in: stage.screen).lines[1].contains("▸tensors"))
    try stage.click("block")
    #expect(stage.explorer.draw(in: stage.screen).lines[1].contains("▸block"))
  }

  @Test func `a click in a lesson opens the answer and what is live`() throws {
    var stage = try Stage(Screen(Size(80, 60)))
    stage.ask(.read(lesson: 1))
    let folded = stage.explorer.draw(in: stage.screen)
    try stage.click("opens the answer")
    #expect(stage.explorer.draw(in: stage.screen) != folded)
  }

  @Test func `a click on a key in the last row presses it`() throws {
    var stage = try Stage()
    try stage.step("basic 4 on 8x8x4")
    try stage.click("→ step")
    #expect(title(stage).contains("2 of"))
    try stage.click("? keys")
    #expect(stage.explorer.draw(in: stage.screen).lines.contains { $0.contains("┌─ help ─") })
    try stage.press("esc")
    try stage.click("q back")
    #expect(title(stage).contains("Blockwalk"))
  }

  @Test func `clicks anywhere are harmless`() throws {
    for (place, size) in [
      ("", Size(80, 24)), ("basic 4 on 8x8x4", Size(120, 40)), ("", Size(30, 8)),
    ] {
      for row in stride(from: -1, through: size.height, by: 3) {
        for column in stride(from: -1, through: size.width, by: 11) {
          var stage = try Stage(Screen(size))
          if !place.isEmpty { try stage.step(place) }
          stage.press(.click(Position(column, row)))
          #expect(stage.explorer.draw(in: stage.screen).size == size)
        }
      }
    }
  }
}
