import CTerminal

/// What can be known of the terminal without opening it.
public struct TerminalProbe: Sendable {
  /// How many colours terminfo promises; nothing where it knows no such terminal, or one that
  /// cannot move its cursor.
  public let colors: Int?
  /// Whether the characters of the locale are UTF-8; false where the locale is not installed.
  public let isUTF8: Bool

  public init(colors: Int?, isUTF8: Bool) {
    self.colors = colors
    self.isUTF8 = isUTF8
  }

  /// Asks terminfo and the C library about the terminal and the locale of this process.
  public static func ofProcess() -> TerminalProbe {
    let promised = terminal_promised_colors()
    return TerminalProbe(
      colors: promised < 0 ? nil : Int(promised), isUTF8: terminal_is_utf8())
  }
}
