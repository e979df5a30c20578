/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Sendable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case many = 256

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Which characters a terminal shows.
public enum GlyphTier: Sendable {
  case unicode, ascii
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
