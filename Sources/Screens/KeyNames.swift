extension Key {
  /// A key by its name in scripts: `right`, `ctrl-l`, or a character for itself; nil if unknown.
  public init?(name: some StringProtocol) {
    if let word = Self.words.first(where: { $0.name == name }) {
      self = word.key
    } else if name.hasPrefix("ctrl-"), let letter = name.dropFirst(5).first, name.count == 6 {
      self = .control(Character(letter.lowercased()))
    } else if let character = name.first, name.count == 1 {
      self = .character(character)
    } else {
      return nil
    }
  }

  /// The key as a footer or the help writes it: `→`, `⏎`, `ctrl-l`, `g`.
  public var name: String {
    switch self {
    case .character(let character): character == " " ? "space" : String(character)
    case .control(let letter): "ctrl-\(letter)"
    default: Self.words.first { $0.key == self }?.sign ?? ""
    }
  }

  /// The key as scripts write it: `right`, `ctrl-l`, `g`; `init(name:)` reads it.
  public var scriptName: String {
    Self.words.first { $0.key == self }?.name ?? name
  }

  private static let words: [(name: String, sign: String, key: Key)] = [
    ("up", "↑", .up), ("down", "↓", .down), ("left", "←", .left), ("right", "→", .right),
    ("home", "home", .home), ("end", "end", .end),
    ("pgup", "pgup", .pageUp), ("pgdn", "pgdn", .pageDown),
    ("enter", "⏎", .enter), ("esc", "esc", .escape),
    ("tab", "⇥", .tab), ("shift-tab", "shift-⇥", .backTab),
    ("backspace", "⌫", .backspace), ("del", "del", .delete),
    ("space", "space", .character(" ")),
  ]
}
