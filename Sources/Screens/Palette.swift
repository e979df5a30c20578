#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

  /// How bright a colour is, from 0 to 1 (relative luminance of sRGB, WCAG 2.2).
  public static func luminance(_ color: Int) -> Double { luminances[min(max(color, 0), 255)] }

  /// The ratio of contrast of two colours, from 1 to 21 (WCAG 2.2).
  public static func contrast(_ first: Int, _ second: Int) -> Double {
    let (first, second) = (luminance(first), luminance(second))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static let theme = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  private static let luminances: [Double] = (0...255).map { color in
    let rgb = rgb(color)
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255)
      + 0.0722 * linear(rgb & 255)
  }

  private static func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }

  private static func linear(_ channel: Int) -> Double {
    let value = Double(channel) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
