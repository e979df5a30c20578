/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Sendable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case many = 256
  /// Red, green and blue of eight bits each.
  case direct = 16_777_216

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Which characters a terminal shows.
public enum GlyphTier: Sendable {
  case unicode
  /// None that a terminal set up for Chinese, Japanese or Korean may draw two cells wide.
  case narrow
  /// None but those below 128.
  case ascii

  /// Whether lines, blocks and mathematics are drawn with letters and signs below 128.
  public var isPlain: Bool { self != .unicode }
}

/// What a view draws on: how large it is and what it can show.
public struct Screen: Hashable, Sendable {
  public var size: Size
  public var colors: ColorDepth
  public var glyphs: GlyphTier

  public init(_ size: Size, colors: ColorDepth = .many, glyphs: GlyphTier = .unicode) {
    self.size = size
    self.colors = colors
    self.glyphs = glyphs
  }
}
