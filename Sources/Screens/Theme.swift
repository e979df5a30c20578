/// What a terminal is told about a cell besides its glyph.
public struct Look: Hashable, Sendable {
  /// Nil is the terminal's own.
  public var foreground: Color?
  public var background: Color?
  public var attributes: Attributes

  public init(_ foreground: Int? = nil, _ attributes: Attributes = []) {
    self.foreground = foreground.map { Color($0) }
    self.attributes = attributes
  }
}

/// How text is set off without a colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
}

/// What styles look like on a terminal with so many colours, on such a background.
///
/// With fewer than 256 colours the user's own theme decides. No role is told by colour alone: the
/// views give each a mark as well.
public struct Theme: Hashable, Sendable {
  public let colors: ColorDepth
  public let ramp: Ramp
  private let accents: Accents

  public init(_ colors: ColorDepth, on background: Background = .unknown) {
    self.colors = colors
    ramp = Ramp(colors, on: background)
    accents =
      background == .unknown ? .anywhere : background.isLight ? .onLight : .onDark
  }

  /// The colours of the palette that must be given another look, by their numbers.
  public var redefined: [Color] {
    ramp.colors.filter(\.isRedefined).sorted { $0.number < $1.number }
  }

  public func look(of style: Style) -> Look {
    var look = look(of: style.role)
    look.background = style.paper.flatMap(ramp.color(of:))
    if let ink = style.ink.flatMap(ramp.ink(of:)) {
      look.foreground = ink
    } else if let background = look.background {
      look.foreground = ink(on: background)
    }
    if style.isUnderlined { look.attributes.insert(.underline) }
    if style.isFocused { look.attributes.formUnion(self.look(of: .focus).attributes) }
    return look
  }

  /// Black or white, whichever reads better on a colour: one of them always has 4.5:1.
  private func ink(on color: Color) -> Color {
    let (black, white) =
      switch colors {
      case .direct, .many: (Color(16), Color(231))
      case .sixteen: (Color(0), Color(15))
      case .eight, .none: (Color(0), Color(7))
      }
    let contrast = { Palette.contrast(ofRGB: $0, color.rgb) }
    return contrast(black.rgb) >= contrast(white.rgb) ? black : white
  }

  private func look(of role: Role) -> Look {
    let (many, few, none) = looks(of: role)
    return switch colors {
    case .direct, .many: many
    case .sixteen, .eight: few
    case .none: none
    }
  }

  /// The looks of a role with 256 colours, with those of the user's theme, and with none.
  private func looks(of role: Role) -> (many: Look, few: Look, none: Look) {
    switch role {
    case .text, .value: (Look(), Look(), Look())
    case .title, .heading: (Look(nil, .bold), Look(nil, .bold), Look(nil, .bold))
    case .quiet: (Look(accents.grey), Look(nil, .dim), Look(nil, .dim))
    case .key: (Look(accents.blue, .bold), Look(nil, .bold), Look(nil, .bold))
    case .term: (Look(accents.blue), Look(Basic.cyan), Look())
    case .focus: (Look(nil, [.reverse, .bold]), Look(nil, [.reverse, .bold]), Look(nil, .reverse))
    case .participant:
      (Look(accents.red, .underline), Look(Basic.yellow, .underline), Look(nil, .underline))
    case .product: (Look(accents.red, .bold), Look(Basic.yellow, .bold), Look(nil, .bold))
    case .forward: (Look(accents.blue), Look(Basic.blue), Look(nil, .bold))
    case .backward: (Look(accents.purple), Look(Basic.magenta), Look(nil, .bold))
    case .upcoming, .barEmpty: (Look(accents.grey), Look(), Look())
    case .right: (Look(accents.blue, .bold), Look(Basic.blue, .bold), Look(nil, .bold))
    case .wrong:
      (Look(accents.red, .bold), Look(Basic.yellow, .bold), Look(nil, [.bold, .underline]))
    case .notice: (Look(accents.red), Look(Basic.yellow), Look(nil, .underline))
    case .added: (Look(accents.green), Look(Basic.green), Look(nil, .bold))
    case .removed: (Look(accents.purple), Look(Basic.magenta), Look())
    case .barFilled: (Look(accents.blue), Look(Basic.blue), Look())
    }
  }
}

/// Colours of the palette that set words off, with a contrast of 4.5:1 or more to the background.
private struct Accents: Hashable {
  let green, blue, red, purple, grey: Int

  /// On black and on white alike.
  static let anywhere = Accents(green: 29, blue: 63, red: 131, purple: 163, grey: 243)
  /// On black and the dark greys and blues of common themes.
  static let onDark = Accents(green: 114, blue: 111, red: 210, purple: 176, grey: 247)
  /// On white and the yellowish and greyish whites of common themes.
  static let onLight = Accents(green: 22, blue: 25, red: 124, purple: 127, grey: 241)
}

/// Colours of the user's theme.
private enum Basic {
  static let green = 2
  static let yellow = 3
  static let blue = 4
  static let magenta = 5
  static let cyan = 6
}
