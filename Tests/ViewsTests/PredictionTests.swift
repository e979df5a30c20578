import Screens
import Testing
import Views

/// Questions before each step are made from the pass itself.
@Suite struct PredictionTests {
  static let blocks = ElementTests.blocks + ["basic 3 stride: 2 on 5x7x2"]
  static let screens = [Screen(Size(80, 24)), Screen(Size(64, 20))]

  @Test(arguments: blocks, screens)
  func `each question has one right answer and a reason for the others`(
    block: String, screen: Screen
  ) throws {
    var asked = 0
    for option in [1, 3] {
      var stage = try Stage(screen)
      try stage.step(block)
      try stage.press("p")
      for _ in 0..<80 {
        let before = stage.explorer.draw(in: screen)
        try stage.press("right")
        let question = stage.explorer.draw(in: screen)
        guard question != before else { break }
        guard question.lines.contains(where: { $0.contains("Guess first") }) else { continue }
        try stage.press("\(option)")
        let answered = stage.explorer.draw(in: screen)
        guard answered != question else {
          // fewer options than that
          try stage.press("ctrl-n")
          continue
        }
        asked += 1
        let lines = answered.lines
        #expect(lines.count { $0.contains("✓") } == 1, "\(lines.joined(separator: "\n"))")
        #expect(lines.contains { $0.contains("Right:") || $0.contains("No:") })
        #expect(lines.contains { $0.contains("✗") } == lines.contains { $0.contains("No:") })
        try stage.press("right")
      }
    }
    #expect(asked >= 2)
  }

  @Test func `the picture does not tell the shape that is asked for`() throws {
    let screen = Screen(Size(120, 40))
    var stage = try Stage(screen)
    try stage.step("conv 3x3 5 stride: 2, relu on 9x9x2")
    try stage.press("p right")
    var lines = stage.explorer.draw(in: screen).lines
    if !lines.contains(where: { $0.contains("Which shape") }) {
      try stage.press("ctrl-n right")
      lines = stage.explorer.draw(in: screen).lines
    }
    let picture = lines.map { String($0.prefix(46)) }
    if lines.contains(where: { $0.contains("Which shape") }) {
      #expect(!picture.contains { $0.contains("5×5×5") })
    }
  }
}
