import Foundation
import Lessons
import Screens
import Study
import Testing
import Views

/// What holds for every view, whatever it shows.
@Suite struct CitizenTests {
  /// Sizes around the least one, and on to the largest that is used well.
  private static let sizes =
    [64, 65, 67, 70].flatMap { width in [20, 21, 24].map { Size(width, $0) } }
    + [
      Size(80, 24), Size(109, 29), Size(110, 30), Size(64, 80), Size(250, 20), Size(160, 45),
      Size(250, 80),
    ]

  @Test(arguments: Station.all)
  func `a view keeps to its screen, its characters and its footer at every size`(
    station: Station
  ) throws {
    let stage = try station.stage(on: Screen(Size(80, 24)))
    for (index, size) in Self.sizes.enumerated() {
      var explorer = stage.explorer
      let tier = [GlyphTier.unicode, .narrow, .ascii][index % 3]
      let screen = Screen(size, colors: index % 2 == 0 ? .many : .none, glyphs: tier)
      explorer.resize(to: screen)
      let grid = explorer.draw(in: screen)
      #expect(grid.size == size)
      let foreign = Set(grid.cells.map(\.glyph)).filter { !Self.allows($0, in: tier) }
      #expect(foreign.isEmpty, "\(size) \(tier): \(foreign)")
      let footer = grid.lines[size.height - 1]
      #expect(footer.contains(#/(?:^|  )(?:q|esc) \w/#), "\(size): \(footer)")
      let cursor = try #require(grid.cursor, "\(size): nothing is in focus")
      #expect(grid.contains(cursor), "\(size)")
    }
  }

  /// Whether a tier of characters has one, in one cell.
  private static func allows(_ glyph: Unicode.Scalar, in tier: GlyphTier) -> Bool {
    switch tier {
    case .unicode: Glyphs.printable(glyph) == glyph && glyph != "\u{FFFD}"
    case .narrow: glyph != "\u{FFFD}" && !Glyphs.isAmbiguous(glyph)
    case .ascii: 0x20...0x7E ~= glyph.value
    }
  }

  @Test func `below the least size every screen says what is needed and what there is`() throws {
    let explorer = try Stage().explorer
    for height in 1...24 {
      for width in 1...70 where width < 64 || height < 20 {
        let size = Size(width, height)
        let grid = explorer.draw(in: Screen(size))
        #expect(grid.size == size)
        let text = grid.lines.joined()
        #expect(width < 12 || text.contains("64×20"), "\(size)")
        #expect(width < 40 || height < 5 || text.contains("\(size)"), "\(size)")
      }
    }
  }

  @Test func `what is too small to be seen does not change, and q leaves`() throws {
    var stage = try Stage()
    stage.ask(.study(.deal(.card("resnet-relu-positions"), seed: 7)))
    let before = stage.explorer.draw(in: stage.screen)
    stage.explorer.resize(to: Screen(Size(30, 10)))
    try stage.press("1 enter x esc ? :")
    #expect(!stage.hasQuit)
    stage.explorer.resize(to: stage.screen)
    #expect(stage.explorer.draw(in: stage.screen) == before)
    stage.explorer.resize(to: Screen(Size(30, 10)))
    try stage.press("q")
    #expect(stage.hasQuit)
  }

  /// What a screen without colours shows: characters, attributes and the cursor.
  private struct Plain: Equatable {
    let glyphs: [Unicode.Scalar]
    let attributes: [Attributes]
    let cursor: Position?

    init(_ explorer: Explorer, _ size: Size) {
      let grid = explorer.draw(in: Screen(size, colors: .none))
      glyphs = grid.cells.map(\.glyph)
      attributes = grid.cells.map { Theme(.none).look(of: $0.style).attributes }
      cursor = grid.cursor
    }
  }

  @Test(arguments: Station.all)
  func `no two states differ by colour alone`(station: Station) throws {
    let size = Size(80, 24)
    let stage = try station.stage(on: Screen(size))
    let before = stage.explorer.draw(in: Screen(size))
    let plain = Plain(stage.explorer, size)
    for key in "right left down up tab ] enter space".split(separator: " ") {
      var other = stage
      try other.press(String(key))
      guard other.explorer.draw(in: Screen(size)) != before else { continue }
      #expect(Plain(other.explorer, size) != plain, "\(key)")
    }
  }

  @Test(arguments: Station.all)
  func `the help opens over every view, is filtered at once, does a line and closes`(
    station: Station
  ) throws {
    var open = try station.stage(on: Screen(Size(80, 24)))
    let before = open.explorer.draw(in: open.screen)
    try open.press("?")
    guard
      open.explorer.draw(in: open.screen).lines.contains(where: { $0.contains("┌─ help ─") })
    else {
      // in a field of text a question mark is text
      #expect(open.explorer.draw(in: open.screen) != before || station.name == "help")
      return
    }
    try open.press("esc")
    #expect(open.explorer.draw(in: open.screen) == before)
    try open.press("? q")
    #expect(open.explorer.draw(in: open.screen) == before)
    // the line it leaves is done: mouse on, which is said
    try open.press("? / m o u s e enter")
    #expect(open.explorer.draw(in: open.screen).lines.contains { $0.contains("The mouse is on") })
  }
}
