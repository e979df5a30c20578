import Screens
import Testing
import Views

/// The one table of keys: what it promises everywhere.
@Suite struct KeyTests {
  private func command(_ name: String) throws -> Command {
    let key = try #require(Key(name: name), "\(name)")
    return try #require(Binding.all.first { $0.keys.contains(key) }, "\(name)").command
  }

  @Test(arguments: [
    ("left", "h"), ("down", "j"), ("up", "k"), ("right", "l"), ("home", "g"), ("end", "G"),
    ("pgup", "ctrl-u"), ("pgdn", "ctrl-d"), ("esc", "backspace"),
  ])
  func `a key of the keypad and a letter do the same`(key: String, letter: String) throws {
    #expect(try command(key) == command(letter))
  }

  @Test func `no key has two meanings and every command has a key`() {
    let keys = Binding.all.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(Binding.all.map(\.command)) == Set(Command.allCases))
    #expect(Binding.all.count == Command.allCases.count)
  }

  @Test func `letters that other programs kill or delete with only move here`() throws {
    for (letter, name) in [("h", "back"), ("j", "down"), ("k", "up"), ("l", "next")] {
      #expect(try command(letter).rawValue == name)
    }
  }

  @Test(arguments: Station.all)
  func `whatever is open, Esc never quits and q or Esc leads home`(station: Station) throws {
    var stage = try station.stage(on: Screen(Size(80, 24)))
    for _ in 0..<8 { stage.press(.escape) }
    #expect(!stage.hasQuit)
    let title = stage.explorer.draw(in: stage.screen).lines[0]
    #expect(title.hasPrefix(" Blockwalk "), "\(title)")
    try stage.press("q")
    #expect(stage.hasQuit)
  }
}
