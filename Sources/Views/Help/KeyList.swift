import Screens

/// What keys do in a view, a line each, the most useful first; behind them what acts everywhere.
struct KeyList: Sendable {
  struct Line: Sendable {
    /// The first one is the one that is pressed where the line is chosen.
    let keys: [Key]
    let words: String
    /// Why the key can do nothing at the moment.
    let refusal: String?
    let isEverywhere: Bool
  }

  let lines: [Line]

  /// What acts in every view.
  static let everywhere: [Command] = [.search, .palette, .address, .help, .mouse, .repaint]

  init(_ hints: [Hint]) {
    var lines: [Line] = []
    var named: Set<Command> = []
    // what two hints name is told by the one that acts
    for hint in hints.filter({ $0.refusal == nil }) + hints.filter({ $0.refusal != nil }) {
      for command in hint.commands where !Self.isCommon(command) {
        guard let binding = Binding.of(command), named.insert(command).inserted else { continue }
        // a key of its own stands where letters are text
        let keys = hint.key.map { own in
          [own]
            + binding.keys.filter { key in
              if case .character = key { false } else { key != own }
            }
        }
        lines.append(
          Line(
            keys: keys ?? binding.keys,
            words: hint.commands.count == 1 ? hint.word : binding.description,
            refusal: hint.refusal, isEverywhere: false))
      }
    }
    for command in Self.everywhere {
      guard let binding = Binding.of(command) else { continue }
      lines.append(
        Line(
          keys: binding.keys, words: hints.word(for: command) ?? binding.description,
          refusal: nil, isEverywhere: true))
    }
    self.lines = lines
  }

  /// Whether a command stands among those that act everywhere.
  private static func isCommon(_ command: Command) -> Bool { everywhere.contains(command) }
}

extension [Hint] {
  /// What a view calls a command, where a hint names it alone.
  fileprivate func word(for command: Command) -> String? {
    first { $0.commands == [command] && command != .help }?.word
  }
}
