/// A screen as text with the escape sequences of its colours, for terminals and screenshots.
public struct ColoredText {
  public let text: String

  public init(_ grid: Grid, _ theme: Theme) {
    var text = ""
    for row in 0..<grid.size.height {
      var last: Style?
      for column in 0..<grid.size.width {
        let cell = grid[column, row]
        if cell.style != last {
          text += Self.sequence(theme.look(of: cell.style))
          last = cell.style
        }
        text.unicodeScalars.append(cell.glyph)
      }
      text += "\u{1B}[0m" + (row + 1 < grid.size.height ? "\n" : "")
    }
    self.text = text
  }

  private static func name(of color: Color) -> String {
    color.isRedefined
      ? "2;\(color.rgb >> 16);\(color.rgb >> 8 & 255);\(color.rgb & 255)" : "5;\(color.number)"
  }

  private static func sequence(_ look: Look) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7"),
    ]
    codes += attributes.filter { look.attributes.contains($0.0) }.map(\.1)
    if let foreground = look.foreground { codes.append("38;\(name(of: foreground))") }
    if let background = look.background { codes.append("48;\(name(of: background))") }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}
