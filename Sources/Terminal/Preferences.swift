import Screens

/// What the user asked for about colour: `--color`.
public enum ColorPreference: String, CaseIterable, Sendable {
  case auto, always, never

  /// How many colours to use where the terminal promises so many.
  ///
  /// The option beats `NO_COLOR`, that beats `CLICOLOR_FORCE`, that beats `CLICOLOR=0`, and what
  /// is left is the terminal's own word; more than it promises is never used.
  public func depth(promised: Int, environment: (String) -> String?) -> ColorDepth {
    let isWanted =
      switch self {
      case .always: true
      case .never: false
      case .auto: Self.isWanted(in: environment)
      }
    return switch promised {
    case 256... where isWanted: .many
    case 16... where isWanted: .sixteen
    case 8... where isWanted: .eight
    default: .none
    }
  }

  private static func isWanted(in environment: (String) -> String?) -> Bool {
    if environment("NO_COLOR")?.isEmpty == false { return false }
    if let force = environment("CLICOLOR_FORCE"), force != "0", !force.isEmpty { return true }
    return environment("CLICOLOR") != "0"
  }
}

/// What the user asked for about characters: `--ascii`, or what the locale can show.
public enum GlyphPreference: String, CaseIterable, Sendable {
  case auto, ascii

  public func tier(isUTF8: Bool) -> GlyphTier { isUTF8 && self == .auto ? .unicode : .ascii }
}
