/// What a terminal is told about a cell besides its glyph.
public struct Look: Hashable, Sendable {
  /// The number of a colour; nil is the terminal's own.
  public var foreground: Int?
  public var background: Int?
  public var attributes: Attributes

  public init(_ foreground: Int? = nil, _ attributes: Attributes = []) {
    self.foreground = foreground
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

/// What styles look like on a terminal with so many colours.
///
/// The five accents (63, 131, 163, 29 and 243) read on black and on white, so one table serves
/// both; with fewer colours the user's own theme decides. No role is told by colour alone: the
/// views give each a mark as well.
public struct Theme: Hashable, Sendable {
  public var colors: ColorDepth
  public var ramp: Ramp

  public init(_ colors: ColorDepth, ramp: Ramp = .vik) {
    self.colors = colors
    self.ramp = ramp
  }

  public func look(of style: Style) -> Look {
    var look = look(of: style.role)
    look.background = style.paper.flatMap { ramp.color(of: $0, in: colors) }
    if let ink = style.ink.flatMap({ ramp.color(of: $0, in: colors) }) {
      look.foreground = ink
    } else if let background = look.background {
      look.foreground = ink(on: background)
    }
    if style.isUnderlined { look.attributes.insert(.underline) }
    if style.isFocused { look.attributes.formUnion(self.look(of: .focus).attributes) }
    return look
  }

  /// Black or white, whichever reads better on a colour.
  private func ink(on color: Int) -> Int {
    let (black, white) =
      switch colors {
      case .many: (16, 231)
      case .sixteen: (0, 15)
      case .eight, .none: (0, 7)
      }
    return Palette.contrast(black, color) >= Palette.contrast(white, color) ? black : white
  }

  private func look(of role: Role) -> Look {
    let (many, few, none) = Self.looks(of: role)
    return switch colors {
    case .many: many
    case .sixteen, .eight: few
    case .none: none
    }
  }

  /// The looks of a role with 256 colours, with those of the user's theme, and with none.
  private static func looks(of role: Role) -> (many: Look, few: Look, none: Look) {
    switch role {
    case .text, .value: (Look(), Look(), Look())
    case .title, .heading: (Look(nil, .bold), Look(nil, .bold), Look(nil, .bold))
    case .quiet: (Look(Accent.grey), Look(nil, .dim), Look(nil, .dim))
    case .term: (Look(Accent.blue), Look(Basic.cyan), Look())
    case .focus: (Look(nil, [.reverse, .bold]), Look(nil, [.reverse, .bold]), Look(nil, .reverse))
    case .participant:
      (Look(Accent.red, .underline), Look(Basic.yellow, .underline), Look(nil, .underline))
    case .product: (Look(Accent.red, .bold), Look(Basic.yellow, .bold), Look(nil, .bold))
    case .forward: (Look(Accent.blue), Look(Basic.blue), Look(nil, .bold))
    case .backward: (Look(Accent.purple), Look(Basic.magenta), Look(nil, .bold))
    case .upcoming, .barEmpty: (Look(Accent.grey), Look(), Look())
    case .right: (Look(Accent.blue, .bold), Look(Basic.blue, .bold), Look(nil, .bold))
    case .wrong:
      (Look(Accent.red, .bold), Look(Basic.yellow, .bold), Look(nil, [.bold, .underline]))
    case .notice: (Look(Accent.red), Look(Basic.yellow), Look(nil, .underline))
    case .added: (Look(Accent.green), Look(Basic.green), Look(nil, .bold))
    case .removed: (Look(Accent.purple), Look(Basic.magenta), Look())
    case .barFilled: (Look(Accent.blue), Look(Basic.blue), Look())
    }
  }
}

/// Fixed colours with a contrast of 4.5:1 or more on black and on white alike.
private enum Accent {
  static let green = 29
  static let blue = 63
  static let red = 131
  static let purple = 163
  static let grey = 243
}

/// Colours of the user's theme.
private enum Basic {
  static let green = 2
  static let yellow = 3
  static let blue = 4
  static let magenta = 5
  static let cyan = 6
}
