import Screens
import Testing
import Views

/// Home and the footer of every view at a glance.
@Suite struct LooksTests {
  @Test(arguments: [0, 1, 9])
  func `the chosen row of Home is highlighted as a whole`(moves: Int) throws {
    let keys = Array(repeating: "down", count: moves).joined(separator: " ")
    let grid = try Directions(place: "", keys: keys, screen: Screen(Size(80, 24))).grid()
    let rows = (0..<24).filter { row in grid[1, row].style.isFocused }
    #expect(rows.count == 1)
    for row in rows {
      #expect((1..<79).allSatisfy { grid[$0, row].style.isFocused })
      #expect(grid[1, row].glyph == "▸")
    }
  }

  @Test(arguments: ["", "lesson 8", "step bottleneck 4 stride: 2 on 8x8x8", "quiz 1", "progress"])
  func `the keys of the footer are set off from their words`(place: String) throws {
    let grid = try Directions(place: place, keys: "", screen: Screen(Size(80, 24))).grid()
    let roles = (0..<80).filter { grid[$0, 23].glyph != " " }.map { grid[$0, 23].style.role }
    #expect(Set(roles) == [.key, .quiet])
  }
}
