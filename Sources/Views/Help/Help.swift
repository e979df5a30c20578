import Screens

/// The sheet over a view that says what keys do there and what its signs mean.
///
/// Arrows move, Enter does the chosen line, `/` filters; nothing else is typed into it.
struct Help: Sendable {
  /// One row of the sheet.
  enum Row: Sendable {
    case heading(String)
    case key(KeyList.Line)
    case sign(Sign)
    case blank

    var canBeChosen: Bool {
      switch self {
      case .key, .sign: true
      case .heading, .blank: false
      }
    }
  }

  /// What a key did to the sheet.
  enum Result: Sendable {
    case stays
    case closes
    case does(Key)
  }

  let keys: KeyList
  let signs: [Sign]
  /// What is looked for; nothing while nobody filters.
  private(set) var filter: String?
  /// The chosen row, counted from 0.
  private(set) var chosen = 0

  init(_ hints: [Hint], signs: [Sign] = []) {
    keys = KeyList(hints)
    self.signs = signs
    chosen = rows.firstIndex(where: \.canBeChosen) ?? 0
  }

  /// The sheet with nothing filtered.
  private init(keys: KeyList, signs: [Sign]) {
    self.keys = keys
    self.signs = signs
  }
  var unfiltered: Help { Help(keys: keys, signs: signs) }

  /// The rows that fit the filter, all without one.
  var rows: [Row] {
    let here = keys.lines.filter { !$0.isEverywhere && isWanted($0) }
    let everywhere = keys.lines.filter { $0.isEverywhere && isWanted($0) }
    let signs = signs.filter { isWanted($0.meaning) || isWanted($0.glyphs) }
    let parts: [(String, [Row])] = [
      ("keys here", here.map(Row.key)), ("keys everywhere", everywhere.map(Row.key)),
      ("signs", signs.map(Row.sign)),
    ]
    return Array(
      parts.filter { !$0.1.isEmpty }.map { [.heading($0.0)] + $0.1 }.joined(separator: [.blank]))
  }

  private func isWanted(_ line: KeyList.Line) -> Bool {
    isWanted(line.words) || line.keys.contains { isWanted($0.name) }
  }
  private func isWanted(_ text: String) -> Bool {
    guard let filter, !filter.isEmpty else { return true }
    return text.lowercased().contains(filter.lowercased())
  }

  mutating func press(_ key: Key, in screen: Screen) -> Result {
    let page = max(Self.room(in: screen) - 1, 1)
    switch key {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -page)
    case .pageDown: move(by: page)
    case .home: move(by: -rows.count)
    case .end: move(by: rows.count)
    case .enter:
      guard rows.indices.contains(chosen), case .key(let line) = rows[chosen] else { return .stays }
      return .does(line.keys[0])
    case .escape:
      guard filter != nil else { return .closes }
      look(for: nil)
    case .backspace where filter != nil:
      look(for: filter.flatMap { $0.isEmpty ? nil : String($0.dropLast()) })
    case .character(let character):
      guard let filter else { return command(character) }
      look(for: filter + String(character))
    default: break
    }
    return .stays
  }

  /// What a letter does where none is typed.
  private mutating func command(_ letter: Character) -> Result {
    switch letter {
    case "q", "?": return .closes
    case "/": look(for: "")
    case "k": move(by: -1)
    case "j": move(by: 1)
    case "g": move(by: -rows.count)
    case "G": move(by: rows.count)
    default: break
    }
    return .stays
  }

  private mutating func look(for filter: String?) {
    self.filter = filter
    chosen = rows.firstIndex(where: \.canBeChosen) ?? 0
  }

  /// Moves over rows that can be chosen, as far as there are some.
  private mutating func move(by distance: Int) {
    let places = rows.indices.filter { rows[$0].canBeChosen }
    guard let place = places.firstIndex(of: chosen) else { return }
    chosen = places[min(max(place + distance, 0), places.count - 1)]
  }

  /// How many rows there is room for.
  static func room(in screen: Screen) -> Int { screen.size.height - 5 }
}
