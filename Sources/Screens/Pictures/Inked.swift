/// The colours of a cell as pictures need them, which have no terminal to fill in its own.
struct Inked: Hashable {
  var foreground: Int
  /// Nil is the picture's own background.
  var background: Int?
  let attributes: Attributes

  init(_ style: Style, _ theme: Theme) {
    let look = theme.look(of: style)
    attributes = look.attributes
    foreground = look.foreground?.rgb ?? theme.ramp.background.inkRGB
    background = look.background?.rgb
    guard attributes.contains(.reverse) else { return }
    (foreground, background) = (background ?? theme.ramp.background.rgb, foreground)
  }

  static func hexadecimal(_ rgb: Int) -> String {
    let digits = String(rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

extension Background {
  /// A colour for text on it, where no terminal says which.
  var inkRGB: Int { isLight ? 0x1C1C1C : 0xDADADA }
}

extension Grid {
  /// The cells of a row in runs that look alike: the column of the first, their look and glyphs.
  func runs(
    ofRow row: Int, _ theme: Theme
  ) -> [(column: Int, inked: Inked, glyphs: [Unicode.Scalar])] {
    var runs: [(column: Int, inked: Inked, glyphs: [Unicode.Scalar])] = []
    var style: Style?
    for column in 0..<size.width {
      let cell = self[column, row]
      if cell.style != style {
        style = cell.style
        runs.append((column, Inked(cell.style, theme), []))
      }
      runs[runs.count - 1].glyphs.append(cell.glyph)
    }
    return runs
  }
}

extension [Unicode.Scalar] {
  /// The characters as text of XML and HTML.
  var escaped: String {
    reduce(into: "") { text, scalar in
      switch scalar {
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      // XML 1.0 has no place for these (section 2.2)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
