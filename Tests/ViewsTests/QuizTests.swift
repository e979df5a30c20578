import Lessons
import Screens
import Study
import Testing
import Views

/// Cards as they are answered on the screen.
@Suite struct QuizTests {
  private func text(of stage: Stage) -> String {
    stage.explorer.draw(in: stage.screen).lines.joined(separator: "\n")
  }
  private func type(_ text: String, on stage: inout Stage) {
    for character in text { stage.press(.character(character)) }
  }

  @Test func `a block that does not fit yet is drawn with the reason below`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-build-identity"), seed: 7)))
    try stage.press("e")
    type("sum { conv 1x1 4, norm | identity }", on: &stage)
    try stage.press("esc")
    let screen = text(of: stage)
    #expect(screen.contains("conv 1×1, 4") && screen.contains("(+)"))
    #expect(screen.contains("branch 1 gives 8×8×4"))
  }

  @Test func `a block called by its name is not built`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-build-identity"), seed: 7)))
    try stage.press("e")
    type("bottleneck 4", on: &stage)
    try stage.press("enter")
    #expect(text(of: stage).contains("‘bottleneck’ is the name of a whole block"))
    #expect(stage.answers.isEmpty)
  }

  @Test func `a wrong block is shown with a sign where it is wrong`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-build-identity"), seed: 7)))
    try stage.press("e")
    type(
      "sum { conv 1x1 4, norm, relu, conv 5x5 4, norm, relu, conv 1x1 16, norm, relu | identity }",
      on: &stage)
    try stage.press("enter")
    let screen = text(of: stage)
    for words in ["≠ conv 5×5, 4", "+ ReLU", "− ReLU", "− missing", "+ extra"] {
      #expect(screen.contains(words), "\(words)")
    }
  }

  @Test func `a shape that is asked for stands nowhere on the card`() throws {
    for card in [
      "resnet-shape", "preact-shape", "resnext-shape", "depth-shape", "dropblock-shape",
      "se-shape", "mbconv-shape", "transposed-shape",
    ] {
      var stage = try Stage(Screen(Size(120, 40)))
      stage.ask(.study(.deal(.card(card), seed: 7)))
      let lines = text(of: stage).split(separator: "\n").dropFirst(4)
      let shapes = lines.joined(separator: "\n").matches(of: #/│ \d+(×\d+)*/#)
      #expect(shapes.isEmpty, "\(card): \(shapes.map(\.output.0))")
    }
  }

  @Test func `one is asked how sure one is before the answer is shown`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-relu-positions"), seed: 7)))
    try stage.press("tab 1 enter")
    #expect(stage.answers.last?.confidence == 1)
  }

  @Test func `the palette leads to quiz, weakest lines, exam and progress`() throws {
    for (order, words) in [
      ("quiz 3", "Quiz › 3"), ("quiz weakest", "Quiz › "), ("exam", "Mock exam › question 1"),
      ("progress", "Progress"),
    ] {
      var stage = try Stage(hasPast: true)
      try stage.press(":")
      type(order, on: &stage)
      try stage.press("enter")
      #expect(text(of: stage).contains(words), "\(order)")
    }
  }

  @Test func `a further branch is begun after the last, and is gone where it stays empty`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-build-identity"), seed: 7)))
    func line() -> String {
      text(of: stage).split(separator: "\n").first { $0.contains("‹here›") }.map(String.init) ?? ""
    }
    try stage.press("e")
    type("sum { relu | norm }", on: &stage)
    try stage.press("esc left tab")
    #expect(line().contains("sum { relu | norm, ‹here› }"))
    try stage.press("tab")
    #expect(line().contains("sum { relu | norm | ‹here› }"))
    try stage.press("tab")
    #expect(line().contains("sum { relu, ‹here› | norm }"))
    try stage.press("tab tab right")
    #expect(line().contains("sum { relu | norm }, ‹here›"))
  }
}
