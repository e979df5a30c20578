import Lessons
import Screens
import Study
import Testing
import Views

/// The mock exam with its drawings.
@Suite struct ExamTests {
  /// A bottleneck without its last BN.
  private static let faulty =
    "sum { conv 1x1 64, norm, relu, conv 3x3 64, norm, relu, conv 1x1 256 | conv 1x1 256, norm }, relu"

  private func text(of stage: Stage) -> String {
    stage.explorer.draw(in: stage.screen).lines.joined(separator: "\n")
  }
  private func type(_ text: String, on stage: inout Stage) {
    for character in text { stage.press(.character(character)) }
  }
  /// Question 1 in words and with a drawing, its text typed.
  private func answered() throws -> Stage {
    var stage = try Stage()
    stage.ask(.study(.exam(.lecture(5))))
    type("a stem", on: &stage)
    try stage.press("ctrl-n e")
    type(Self.faulty, on: &stage)
    try stage.press("enter")
    return stage
  }

  @Test func `each drawing that a question asks for has a sheet behind the words`() throws {
    var stage = try Stage()
    stage.ask(.study(.exam(.lecture(5))))
    var sheets: [String] = []
    for _ in 0..<14 {
      let title = text(of: stage).split(separator: "\n")[0].split(separator: "·")[0]
      sheets.append(String(title))
      try stage.press("ctrl-n")
    }
    let drawn = sheets.filter { $0.contains("drawing") }
    #expect(drawn.count == 6)
    #expect(sheets.joined(separator: "\n").contains("question 2 of 9 › drawing 2 of 2"))
    // and the same way back
    var back: [String] = []
    for _ in 0..<14 {
      try stage.press("ctrl-p")
      let title = text(of: stage).split(separator: "\n")[0].split(separator: "·")[0]
      back.append(String(title))
    }
    #expect(back.reversed() == sheets)
  }

  @Test func `a drawing grows from the palette without a letter typed`() throws {
    var stage = try Stage()
    stage.ask(.study(.exam(.lecture(5))))
    try stage.press("ctrl-n")
    let palette = text(of: stage).split(separator: "\n")
    let operations = palette.drop { !$0.contains(" palette") }.dropFirst().map {
      String($0.prefix(26).drop { " ▸".contains($0) }).trimmedEnd
    }
    func pick(_ operation: String) throws {
      let place = try #require(operations.firstIndex(of: operation))
      let mark = try #require(
        text(of: stage).split(separator: "\n").drop { !$0.contains(" palette") }.dropFirst()
          .firstIndex { $0.hasPrefix(" ▸") })
      let top = try #require(
        text(of: stage).split(separator: "\n").firstIndex { $0.contains(" palette") })
      let way = place - (mark - top - 1)
      let key = way < 0 ? "up" : "down"
      try stage.press(Array(repeating: key, count: abs(way)).joined(separator: " ") + " enter")
    }
    try pick("sum")
    for operation in ["conv 1x1 64", "norm", "relu", "conv 3x3 64", "norm", "relu", "conv 1x1 256"]
    {
      try pick(operation)
      // it does not fit before its last convolution, and is drawn all the same
      #expect(text(of: stage).contains("(+)"))
    }
    try pick("norm")
    try stage.press("tab")
    try pick("conv 1x1 256")
    try pick("norm")
    try stage.press("right")
    try pick("relu")
    let drawing = stage.exam?.questions[0].drawings?.values.first
    #expect(
      drawing == "sum { conv 1x1 64, norm, relu, conv 3x3 64, norm, relu, conv 1x1 256, norm | "
        + "conv 1x1 256, norm }, relu")
  }

  @Test func `an exam goes on with its drawings where it was left`() throws {
    var stage = try answered()
    #expect(stage.exam?.questions[0].text.hasPrefix("a stem") == true)
    #expect(stage.exam?.questions[0].drawings?.values.first == Self.faulty)
    try stage.press("esc")
    #expect(!text(of: stage).contains("question 1 of 9"))
    stage.ask(.study(.exam(.lecture(5))))
    #expect(text(of: stage).contains("bottleneck block: drawn"))
    try stage.press("ctrl-n")
    #expect(text(of: stage).contains("conv 3×3, 64"))
  }

  @Test func `a drawing is graded in its place, named in words and recorded`() throws {
    var stage = try answered()
    try stage.press(Array(repeating: "ctrl-x enter", count: 9).joined(separator: " "))
    let fault = "BN is missing after conv 1×1, 256"
    #expect(text(of: stage).contains("bottleneck block: \(fault)"))
    try stage.press("tab")
    #expect(text(of: stage).contains("− BN") && text(of: stage).contains("− missing"))
    #expect(text(of: stage).contains(fault))
    try stage.press("tab")
    #expect(text(of: stage).contains("is it there?"))
    try stage.press("space enter")
    let record = try #require(
      stage.answers.first { $0.card == "resnet-build-bottleneck" })
    #expect(record.session.hasPrefix("exam-") && record.reply == Self.faulty)
    #expect(record.share > 0 && record.share < 1 && record.mistakes.contains(fault))
    // what was not drawn is not recorded
    try stage.press(Array(repeating: "enter", count: 8).joined(separator: " "))
    #expect(text(of: stage).contains("Mock exam › result"))
    #expect(!stage.answers.contains { $0.card == "resnext-build" })
  }

  @Test func `the result stands beside earlier ones, by question and by line`() throws {
    var stage = try Stage()
    for ticks in ["space enter", "space down space enter"] {
      stage.ask(.study(.exam(.lecture(5))))
      try stage.press(Array(repeating: "ctrl-x enter", count: 9).joined(separator: " "))
      try stage.press(ticks + " " + Array(repeating: "enter", count: 8).joined(separator: " "))
      #expect(text(of: stage).contains("Mock exam › result"))
      try stage.press(Array(repeating: "up", count: 8).joined(separator: " "))
      if ticks.contains("down") {
        let lines = text(of: stage).split(separator: "\n")
        #expect(lines.contains { $0.contains("ResNet and its") && $0.contains("before 1") })
        #expect(lines.contains { $0.contains("earlier: 1") })
        // the first line was there both times, the second only now
        #expect(lines.contains { $0.contains("✓  stem") && $0.dropFirst(60).contains("✓") })
        #expect(lines.contains { $0.contains("✓  four stages") && $0.dropFirst(60).contains("✗") })
      }
      try stage.press("q")
    }
  }

  /// Question 8 alone, its equation written on a sheet of its own.
  private func written(_ equation: String) throws -> Stage {
    var stage = try Stage()
    stage.ask(.study(.exam(.questions([8]))))
    type("scatter", on: &stage)
    try stage.press("ctrl-n")
    type(equation, on: &stage)
    return stage
  }

  @Test func `an equation that a question asks for is written beside the words`() throws {
    let equation = "dI[i,j,c] = sum(i',j',o) G[i',j',o] K[i-i', j-j', c, o]"
    var stage = try written(equation)
    #expect(text(of: stage).contains("question 1 of 1 › equation 1 of 1"))
    // it stands typeset above
    #expect(text(of: stage).contains("Σ"))
    #expect(stage.exam?.questions[0].drawings?["transposed-formula"] == equation)
    // Enter hands in nothing
    try stage.press("enter")
    #expect(stage.exam?.questions[0].isHandedIn == false)
    try stage.press("ctrl-p")
    #expect(text(of: stage).contains("gradient of the input: written"))
    try stage.press("ctrl-x enter")
    #expect(text(of: stage).contains("gradient of the input: the stride forgotten"))
    try stage.press("tab")
    #expect(text(of: stage).contains("The output at i' begins at row i'S of the input."))
    #expect(text(of: stage).contains("right would be"))
    try stage.press("tab space enter")
    let record = try #require(stage.answers.first { $0.card == "transposed-formula" })
    #expect(record.session.hasPrefix("exam-") && record.reply == equation)
    #expect(record.share == 0.5 && record.mistakes.contains("the stride forgotten"))
  }

  @Test func `an equation that cannot be run says why and earns nothing`() throws {
    var stage = try written("dI[i,j,c] = sum(i',j'")
    try stage.press("ctrl-x enter")
    #expect(text(of: stage).contains("gradient of the input: it cannot be run."))
    try stage.press("space enter")
    let record = try #require(stage.answers.first { $0.card == "transposed-formula" })
    #expect(record.share == 0 && record.mistakes.contains("it cannot be run"))
  }
}
