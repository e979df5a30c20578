import Foundation
import Screens
import Testing

/// Screens written as pictures, pages and recordings.
struct ScreenPictureTests {
  private var grid: Grid {
    var grid = Grid(Size(12, 2))
    grid.write("a < b & c", at: Position(0, 0), Style(.heading))
    grid[0, 1] = Cell("▀", Style(.value, ink: .signed(6), paper: .signed(-6)))
    grid.write("5", at: Position(2, 1), Style(.focus))
    grid.write("say \"\\\"", at: Position(4, 1))
    return grid
  }
  private let theme = Theme(.direct, on: .known(0x102030))

  private func hexadecimal(_ shade: Shade) throws -> String {
    String(format: "#%06x", try #require(theme.ramp.color(of: shade)).rgb)
  }

  @Test func `a vector picture has the colours, the words and the halves of cells`() throws {
    let text = VectorScreen(grid, theme).text
    #expect(text.contains("a &lt; b &amp; c"))
    #expect(text.contains("font-weight=\"bold\""))
    // the background, and the two halves of the first cell of the second row
    #expect(text.contains("fill=\"#102030\""))
    let upper =
      "<rect x=\"0\" y=\"168\" width=\"84\" height=\"84\" fill=\"\(try hexadecimal(.signed(6)))\"/>"
    let whole =
      "<rect x=\"0\" y=\"168\" width=\"84\" height=\"168\" fill=\"\(try hexadecimal(.signed(-6)))\"/>"
    #expect(text.contains(upper) && text.contains(whole))
    #expect(!text.contains("▀"))
  }

  @Test func `every element of a vector picture is closed`() {
    let text = VectorScreen(grid, theme).text
    for name in ["svg", "g", "text"] {
      let opened = text.components(separatedBy: "<\(name) ").count
      #expect(opened == text.components(separatedBy: "</\(name)>").count && opened > 1)
    }
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
  }

  @Test func `a page has each row, and what is reversed has its colours changed over`() {
    let text = HypertextScreen(grid, theme).text
    #expect(text.contains("a &lt; b &amp; c"))
    #expect(
      text.contains("<span style=\"color:#102030;background:#dadada;font-weight:bold\">5</span>"))
  }

  @Test func `a recording has a frame for each screen, as JSON`() throws {
    let text = ScreenRecording([grid, grid], theme, secondsEach: 0.5).text
    let lines = text.split(separator: "\n").map { Data($0.utf8) }
    let head = try #require(JSONSerialization.jsonObject(with: lines[0]) as? [String: Int])
    #expect(head == ["version": 2, "width": 12, "height": 2])
    let events = try lines.dropFirst().map {
      try #require(JSONSerialization.jsonObject(with: $0) as? [Any])
    }
    #expect(events.map { $0[0] as? Double } == [0, 0.5])
    let frame = try #require(events[1][2] as? String)
    #expect(frame.hasPrefix("\u{1B}[H") && frame.contains("say \"\\\"") && frame.contains("\r\n"))
  }

  @Test func `coloured text names 24-bit colours by red, green and blue`() throws {
    let rgb = try #require(theme.ramp.color(of: .signed(6))).rgb
    let text = ColoredText(grid, theme).text
    #expect(text.contains("38;2;\(rgb >> 16);\(rgb >> 8 & 255);\(rgb & 255)"))
    #expect(!ColoredText(grid, Theme(.many, on: .dark)).text.contains("38;2;"))
  }
}
