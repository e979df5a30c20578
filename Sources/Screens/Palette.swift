/// The 256 colours that a terminal numbers.
///
/// The first sixteen are the user's theme, here as xterm has them; 16 to 231 are a cube of six
/// levels for red, green and blue, 232 to 255 are greys. Data use only what follows the sixteen,
/// which looks the same nearly everywhere.
public enum Palette {
  /// Red, green and blue in one number, `0xRRGGBB`.
  public static func rgb(_ color: Int) -> Int {
    switch color {
    case ..<16: theme[max(color, 0)]
    case ..<232:
      level((color - 16) / 36) << 16 | level((color - 16) / 6 % 6) << 8 | level((color - 16) % 6)
    default: (8 + 10 * (min(color, 255) - 232)) * 0x010101
    }
  }

  /// How bright a colour `0xRRGGBB` is, from 0 to 1 (relative luminance of sRGB, WCAG 2.2).
  public static func luminance(ofRGB rgb: Int) -> Double {
    0.2126 * OKLab.linear(rgb >> 16 & 255) + 0.7152 * OKLab.linear(rgb >> 8 & 255)
      + 0.0722 * OKLab.linear(rgb & 255)
  }

  /// The ratio of contrast of two colours `0xRRGGBB`, from 1 to 21 (WCAG 2.2).
  public static func contrast(ofRGB first: Int, _ second: Int) -> Double {
    let (first, second) = (luminance(ofRGB: first), luminance(ofRGB: second))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// The number of the grey that is as light as a colour `0xRRGGBB`, or nearly.
  static func grey(near rgb: Int) -> Int {
    let lightness = OKLab(rgb).lightness
    return (232...255).min { first, second in
      abs(greys[first - 232] - lightness) < abs(greys[second - 232] - lightness)
    } ?? 244
  }

  private static let greys = (232...255).map { OKLab(rgb($0)).lightness }

  private static let theme = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  private static func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
}

/// A colour that a terminal is asked for.
///
/// A terminal of 256 colours is told the number, one of 24-bit colour the red, green and blue;
/// where it can redefine its colours the number is made to look like those.
public struct Color: Hashable, Sendable {
  /// Its place in the terminal's palette.
  public var number: Int
  /// What it looks like, `0xRRGGBB`.
  public var rgb: Int

  /// A colour of the palette as it is.
  public init(_ number: Int) { self.init(number, rgb: Palette.rgb(number)) }
  public init(_ number: Int, rgb: Int) { (self.number, self.rgb) = (number, rgb) }

  /// Whether the palette must be changed for it.
  public var isRedefined: Bool { rgb != Palette.rgb(number) }
}
