import Experiments
import Screens
import Study
import Testing
import Views

/// A lesson on the screen: one finds words and headings, and comes back to where one was.
@Suite struct ReadingTests {
  private func opened(_ number: Int, _ screen: Screen = Screen(Size(80, 24))) throws -> Stage {
    var stage = try Stage(screen)
    stage.ask(.read(lesson: number))
    return stage
  }
  private func lines(_ stage: Stage, _ size: Size = Size(80, 24)) -> [String] {
    stage.explorer.draw(in: Screen(size)).lines
  }

  @Test func `search goes to the first match, the next and back to where it began`() throws {
    var stage = try opened(8)
    let before = lines(stage)
    try stage.press("/ d i v i d e s")
    #expect(lines(stage)[23].contains("/divides▏  1 of "))
    #expect(lines(stage).dropLast().contains { $0.contains("divides") })
    try stage.press("down")
    #expect(lines(stage)[23].contains("2 of "))
    try stage.press("up up")
    let last = try #require(lines(stage)[23].firstMatch(of: #/(\d+) of (\d+)/#))
    #expect(last.1 == last.2, "before the first comes the last")
    try stage.press("esc")
    #expect(lines(stage) == before)
  }

  @Test func `Enter stays at a match, and what is nowhere is said`() throws {
    var stage = try opened(8)
    try stage.press("/ d i v i d e s")
    let found = lines(stage).dropLast()
    try stage.press("enter")
    #expect(lines(stage).dropLast() == found)
    #expect(lines(stage)[23].contains("q back"))
    try stage.press("/ q q q q")
    #expect(lines(stage)[23].contains("not here"))
  }

  @Test func `letters of a search are no commands`() throws {
    var stage = try opened(1)
    try stage.press("/ q s a")
    #expect(lines(stage)[0].contains("1 ResNet"))
    #expect(lines(stage)[23].contains("/qsa"))
  }

  @Test func `the outline goes to a heading`() throws {
    var stage = try opened(8)
    try stage.press("o")
    #expect(lines(stage).contains { $0.contains("▸ Transposed") || $0.contains("▸ The question") })
    try stage.press("end")
    #expect(lines(stage).contains { $0.contains("▸ Quiz") })
    try stage.press("up up up enter")
    #expect(lines(stage)[0].contains("Typical mistakes"))
    try stage.press("o esc")
    #expect(lines(stage)[0].contains("Typical mistakes"))
  }

  @Test func `a step and back leads to the same line`() throws {
    var stage = try opened(8)
    try stage.press("a n n")
    let before = lines(stage)
    try stage.press("enter")
    #expect(lines(stage)[0].contains("of "))
    try stage.press("q")
    #expect(lines(stage) == before)
  }

  @Test func `a lesson that was left opens where one was`() throws {
    var stage = try opened(8)
    try stage.press("a pgdn pgdn pgdn down")
    let before = lines(stage)
    try stage.press("esc")
    #expect(lines(stage)[0].contains("Blockwalk"))
    stage.ask(.read(lesson: 1))
    try stage.press("esc")
    stage.ask(.read(lesson: 8))
    #expect(lines(stage) == before)
  }

  @Test func `a lesson is found again where it was left the evening before`() throws {
    var stage = try opened(8)
    try stage.press("a pgdn pgdn pgdn n down")
    let before = lines(stage)
    try stage.press(": q u i t enter")
    #expect(stage.hasQuit)
    // the program that is started next has only what was kept
    var next = try Stage(stage.screen, record: stage.record)
    next.ask(.read(lesson: 8))
    #expect(lines(next) == before)
  }

  @Test func `a program that is killed loses no more than lines of a part`() throws {
    var stage = try opened(8)
    try stage.press("a / m i s t a k e s enter")
    let found = lines(stage)
    try stage.press("down")
    var next = try Stage(stage.screen, record: stage.record)
    next.ask(.read(lesson: 8))
    #expect(lines(next) == found)
  }

  @Test func `a bookmark is read as it was written, and nothing else is one`() throws {
    let text = "12.3 open 4"
    #expect(Bookmark(text)?.description == text)
    #expect(Bookmark("0.0 folded")?.description == Bookmark().description)
    for text in [
      "", "12", "12.3", "1.2.3 open", "-1.0 open", "1.2 shut", "1.2 open x", "1.2 open 3 4",
    ] {
      #expect(Bookmark(text) == nil, "\(text)")
    }
    // a lesson that has become shorter opens all the same
    let far = try #require(Bookmark("9999.9 open 77"))
    let record = ProgressStore.inMemory
    try record.set("lesson 1", to: "\(far)")
    var stage = try Stage(record: record)
    stage.ask(.read(lesson: 1))
    #expect(lines(stage)[0].contains("1 ResNet"))
  }

  @Test func `Tab goes through the terms in sight and says what they mean`() throws {
    var stage = try opened(1)
    try stage.press("a / p r o j e c t i o n enter tab")
    let first = lines(stage)[22]
    #expect(first.contains(" · ") && first.contains(": "), "\(first)")
    var seen: Set<String> = []
    for _ in 0..<30 {
      #expect(seen.insert(lines(stage)[22]).inserted || lines(stage)[22] == first)
      if seen.count > 1, lines(stage)[22] == first { break }
      try stage.press("tab")
    }
    #expect(seen.contains { $0.contains("projection shortcut · projekční zkratka: 1×1 conv") })
    try stage.press("shift-tab tab")
    #expect(lines(stage)[22] == first)
    // any other key goes on from there
    try stage.press("down")
    #expect(lines(stage)[22] != first)
  }

  @Test func `Enter at a term opens the glossary there, Esc leaves the word`() throws {
    var stage = try opened(4)
    let before = lines(stage)
    try stage.press("tab")
    #expect(lines(stage) != before)
    try stage.press("esc")
    #expect(lines(stage) == before)
    try stage.press("tab enter")
    #expect(lines(stage)[0].contains("terms"))
    #expect(lines(stage)[0].contains("1 of 89"))
  }

  @Test func `a click on a term says what it means`() throws {
    var stage = try opened(4)
    try stage.press("m")
    try stage.click("inference")
    #expect(lines(stage)[22].contains("inference · inference, predikce: use after training"))
  }

  @Test(arguments: [3, 8])
  func `another width keeps the place`(number: Int) throws {
    var stage = try opened(number)
    try stage.press("/ m i s t a k e s enter")
    let heading = lines(stage)[0].prefix(40)
    let wide = Screen(Size(140, 40))
    stage.explorer.resize(to: wide)
    #expect(lines(stage, wide.size)[0].prefix(40) == heading)
    stage.explorer.resize(to: Screen(Size(80, 24)))
    #expect(lines(stage)[0].prefix(40) == heading)
  }

  @Test func `an experiment opens from its line and leads back to it`() throws {
    var stage = try opened(8)
    try stage.press("o end up up enter n")
    let before = lines(stage)
    #expect(before.contains { $0.contains("▸ experiment: the convolution as a matrix") })
    try stage.press("enter")
    #expect(lines(stage)[0].contains("8 ") && lines(stage)[0].contains("experiment"))
    #expect(lines(stage)[0].contains("2 of 2 as expected"))
    try stage.press("esc")
    #expect(lines(stage) == before)
  }

  @Test func `more letters than fit leave the cursor on the screen`() throws {
    let screen = Screen(Size(64, 20))
    var stage = try Stage(screen)
    stage.ask(.lookUp(String(repeating: "x", count: 200)))
    let grid = stage.explorer.draw(in: screen)
    #expect(grid.cursor.map { grid.contains($0) } == true)
  }

  @Test func `terms are found in either language, accents or not`() throws {
    var stage = try Stage()
    stage.ask(.lookUp(""))
    #expect(lines(stage)[0].contains("89 of 89"))
    try stage.press("v y p l n")
    #expect(lines(stage).contains { $0.contains("padding") && $0.contains("výplň okrajů") })
    #expect(lines(stage)[21].contains("padding: zeros around the input"))
    try stage.press("q q")
    #expect(lines(stage).contains { $0.contains("no term has these letters") })
    try stage.press("esc esc")
    #expect(lines(stage)[0].contains("Blockwalk"))
  }

  @Test func `all experiments stand in one list`() throws {
    var stage = try Stage()
    try stage.press("end up up up up")
    #expect(lines(stage)[22].contains("Experiments"))
    try stage.press("enter n")
    #expect(lines(stage).contains { $0.contains("▸ gradient norm against depth") })
    try stage.press("end enter")
    #expect(lines(stage)[0].contains("warm-up at high rates"))
  }
}
