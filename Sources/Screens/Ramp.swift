/// Thirteen colours from the most negative value over exact zero to the most positive.
///
/// Each is lightness-ordered on either side of zero and holds under the common kinds of colour
/// blindness: six blues, one neutral that only zero gets, six reds (after Crameri's scientific
/// colour maps *vik* and *berlin*).
public enum Ramp: Sendable {
  /// Zero is light: for light and unknown backgrounds.
  case vik
  /// Zero is dark and great values glow: for dark backgrounds.
  case berlin

  /// The thirteen colours of a terminal with 256.
  public var colors: [Int] {
    switch self {
    case .vik: Self.vikColors
    case .berlin: Self.berlinColors
    }
  }

  private static let vikColors = [19, 24, 26, 67, 110, 152, 255, 223, 180, 173, 130, 124, 88]
  private static let berlinColors = [147, 110, 31, 25, 23, 17, 16, 52, 88, 124, 131, 174, 217]

  /// The colour of a shade; nil is the terminal's own, and fewer colours make fewer bins.
  public func color(of shade: Shade, in depth: ColorDepth) -> Int? {
    guard case .signed(let step) = shade else { return Self.invalid(in: depth) }
    let bin = min(max(Int(step), -6), 6)
    return switch depth {
    case .many: colors[bin + 6]
    case .sixteen: [4, 12, nil, 9, 1][bin.signum() * (abs(bin) > 3 ? 2 : 1) + 2]
    case .eight: [4, nil, 1][bin.signum() + 1]
    case .none: nil
    }
  }

  private static func invalid(in depth: ColorDepth) -> Int? {
    switch depth {
    case .many: 201
    case .sixteen, .eight: 5
    case .none: nil
    }
  }
}
