import Foundation
import Screens
import Testing

struct ASCIITests {
  @Test func `lines that were passed and lines to come differ`() {
    #expect(inASCII("┃━┣┏┓╋", .forward) == "|-++++")
    #expect(inASCII("│─├┌┐┼", .backward) == "|-++++")
    #expect(inASCII("│─├┌┐┼", .upcoming) == ":.++++")
    #expect(inASCII("────", .quiet) == "----")
  }

  @Test func `the screens of the reference read as they are drawn there`() {
    #expect(inASCII("▸conv 3×3/2, 4 · BN", .text) == ">conv 3x3/2, 4 . BN")
    #expect(inASCII("├◄────┘", .upcoming) == "+<....+")
    #expect(inASCII("5 of 27 · forward", .title) == "5 of 27 - forward")
    #expect(inASCII("◆◆●●◉○○◇○", .text) == "##==@..:.")
    #expect(inASCII("██░░", .barFilled) == "##..")
    #expect(inASCII("−.27 Σ ∂ … ‘in’ › ←→↑↓", .text) == "-.27 S d . 'in' > <>^v")
  }

  @Test func `what has no stand-in is a question mark`() {
    #expect(inASCII("漢\u{1F600}\u{7}", .text) == "???")
  }

  @Test func `a grid keeps its size, its styles and its cursor`() {
    var grid = Grid(lines: ["┏━┓ ×", "┃ ┃  "], style: Style(.forward))
    grid.cursor = Position(1, 1)
    let ascii = grid.inASCII()
    #expect(ascii.lines == ["+-+ x", "| |  "])
    #expect(ascii.cells.map(\.style) == grid.cells.map(\.style))
    #expect(ascii.size == grid.size && ascii.cursor == grid.cursor)
  }

  @Test func `every glyph that a source or a lesson writes has a stand-in of one cell`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    var alphabet: Set<Unicode.Scalar> = []
    for folder in ["Sources", "lessons"] {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in try #require(files)
      where ["swift", "md", "block"].contains(file.pathExtension)
        // letters that a student may type are read there, and never written
        && !file.path.contains("Equations/Reading")
      {
        alphabet.formUnion(try String(contentsOf: file, encoding: .utf8).unicodeScalars)
      }
    }
    #expect(alphabet.count > 100)
    for glyph in alphabet where glyph.value > 0x7E {
      #expect(
        Glyphs.printable(glyph) == glyph, "U+\(String(glyph.value, radix: 16)) is not printed")
      for role in [Role.text, .upcoming] where glyph != "\u{FFFD}" && glyph != "¿" {
        let ascii = Glyphs.ascii(for: glyph, role: role)
        #expect(ascii != "?" && 0x20...0x7E ~= ascii.value, "‘\(glyph)’ has no stand-in")
      }
    }
  }

  private func inASCII(_ text: String, _ role: Role) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { Glyphs.ascii(for: $0, role: role) }))
  }
}
