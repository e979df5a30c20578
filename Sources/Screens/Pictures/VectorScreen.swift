/// A screen as an SVG picture, exactly as a terminal shows it, for slides and pages.
public struct VectorScreen {
  public let text: String

  public init(_ grid: Grid, _ theme: Theme) {
    let (width, height) = (grid.size.width * Self.column, grid.size.height * Self.row)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width + 160) \(height + 160)" \
      font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="140">
      """,
      "<rect width=\"100%\" height=\"100%\" rx=\"60\" fill=\"\(Self.fill(theme))\"/>",
      "<g transform=\"translate(80 80)\" xml:space=\"preserve\">",
    ]
    for row in 0..<grid.size.height {
      for run in grid.runs(ofRow: row, theme) {
        lines += Self.papers(run.column, row, run.inked, run.glyphs)
      }
    }
    for row in 0..<grid.size.height {
      for run in grid.runs(ofRow: row, theme) {
        lines += Self.words(run.column, row, run.inked, run.glyphs)
      }
    }
    text = (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
  }

  /// The extent of a cell, in hundredths of a point of type, near that of common typefaces.
  private static let column = 84
  private static let row = 168

  private static func fill(_ theme: Theme) -> String {
    Inked.hexadecimal(theme.ramp.background.rgb)
  }

  /// What lies behind the glyphs; halves of a cell are drawn here too, for no typeface fills them.
  private static func papers(
    _ column: Int, _ row: Int, _ inked: Inked, _ glyphs: [Unicode.Scalar]
  ) -> [String] {
    func rectangle(_ start: Int, _ count: Int, top: Int, height: Int, _ rgb: Int) -> String {
      let (x, y) = (Self.column * (column + start), Self.row * row + top)
      return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(Self.column * count)\" height=\"\(height)\" "
        + "fill=\"\(Inked.hexadecimal(rgb))\"/>"
    }
    var lines: [String] = []
    if let paper = inked.background {
      lines.append(rectangle(0, glyphs.count, top: 0, height: Self.row, paper))
    }
    for (index, glyph) in glyphs.enumerated() {
      switch glyph {
      case "▀": lines.append(rectangle(index, 1, top: 0, height: Self.row / 2, inked.foreground))
      case "▄":
        lines.append(
          rectangle(index, 1, top: Self.row / 2, height: Self.row / 2, inked.foreground))
      case "█": lines.append(rectangle(index, 1, top: 0, height: Self.row, inked.foreground))
      default: break
      }
    }
    return lines
  }

  private static func words(
    _ column: Int, _ row: Int, _ inked: Inked, _ glyphs: [Unicode.Scalar]
  ) -> [String] {
    let glyphs = glyphs.map { "▀▄█".unicodeScalars.contains($0) ? " " : $0 }
    guard glyphs.contains(where: { $0 != " " }) else { return [] }
    var attributes = ""
    if inked.attributes.contains(.bold) { attributes += " font-weight=\"bold\"" }
    if inked.attributes.contains(.underline) { attributes += " text-decoration=\"underline\"" }
    if inked.attributes.contains(.dim) { attributes += " opacity=\"0.6\"" }
    return [
      "<text x=\"\(Self.column * column)\" y=\"\(Self.row * row + 130)\" "
        + "textLength=\"\(Self.column * glyphs.count)\" lengthAdjust=\"spacingAndGlyphs\" "
        + "fill=\"\(Inked.hexadecimal(inked.foreground))\"\(attributes)>\(glyphs.escaped)</text>"
    ]
  }
}
