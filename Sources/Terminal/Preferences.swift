import CTerminal
import Screens

/// What the user asked for about colour: `--color`.
public enum ColorPreference: String, CaseIterable, Sendable {
  case auto, always, never

  /// How many colours to use where the terminal promises so many.
  ///
  /// The option beats `NO_COLOR`, that beats `CLICOLOR_FORCE`, that beats `CLICOLOR=0`, and what
  /// is left is the terminal's own word; more than it promises is never used. With `isExact` its
  /// 256 colours can be made any others.
  public func depth(
    promised: Int, isExact: Bool = false, environment: (String) -> String?
  ) -> ColorDepth {
    let isWanted =
      switch self {
      case .always: true
      case .never: false
      case .auto: Self.isWanted(in: environment)
      }
    return switch promised {
    case 257... where isWanted: .direct
    case 256 where isWanted: isExact ? .direct : .many
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
  case auto, narrow, ascii

  public func tier(isUTF8: Bool) -> GlyphTier {
    switch self {
    case .auto where isUTF8: .unicode
    case .narrow where isUTF8: .narrow
    default: .ascii
    }
  }
}

/// What the user asked for about synchronized update, which keeps half a frame from being seen.
public enum BracketPreference: String, CaseIterable, Sendable {
  case auto, on, off

  /// Where nothing is said, large frames get it, but for terminals too old to have heard of it.
  func choice(on terminal: String) -> terminal_brackets {
    switch self {
    case .on: terminal_brackets_on
    case .off: terminal_brackets_off
    case .auto:
      Self.isModern(terminal) ? terminal_brackets_large : terminal_brackets_off
    }
  }

  /// Whether a terminal can be expected to pass over what it does not understand.
  static func isModern(_ terminal: String) -> Bool {
    !["linux", "dumb", "vt"].contains { terminal.hasPrefix($0) }
  }
}

/// What lies behind the text, as far as that is known before the terminal is asked.
extension Background {
  /// What the environment says: the Linux console is black, and some terminals name their colours.
  init(environment: (String) -> String?) {
    if environment("TERM")?.hasPrefix("linux") == true {
      self = .dark
    } else {
      self = environment("COLORFGBG").flatMap { Background(colorfgbg: $0) } ?? .unknown
    }
  }
}
