import Screens

/// Some commands and the word for what they do here: `←→ step`.
struct Hint: Sendable {
  let commands: [Command]
  let word: String
  /// The word where the footer is short of room.
  let short: String
  /// Whether only the help names it, never the footer.
  let isHidden: Bool
  /// Why these keys can do nothing at the moment, in a sentence; the footer leaves them out then,
  /// and pressing one says it.
  let refusal: String?
  /// The key that is named where it is not the first one of the table.
  let key: Key?

  init(
    _ commands: Command..., word: String, short: String? = nil, isHidden: Bool = false,
    unless refusal: String? = nil, key: Key? = nil
  ) {
    self.commands = commands
    self.word = word
    self.short = short ?? word
    self.isHidden = isHidden
    self.refusal = refusal
    self.key = key
  }

  /// The key that a footer names for one of the commands.
  func key(of command: Command) -> Key? { key ?? Binding.of(command)?.keys.first }
}

extension [Hint] {
  /// Why a key can do nothing here, where every hint that names it refuses it.
  func refusal(of key: Key) -> String? {
    let own = filter { $0.key == key }
    let naming =
      own.isEmpty
      ? filter { hint in
        hint.key == nil && hint.commands.contains { Binding.of($0)?.keys.contains(key) == true }
      } : own
    guard naming.allSatisfy({ $0.refusal != nil }) else { return nil }
    return naming.first?.refusal
  }
}
