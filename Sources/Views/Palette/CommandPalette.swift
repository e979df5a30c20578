import Networks
import Screens
import Tensors

/// The sheet that rises from the bottom: one types a part of a command, its argument after it.
struct CommandPalette: Sendable {
  /// Something that can be chosen.
  struct Entry: Sendable {
    let name: String
    let words: String
    /// The keys that do the same, so that one need not come back.
    var key = ""
    let deed: Deed
  }
  enum Deed: Sendable {
    case press(Command)
    case order(String, argument: String)
  }
  /// What a key did to the sheet.
  enum Result: Sendable {
    case stays
    case closes
    case does(Deed)
  }

  /// What stands before the field: `:` or `/`.
  let sign: String
  let commands: [Entry]
  let orders: [NamedCommand]
  private(set) var text = ""
  private(set) var chosen = 0

  /// All commands of a view, those with a key from the same table as the help.
  init(hints: [Hint], orders: [NamedCommand], glyphs: GlyphTier) {
    sign = ":"
    self.orders = orders
    commands = Help(hints).bindings.map { binding, words in
      Entry(
        name: words, words: "", key: binding.keys.map { $0.label(glyphs) }.joined(separator: " "),
        deed: .press(binding.command))
    }
  }

  /// What can be found in a view.
  init(finding entries: [Entry]) {
    sign = "/"
    orders = []
    commands = entries
  }

  mutating func press(_ key: Key) -> Result {
    let lines = lines
    switch key {
    case .escape: return .closes
    case .up: chosen = max(chosen - 1, 0)
    case .down: chosen = min(chosen + 1, max(lines.count - 1, 0))
    case .backspace:
      guard !text.isEmpty else { return .closes }
      edit { $0.removeLast() }
    case .control("u"): edit { $0 = "" }
    case .character(let character): edit { if $0.count < 200 { $0.append(character) } }
    case .tab where lines.indices.contains(chosen): complete(lines[chosen])
    case .enter where lines.indices.contains(chosen):
      let line = lines[chosen]
      if case .order(let name, argument: "") = line.deed,
        orders.first(where: { $0.name == name })?.needsArgument == true
      {
        complete(line)
        return .stays
      }
      return .does(line.deed)
    default: break
    }
    return .stays
  }

  private mutating func edit(_ change: (inout String) -> Void) {
    change(&text)
    chosen = 0
  }

  /// Puts a line into the field, ready for the argument where it takes one.
  private mutating func complete(_ line: Entry) {
    guard case .order(let name, let argument) = line.deed else { return edit { $0 = line.name } }
    let takesMore = argument.isEmpty && orders.first { $0.name == name }?.argument != nil
    edit { $0 = argument.isEmpty ? name + (takesMore ? " " : "") : "\(name) \(argument)" }
  }

  /// The order that has been typed to its end, and what follows it.
  private var typed: (order: NamedCommand, argument: String)? {
    guard let blank = text.firstIndex(of: " ") else { return nil }
    let name = text[..<blank]
    guard let order = orders.first(where: { $0.name == name && $0.argument != nil }) else {
      return nil
    }
    return (order, String(text[text.index(after: blank)...]))
  }

  /// What matches, the best first.
  var lines: [Entry] {
    if let (order, argument) = typed {
      var choices = Self.ranked(order.choices, argument) { [$0] }
      // what was typed is an argument as well, unless a choice begins so
      if !argument.isEmpty, !choices.contains(where: { $0.hasPrefix(argument) }) {
        choices.insert(argument, at: 0)
      }
      if choices.isEmpty, order.isArgumentOptional { choices = [""] }
      return choices.map {
        Entry(
          name: $0.isEmpty ? order.name : "\(order.name) \($0)", words: order.description,
          deed: .order(order.name, argument: $0))
      }
    }
    let all =
      orders.map { order in
        Entry(
          name: [order.name, order.argument].compactMap { $0 }.joined(separator: " "),
          words: order.description, deed: .order(order.name, argument: ""))
      } + commands
    return Self.ranked(all, text) { [$0.name, $0.words] }
  }

  /// How many there are before anything is typed.
  var count: Int { orders.count + commands.count }

  /// Why there is no line.
  var fault: String {
    let word = String(text.prefix { $0 != " " })
    let near = nearest(to: word, among: orders.map(\.name))
    return sign == "/"
      ? "nothing here contains ‘\(text)’"
      : "there is no command ‘\(text)’" + (near.map { "; did you mean ‘\($0)’?" } ?? "")
  }

  /// What contains the letters of a text in their order; whole words before scattered letters.
  private static func ranked<Line>(
    _ lines: [Line], _ text: String, _ words: (Line) -> [String]
  ) -> [Line] {
    guard !text.isEmpty else { return lines }
    return lines.enumerated().compactMap { place, line -> (Int, Int, Line)? in
      let ranks = words(line).enumerated().compactMap { index, word in
        rank(of: text.lowercased(), in: word.lowercased()).map { $0 + 2 * index }
      }
      return ranks.min().map { ($0, place, line) }
    }
    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// 0 for a beginning, 1 for a part, 4 for letters in their order; nil for none of it.
  private static func rank(of text: String, in word: String) -> Int? {
    if word.hasPrefix(text) { return 0 }
    if word.contains(text) { return 1 }
    var rest = word[...]
    for letter in text {
      guard let place = rest.firstIndex(of: letter) else { return nil }
      rest = rest[rest.index(after: place)...]
    }
    return 4
  }
}
