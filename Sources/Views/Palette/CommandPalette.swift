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
    /// Whether it is a piece of a lesson's text, found by its words alone.
    var isText = false

    /// The same with its words from a little before a text on, so that it is in sight.
    fileprivate func around(_ text: String) -> Entry {
      guard isText, let place = words.place(ofLowercased: text) else { return self }
      let start = words.index(place, offsetBy: -12, limitedBy: words.startIndex) ?? words.startIndex
      // from a whole word on
      let blank = words[start..<place].firstIndex(of: " ").map { words.index(after: $0) }
      let from = start == words.startIndex ? start : blank ?? place
      return Entry(
        name: name, words: (from == words.startIndex ? "" : "… ") + words[from...], key: key,
        deed: deed, isText: true)
    }
  }
  enum Deed: Sendable {
    case press(Key)
    case order(String, argument: String)
    case act(Effect)
  }
  /// What a key did to the sheet.
  enum Result: Sendable {
    case stays
    case closes
    case does(Deed)
  }

  /// What stands before the field: `:` or `/`.
  let sign: String
  private(set) var commands: [Entry]
  let orders: [NamedCommand]
  private(set) var text = ""
  private(set) var chosen = 0

  /// All commands of a view, those with a key from the same table as the help.
  init(hints: [Hint], orders: [NamedCommand], glyphs: GlyphTier) {
    sign = ":"
    self.orders = orders
    commands = KeyList(hints).lines.map { line in
      Entry(
        name: line.words, words: "",
        key: line.keys.map { $0.label(glyphs) }.joined(separator: " "),
        deed: .press(line.keys[0]))
    }
  }

  /// What can be found in a view.
  init(finding entries: [Entry]) {
    sign = "/"
    orders = []
    commands = entries
  }

  /// Whether it looks for places, not for commands.
  var isFinding: Bool { sign == "/" }
  /// Takes what else can be found; what was typed stays.
  mutating func find(in entries: [Entry]) { commands = entries }

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
    return sign == "/" ? found(in: all) : Self.ranked(all, text) { [$0.name, $0.words] }
  }

  /// What contains the text: first names that begin with it, then names, then words.
  private func found(in entries: [Entry]) -> [Entry] {
    guard !text.isEmpty else { return entries.filter { !$0.isText } }
    let wanted = text.lowercased()
    func rank(_ entry: Entry) -> Int? {
      let name = entry.name.lowercased()
      if !entry.isText, name.hasPrefix(wanted) { return 0 }
      if !entry.isText, name.contains(wanted) { return 1 }
      return entry.words.lowercased().contains(wanted) ? entry.isText ? 3 : 2 : nil
    }
    return entries.enumerated().compactMap { place, entry in
      rank(entry).map { ($0, place, entry.around(wanted)) }
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
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

extension String {
  /// Where a text in small letters begins, in whatever case it stands here.
  fileprivate func place(ofLowercased text: String) -> Index? {
    indices.first { self[$0...].prefix(text.count).lowercased() == text }
  }
}
