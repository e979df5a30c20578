import Quiz
import Testing

@testable import Study

/// What becomes of a text on which two windows work.
@Suite struct MergingTests {
  @Test(arguments: [
    ("", "mine", "theirs", "theirsmine"),
    ("a b c", "a b c d", "a b c", "a b c d"),
    ("a b c", "a b c", "x b c", "x b c"),
    ("a b c", "a b c d", "x b c", "x b c d"),
    ("a b c", "x b c", "a b c d", "x b c d"),
    ("a b c", "a b", "x b c", "x b"),
    ("a b c", "a X c", "a Y c", "a YX c"),
    ("a b c", "a c", "a b b c", "a b c"),
    ("same", "new", "new", "new"),
    ("ü€", "ü€é", "o€", "o€é"),
  ])
  func `both changes are there`(base: String, mine: String, theirs: String, merged: String) {
    #expect(String.merged(base: base, mine: mine, theirs: theirs) == merged)
  }

  /// The letters of a text, each with how often it stands there.
  private func letters(_ text: String) -> [Character: Int] {
    text.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test func `no letter that either window typed is lost`() {
    var choices = Choices(seed: 7)
    func changed(_ text: String, by letter: Character) -> String {
      var characters = Array(text)
      let start = Int.random(in: 0...characters.count, using: &choices)
      let end = Int.random(in: start...characters.count, using: &choices)
      let count = Int.random(in: 1...4, using: &choices)
      characters.replaceSubrange(start..<end, with: Array(repeating: letter, count: count))
      return String(characters)
    }
    for _ in 0..<2_000 {
      let length = Int.random(in: 0...8, using: &choices)
      let base = String((0..<length).map { _ in "abc".randomElement(using: &choices) ?? "a" })
      let (mine, theirs) = (changed(base, by: "X"), changed(base, by: "Y"))
      let found = letters(.merged(base: base, mine: mine, theirs: theirs))
      #expect(found["X", default: 0] >= letters(mine)["X", default: 0], "\(base) \(mine) \(theirs)")
      #expect(found["Y", default: 0] >= letters(theirs)["Y", default: 0])
    }
  }

  @Test func `who has not heard of a merge goes on from what was sent`() {
    var lineage = Lineage(edition: 1, sent: "", content: "")
    #expect(lineage.take("one", of: 1, over: "") == "one")
    #expect(lineage.take("one two", of: 1, over: "one") == "one two")
    // another window puts something before it
    #expect(lineage.take("one two three", of: 1, over: "zero, one two") == "zero, one two three")
    // this one still has its own text
    #expect(
      lineage.take("one two three!", of: 1, over: "zero, one two three")
        == "zero, one two three!")
    #expect(
      lineage.take("0, one two three!", of: lineage.edition, over: "zero, one two three!")
        == "0, one two three!")
  }
}
