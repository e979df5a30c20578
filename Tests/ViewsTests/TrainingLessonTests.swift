import Screens
import Testing

@testable import Views

/// What is special to the lessons on training on the screen: proofs, and paths over a loss.
@Suite struct TrainingLessonTests {
  private func page(_ stage: Stage, _ screen: Screen = Screen(Size(80, 24))) -> String {
    stage.explorer.draw(in: screen).lines.joined(separator: "\n")
  }

  @Test func `Enter uncovers a proof line by line, each with its numbers`() throws {
    var stage = try Stage(Screen(Size(80, 24)))
    stage.ask(.read(lesson: 28))
    try stage.press("n n")
    #expect(page(stage).contains("▸ proof: the corrected first moment is unbiased"))
    #expect(page(stage).contains("line 1 of 6, Enter shows the next"))
    // 0.9·(0.9·0.1·1 + 0.1·3) + 0.1·2
    #expect(page(stage).contains("0.551000 = 0.551000 ✓"))
    #expect(!page(stage).contains("2.000000 = 2.000000"))
    try stage.press("enter enter enter enter enter")
    #expect(page(stage).contains("complete"))
    try stage.press("enter")
    #expect(page(stage).contains("line 1 of 6"))
  }

  @Test(arguments: [Size(80, 24), Size(120, 40)], [false, true])
  func `paths of optimizers stand on contours, and arrows step them`(
    _ size: Size, _ isPlain: Bool
  ) throws {
    var stage = try Stage()
    try stage.openExperiment("optimizer-paths")
    let screen = Screen(size, glyphs: isPlain ? .ascii : .unicode)
    let before = page(stage, screen)
    for letter in ["S", "M", "N", "G", "R", "A"] { #expect(before.contains(letter)) }
    #expect(before.contains(isPlain ? "." : "·") && before.contains("updates 12"))
    try stage.press("right")
    #expect(page(stage, screen).contains("updates 13"))
    try stage.press("left")
    #expect(page(stage, screen) == before)
  }
}
