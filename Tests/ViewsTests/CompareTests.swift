import Networks
import Screens
import Tensors
import Testing
import Views

/// Two blocks side by side.
@Suite struct CompareTests {
  static let screen = Screen(Size(120, 40))

  private func lines(_ stage: Stage) -> [String] { stage.explorer.draw(in: Self.screen).lines }

  @Test(arguments: [
    "resnext_paths paths: 4 width: 2 out: 16", "resnext_paths paths: 2 width: 3 out: 8",
  ])
  func `two forms of ResNeXt differ by rounding alone`(block: String) throws {
    var stage = try Stage(Self.screen)
    try stage.step("\(block) on 8x8x16")
    try stage.press("c G")
    #expect(lines(stage)[0].contains("resnext_grouped"))
    let told = try #require(lines(stage).first { $0.contains("max ") && $0.contains("mean ") })
    let words = told.split(separator: " ")
    let place = try #require(words.firstIndex(of: "max"))
    let largest = try #require(Double(words[place + 1].replacing("−", with: "-")))
    #expect(largest < 1e-12)
  }

  @Test func `what only one side does is nothing here on the other`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("basic 4 on 8x8x4")
    try stage.press("c")
    #expect(lines(stage)[0].contains("basic 4  with  preact_basic 4"))
    try stage.press("1 0 g")
    #expect(lines(stage).contains { $0.contains("right  nothing here") })
    // only what differs is listed
    let all = lines(stage).count { $0.contains("=  ") }
    try stage.press("D")
    #expect(lines(stage).count { $0.contains("=  ") } < all)
  }

  @Test func `own weights make equal blocks differ and Enter goes into a side`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("resnext_paths paths: 2 width: 3 out: 8 on 8x8x8")
    try stage.press("c G w")
    #expect(lines(stage)[0].contains("own weights"))
    try stage.press("tab tab enter")
    #expect(lines(stage)[0].contains("compare › resnext"))
    try stage.press("q")
    #expect(lines(stage)[0].contains("own weights"))
  }

  @Test func `a block without another form is held against itself without the shortcut`() throws {
    var stage = try Stage(Self.screen)
    try stage.step("sum { conv 3x3 4, norm | identity }, relu on 6x6x4")
    try stage.press("c")
    #expect(lines(stage)[0].contains("with  conv 3x3 4, norm, relu"))
    try stage.press("esc")
    try stage.step("conv 3x3 4 on 6x6x4")
    try stage.press("c")
    #expect(lines(stage).contains { $0.contains("no known other form") })
  }

  @Test(arguments: ["basic 4 on 8x8x4", "bottleneck 4 stride: 2 on 8x8x8"])
  func `as many steps back as forward give the same screen`(block: String) throws {
    for screen in [Self.screen, Screen(Size(80, 24)), Screen(Size(64, 20), glyphs: .ascii)] {
      var stage = try Stage(screen)
      try stage.step(block)
      try stage.press("c")
      var shown = [stage.explorer.draw(in: screen)]
      while true {
        try stage.press("right")
        let next = stage.explorer.draw(in: screen)
        guard next != shown.last else { break }
        shown.append(next)
      }
      #expect(shown.count > 20)
      for expected in shown.dropLast().reversed() {
        try stage.press("left")
        #expect(stage.explorer.draw(in: screen) == expected)
      }
    }
  }
}
