import Foundation
import Screens
import Testing
import Views

/// What takes part in a sum stands out, and is found again in every tensor and in the table.
@Suite struct AttentionTests {
  /// An input gradient at 120 columns with the third of its four products running.
  private func gather(_ colors: ColorDepth = .many, keys: String = "b enter right right") throws
    -> Grid
  {
    let directions = Directions(
      place: "step conv 3x3 1 stride: 2 on 7x7x1", keys: keys,
      screen: Screen(Size(120, 40), colors: colors))
    return try directions.grid()
  }

  /// The cells on the colour of a product, in rows from the top.
  private func cells(of product: Int8, in grid: Grid) -> [Position] {
    grid.cells.indices.filter { grid.cells[$0].style.paper == .product(product) }.map {
      Position($0 % grid.size.width, $0 / grid.size.width)
    }
  }

  @Test(arguments: [0, 1, 2, 3] as [Int8])
  func `a product has one colour in both its factors and in its line`(product: Int8) throws {
    let grid = try gather()
    let runs = Dictionary(grouping: cells(of: product, in: grid), by: \.row)
    let lines = runs.mapValues { row in
      String(String.UnicodeScalarView(row.map { grid[$0].glyph }))
    }
    // its line, whose factors are named, and four columns for each of the two numbers
    #expect(lines.values.contains { $0.contains(#/G\[\d,\d\] · K\[\d,\d\]/#) })
    let numbers = lines.values.filter { !$0.contains("G") }.joined()
    #expect(numbers.unicodeScalars.count == 8, "\(lines)")
  }

  @Test func `without colour the products have letters`() throws {
    let grid = try gather(.none)
    let text = grid.lines.joined(separator: "\n")
    for letter in ["a", "b", "d"] {
      // before a number of each tensor, and before the line
      #expect(text.ranges(of: try Regex("\(letter)[ −]?[.\\d]")).count >= 2, "\(letter)")
      #expect(text.contains(try Regex("\(letter)G\\[")))
    }
    #expect(text.contains("«"))
  }

  /// A number of a screen's lightness, as far as it comes from what lies behind the glyphs.
  private func lightness(_ cell: Cell, _ theme: Theme) -> Double {
    let look = theme.look(of: cell.style)
    let background = theme.ramp.background.rgb
    let isReversed = look.attributes.contains(.reverse)
    let ink = theme.ramp.background.isLight ? 0x000000 : 0xFFFFFF
    return OKLab(isReversed ? look.foreground?.rgb ?? ink : look.background?.rgb ?? background)
      .lightness
  }

  @Test(
    arguments: GoldenScreenTests.names.filter { $0.hasPrefix("gather") || $0.hasPrefix("scatter") },
    [Background.dark, .light])
  func `nothing stands out as much as what takes part`(name: String, background: Background) throws
  {
    let url = GoldenScreenTests.folder.appending(path: name)
    let head = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "--- text\n")[0]
    var directions = try Directions(head)
    directions.screen.colors = .many
    directions.screen.glyphs = .unicode
    let grid = try directions.grid()
    let theme = Theme(.many, on: background)
    let paper = OKLab(background.rgb).lightness
    func takesPart(_ cell: Cell) -> Bool {
      switch cell.style.paper {
      case .product, .participant: true
      default: cell.style.isFocused || cell.style.role == .focus
      }
    }
    let marked = grid.cells.filter(takesPart).map { abs(lightness($0, theme) - paper) }
    var other = 0.0
    for row in 0..<grid.size.height {
      for column in 1..<grid.size.width {
        let (left, right) = (grid[column - 1, row], grid[column, row])
        guard !takesPart(left), !takesPart(right) else { continue }
        other = max(other, abs(lightness(left, theme) - lightness(right, theme)))
      }
    }
    #expect(!marked.isEmpty && (marked.min() ?? 0) > other, "\(marked.min() ?? 0) against \(other)")
  }

  /// Which cell of G the running product or stamp reads.
  private func given(_ grid: Grid) throws -> String {
    let text = grid.lines.joined(separator: "\n")
    let stamp = text.firstMatch(of: #/stamp = .*?G(\[\d,\d\])/#)?.1
    return String(try #require(stamp ?? text.firstMatch(of: #/▸.*?G(\[\d,\d\])/#)?.1, "\(text)"))
  }

  @Test(arguments: ["", "right", "right right", "right right right"])
  func `the other ways go on at the same product`(moves: String) throws {
    let first = try given(gather(keys: "b enter \(moves)"))
    // scatter, and after zero-insertion and the matrix gather again
    #expect(try given(gather(keys: "b enter \(moves) z")) == first)
    #expect(try given(gather(keys: "b enter \(moves) z z z z")) == first)
  }
}
