/// Which of its four neighbours a cell of lines is joined to, and how heavily.
///
/// A picture is painted as arms; junctions such as `├` and `┬` come out by themselves where
/// lines meet.
public struct Arms: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let up = Arms(rawValue: 1)
  public static let right = Arms(rawValue: 2)
  public static let down = Arms(rawValue: 4)
  public static let left = Arms(rawValue: 8)

  static let light: [Unicode.Scalar] = Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼".unicodeScalars)
  static let heavy: [Unicode.Scalar] = Array(" ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋".unicodeScalars)

  /// The glyph of these arms: light for lines to come, heavy where data has passed.
  public func glyph(isHeavy: Bool) -> Unicode.Scalar {
    (isHeavy ? Self.heavy : Self.light)[Int(rawValue & 15)]
  }
}
