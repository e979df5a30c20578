/// What is known of the colour behind the text.
public enum Background: Hashable, Sendable {
  case unknown, dark, light
  /// What the terminal itself says, `0xRRGGBB`.
  case known(Int)

  /// Whether black is easier to read on it than white.
  public var isLight: Bool {
    switch self {
    case .unknown, .dark: false
    case .light: true
    case .known(let rgb): OKLab(rgb).lightness > 0.6
    }
  }

  /// The colour that zero has, or that is taken for it where it is not known.
  public var rgb: Int {
    switch self {
    case .unknown, .dark: Palette.rgb(Self.assumedDark)
    case .light: 0xFFFFFF
    case .known(let rgb): rgb
    }
  }

  /// A dark grey: most dark themes are near it, and it can be seen on black.
  static let assumedDark = 233

  /// What the variable `COLORFGBG` of rxvt, Konsole and others says: `15;0` is white on black.
  public init?(colorfgbg: String) {
    switch colorfgbg.split(separator: ";").last {
    case "7", "15": self = .light
    case "0", "1", "2", "3", "4", "5", "6", "8": self = .dark
    default: return nil
    }
  }
}
