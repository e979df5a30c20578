import Screens
import Testing
import Views

/// The palette: a part of a name is enough, and arguments follow.
@Suite struct PaletteTests {
  private func lines(_ stage: Stage) -> [String] { stage.explorer.draw(in: stage.screen).lines }
  private func shows(_ words: String, _ stage: Stage) -> Bool {
    lines(stage).contains { $0.contains(words) }
  }
  private func type(_ text: String, _ stage: inout Stage) {
    for character in text { stage.press(.character(character)) }
  }
  private func stepper() throws -> Stage {
    var stage = try Stage()
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    return stage
  }

  @Test func `letters in their order find a command, Enter does it`() throws {
    var stage = try stepper()
    type(":infer", &stage)
    #expect(shows("▸ inference", stage) && shows("running statistics", stage))
    stage.press(.enter)
    #expect(lines(stage)[0].contains("inference"))
    type(":trng", &stage)
    stage.press(.enter)
    #expect(!lines(stage)[0].contains("inference"))
  }

  @Test func `Tab completes a name and then its argument`() throws {
    var stage = try stepper()
    type(":insp", &stage)
    stage.press(.tab)
    #expect(shows(": inspect ", stage))
    type("conv2.w", &stage)
    stage.press(.tab)
    #expect(shows(": inspect conv2.weight", stage))
    stage.press(.enter)
    #expect(shows("conv2.weight", stage) && lines(stage)[1].contains("numbers"))
  }

  @Test func `Enter on a command that needs an argument asks for it`() throws {
    var stage = try stepper()
    type(":batch", &stage)
    stage.press(.enter)
    #expect(shows(": batch ", stage))
    type("3", &stage)
    stage.press(.enter)
    #expect(!shows("type to filter", stage))
  }

  @Test(arguments: [
    ("input 16x16x8", "on 16×16×8"), ("step basic 4 on 6x6x4", "basic 4 on 6×6×4"),
    ("seed 12", "seed 12"), ("lesson 3", "3 "), ("go conv2", "› conv2"),
  ])
  func `an argument is taken as it is typed`(order: String, title: String) throws {
    var stage = try stepper()
    type(":" + order, &stage)
    stage.press(.enter)
    #expect(lines(stage)[0].contains(title), "\(lines(stage)[0])")
  }

  @Test(arguments: [
    ("inferance", "did you mean ‘inference’?"), ("inspect conv2.wieght", "‘conv2.weight’?"),
    ("lesson 99", "there are 1, 2"), ("batch many", "1 to 64"), ("seed -1", "whole number"),
    ("experiment gradient-detph", "‘gradient-depth’?"), ("step basic 4 on 3y3", "is not a size"),
  ])
  func `what is unknown is answered by the nearest`(order: String, words: String) throws {
    var stage = try stepper()
    type(":" + order, &stage)
    stage.press(.enter)
    #expect(shows(words, stage))
  }

  @Test func `a command with a key shows it, and does what the key does`() throws {
    var stage = try stepper()
    type(":backward pass", &stage)
    #expect(lines(stage).contains { $0.contains("▸ backward pass") && $0.contains(" b ") })
    stage.press(.enter)
    #expect(lines(stage)[0].contains("backward"))
  }

  @Test func `a search on Home finds questions by their words`() throws {
    var stage = try Stage()
    type("/excit", &stage)
    #expect(shows("▸ 6 ", stage) && shows(" places", stage))
    stage.press(.enter)
    #expect(lines(stage)[0].contains("6 "))
  }

  @Test func `Esc leaves everything as it was`() throws {
    var stage = try stepper()
    let before = stage.explorer.draw(in: stage.screen)
    type(":sta", &stage)
    stage.press(.down)
    stage.press(.escape)
    #expect(stage.explorer.draw(in: stage.screen) == before)
  }
}
