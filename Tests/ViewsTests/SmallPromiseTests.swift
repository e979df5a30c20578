import Lessons
import Quiz
import Screens
import Study
import Testing

@testable import Views

/// Small things that once went wrong, each by itself.
@Suite struct SmallPromiseTests {
  private func text(_ stage: Stage) -> String {
    stage.explorer.draw(in: stage.screen).lines.joined(separator: "\n")
  }

  @Test func `a sitting goes on where it was paused`() throws {
    var stage = try Stage()
    try stage.press("d")
    try stage.press("ctrl-n")
    while !text(stage).contains("choose one") && !text(stage).contains("true or false") {
      try stage.press("ctrl-n")
    }
    try stage.press("enter")
    let counts = try #require(text(stage).firstMatch(of: #/\d right, \d wrong/#)).output
    #expect(counts != "0 right, 0 wrong")
    let title = stage.explorer.draw(in: stage.screen).lines[0]
    try stage.press("q d")
    #expect(text(stage).contains(counts))
    #expect(stage.explorer.draw(in: stage.screen).lines[0] == title)
  }

  @Test func `V leaves the keys where they are`() throws {
    var stage = try Stage()
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("b enter V")
    #expect(text(stage).contains("product 1 of"))
    try stage.press("right")
    #expect(text(stage).contains("product 2 of"))
  }

  @Test func `the search at Home finds a word of the lessons and says where`() throws {
    var stage = try Stage(Screen(Size(120, 40)))
    try stage.press("/ p r o j e c t i o n")
    let lines = stage.explorer.draw(in: stage.screen).lines.filter { $0.contains("›") }
    #expect(lines.contains { $0.contains("ResNet") && $0.contains("projection") }, "\(lines)")
    try stage.press("enter")
    #expect(!stage.explorer.draw(in: stage.screen).lines[0].contains("Blockwalk"))
  }

  @Test(arguments: [
    ("p i x e l", "experiment: "), ("p l a y g r o u n d", "command: playground"),
    ("r e s n e t 5 0", "network: resnet50"), ("s t r i d e", "term: stride"),
  ])
  func `the search at Home finds experiments, networks, terms and commands`(
    letters: String, words: String
  ) throws {
    var stage = try Stage(Screen(Size(120, 60)))
    try stage.press("/ \(letters)")
    #expect(text(stage).contains(words))
  }

  @Test func `facts of a backward step are those of dx and of dK`() throws {
    var stage = try Stage()
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    try stage.press("5 g b")
    let screen = text(stage)
    #expect(screen.contains("dx of conv2") && screen.contains("dK of conv2"))
  }

  @Test func `a sentence about dK is one about dK`() throws {
    var stage = try Stage(Screen(Size(120, 40)))
    try stage.step("conv 3x3 1 stride: 2 on 7x7x1")
    try stage.press("b enter")
    let dx = text(stage)
    try stage.press("tab tab")
    #expect(text(stage).contains("K[0,0] was multiplied by x[") && !dx.contains("was multiplied"))
  }

  @Test func `live lines of one block say what makes them different`() throws {
    var stage = try Stage(Screen(Size(80, 24)))
    stage.ask(.read(lesson: 4))
    try stage.press("a")
    var seen = ""
    for _ in 0..<30 {
      seen += text(stage)
      try stage.press("pgdn")
    }
    for words in ["branch kept", "branch dropped", "inference · seed 9"] {
      #expect(seen.contains(words), "\(words)")
    }
  }

  @Test func `braces choose the image of a batch, and the title says which it is`() throws {
    var stage = try Stage(Screen(Size(120, 40)))
    try stage.step("norm, relu on 4x4x2")
    try stage.press(": b a t c h space 3 enter right")
    #expect(text(stage).contains("image 0 of 3"))
    let first = stage.explorer.draw(in: stage.screen)
    try stage.press("}")
    #expect(text(stage).contains("image 1 of 3"))
    #expect(stage.explorer.draw(in: stage.screen).lines[5...] != first.lines[5...])
    try stage.press("{")
    #expect(stage.explorer.draw(in: stage.screen) == first)
    // in a table and in one number too
    try stage.press("} t")
    #expect(text(stage).contains("out"))
    try stage.press("esc enter")
    #expect(text(stage).contains("[1,"))
  }

  @Test func `a step shows how running averages are moved`() throws {
    for size in [Size(80, 24), Size(120, 40)] {
      var stage = try Stage(Screen(size))
      try stage.step("norm on 4x4x2")
      try stage.press(": b a t c h space 3 enter right tab")
      try stage.press("z")
      let screen = text(stage)
      #expect(screen.contains("new = 0.9 · running + 0.1 · batch"), "\(size)")
      #expect(screen.contains("over the 48 values of a channel in all 3 images"), "\(size)")
      #expect(screen.contains("48/47"), "\(size)")
    }
  }

  @Test func `an experiment that is chosen has the panel for itself`() throws {
    var stage = try Stage(Screen(Size(120, 40)))
    stage.ask(.read(lesson: 1))
    try stage.press("a")
    for _ in 0..<20 where !text(stage).contains("▸experiment:") { try stage.press("n") }
    let screen = text(stage)
    #expect(screen.contains("▸experiment:") && screen.contains("⏎ opens it"))
    #expect(!screen.contains("▸live:"))
  }
}
