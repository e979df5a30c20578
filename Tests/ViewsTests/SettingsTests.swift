import Screens
import Testing
import Views

/// Numbers of a walk that are changed while one walks.
@Suite struct SettingsTests {
  static let screen = Screen(Size(120, 40))

  @Test func `a change shows in the same frame and undo brings the screen back`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.press("5 g #")
    let before = stage.explorer.draw(in: Self.screen)
    try stage.press("+")
    let after = stage.explorer.draw(in: Self.screen)
    #expect(after.lines.contains { $0.contains("[width 5]") })
    #expect(after.lines.contains { $0.contains("conv 3×3/2, 5") })
    #expect(after.lines[0].contains("conv2"))
    try stage.press("u")
    // the footer alone tells that there is something to redo
    #expect(stage.explorer.draw(in: Self.screen).lines.dropLast() == before.lines.dropLast())
    try stage.press("U")
    #expect(stage.explorer.draw(in: Self.screen) == after)
  }

  @Test func `what does not fit says why and keeps the last block that did`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    // the stride of conv2 alone: its branch no longer meets the shortcut
    try stage.press("5 g # down right right -")
    let lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines.contains { $0.contains("sum adds cell by cell") })
    #expect(lines.contains { $0.contains("conv 3×3/2, 4") })
    try stage.press("esc")
    #expect(stage.explorer.draw(in: Self.screen).lines[0].contains("step 5 of 27"))
  }

  @Test func `an opened number follows a change of its operation`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("b enter # right right +")
    let lines = stage.explorer.draw(in: Self.screen).lines
    #expect(lines[0].contains("dx[3,3]"))
    #expect(lines.contains { $0.contains("[stride 3]") })
    #expect(lines.contains { $0.contains("1⅓") })
  }

  @Test(arguments: [3, 4, 5])
  func `any changes undone one by one lead back`(seed: UInt64) throws {
    var random = SystemOfWalks(seed: seed)
    var stage = try Stage(Self.screen)
    try stage.step("inverted_residual 4 expansion: 2 on 5x5x4")
    try stage.press("4 g")
    let before = stage.explorer.draw(in: Self.screen)
    try stage.press("#")
    for _ in 0..<60 {
      try stage.press(["left", "right", "up", "down", "+", "-", "+"][random.below(7)])
    }
    for _ in 0..<60 { try stage.press("u") }
    try stage.press("#")
    #expect(stage.explorer.draw(in: Self.screen) == before)
  }

  @Test func `settings beyond the edge are told of`() throws {
    let screen = Screen(Size(80, 24))
    var stage = try Stage(screen)
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("#")
    func run() -> String {
      stage.explorer.draw(in: screen).lines.first { $0.hasPrefix(" run") }?.trimmedEnd ?? ""
    }
    #expect(run().hasSuffix("›") && !run().contains("‹"))
    try stage.press("right right right right right right right right")
    #expect(run().contains("‹") && run().contains("[G random]") && !run().hasSuffix("›"))
  }
}
