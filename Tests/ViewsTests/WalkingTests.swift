import Networks
import Screens
import Testing
import Views

/// What must hold while a student walks through a block.
@Suite struct WalkingTests {
  static let blocks = [
    "bottleneck 4 stride: 2 on 8x8x8", "preact_basic 4 on 6x6x4", "basic 3 stride: 2 on 5x7x2",
    "conv 3x3 2 stride: 2 on 5x5x1", "identity on 3x3x2", "globalpool, dense 5 on 4x4x3",
  ]
  static let screens = [
    Screen(Size(80, 24)), Screen(Size(120, 40)), Screen(Size(64, 20), colors: .none),
    Screen(Size(200, 60), glyphs: .ascii),
  ]

  @Test(arguments: blocks, screens)
  func `as many steps back as forward give the same screen`(block: String, screen: Screen) throws {
    var stage = try Stage(screen)
    try stage.step(block)
    var shown = [stage.explorer.draw(in: screen)]
    while true {
      try stage.press("right")
      let next = stage.explorer.draw(in: screen)
      // at the last step the key changes nothing
      guard next != shown.last else { break }
      shown.append(next)
    }
    #expect(shown.count >= 2)
    for expected in shown.dropLast().reversed() {
      try stage.press("left")
      #expect(stage.explorer.draw(in: screen) == expected)
    }
    try stage.press("left")
    #expect(stage.explorer.draw(in: screen) == shown[0])
  }

  @Test func `random walks that return leave the screen as it was`() throws {
    let screen = Screen(Size(120, 40))
    var random = SystemOfWalks(seed: 5)
    var stage = try Stage(screen)
    try stage.step("bottleneck 4 stride: 2 on 8x8x8")
    for _ in 0..<30 {
      let (start, steps) = (random.below(20) + 1, random.below(7))
      try stage.press("\(start)".map(String.init).joined(separator: " ") + " g")
      let before = stage.explorer.draw(in: screen)
      for _ in 0..<steps { try stage.press("right") }
      for _ in 0..<steps { try stage.press("left") }
      #expect(stage.explorer.draw(in: screen) == before)
    }
  }

  @Test(arguments: blocks)
  func `every step has an equation, a sentence, a title and tensors`(block: String) throws {
    let screen = Screen(Size(120, 40))
    var stage = try Stage(screen)
    try stage.step(block)
    var titles: Set<String> = []
    for _ in 0..<200 {
      let lines = stage.explorer.draw(in: screen).lines
      let last = lines.count
      #expect(!lines[last - 3].allSatisfy { $0 == " " }, "no sentence: \(lines[0])")
      #expect(
        !lines[(last - 6)..<(last - 3)].joined().allSatisfy { $0 == " " },
        "no equation: \(lines[0])")
      guard titles.insert(lines[0]).inserted else { break }
      try stage.press("right")
    }
    #expect(titles.count >= 2)
  }

  @Test func `no size and no key traps`() throws {
    var random = SystemOfWalks(seed: 11)
    let keys: [Key] =
      Binding.all.flatMap(\.keys).filter { $0 != .character("q") }
      + "0123456789xyz".map { Key.character($0) }
    var stage = try Stage()
    for round in 0..<600 {
      // keys act where there is room to see what they do
      let room = Size(64 + random.below(70), 20 + random.below(26))
      stage.explorer.resize(to: Screen(room))
      stage.press(keys[random.below(keys.count)])
      let screen = Screen(
        Size(random.below(130) + 1, random.below(45) + 1),
        colors: [.none, .many][random.below(2)], glyphs: [.unicode, .ascii][random.below(2)])
      stage.explorer.resize(to: screen)
      let grid = stage.explorer.draw(in: screen)
      #expect(grid.size == screen.size, "round \(round)")
    }
  }
}

/// Seeded choices for walks that can be repeated.
struct SystemOfWalks {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}

/// Steps that go by themselves.
@Suite struct PlayerTests {
  @Test func `playing goes to the last step and begins anew from there`() throws {
    let screen = Screen(Size(120, 40))
    var stage = try Stage(screen)
    try stage.step("basic 3 stride: 2 on 5x7x2")
    let before = stage.explorer.draw(in: screen)
    // without a clock the player does not wait
    try stage.press("space")
    let lines = stage.explorer.draw(in: screen).lines
    #expect(lines[0].contains("backward") && !lines[0].contains("playing"))
    try stage.press("g")
    #expect(stage.explorer.draw(in: screen) == before)
  }
}
