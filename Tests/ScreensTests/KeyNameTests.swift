import Screens
import Testing

struct KeyNameTests {
  @Test(arguments: [
    ("right", Key.right), ("esc", .escape), ("shift-tab", .backTab), ("space", .character(" ")),
    ("ctrl-l", .control("l")), ("ctrl-L", .control("l")), ("g", .character("g")),
    ("G", .character("G")), ("#", .character("#")), ("pgdn", .pageDown), ("del", .delete),
  ])
  func `a key has a name in scripts`(name: String, key: Key) {
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "rihgt", "ctrl-", "ctrl-ab", "gg"])
  func `what names no key is none`(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func `every key has a short name for the footer`() {
    let keys: [Key] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
      .pageUp, .pageDown, .character("x"), .character(" "), .control("l"),
    ]
    let names = keys.map(\.name)
    #expect(!names.contains("") && Set(names).count == keys.count)
    #expect(Key.right.name == "→" && Key.enter.name == "⏎" && Key.control("l").name == "ctrl-l")
  }
}
