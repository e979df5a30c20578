import Lessons
import Screens

/// The glossary: letters look a term up in either language.
struct Terms: TypingView {
  let glossary: Glossary
  private(set) var letters: String
  private(set) var chosen = 0

  init(_ glossary: Glossary, letters: String = "") {
    self.glossary = glossary
    self.letters = letters
  }

  private var found: [GlossaryTerm] { glossary.terms(with: letters) }

  var hints: [Hint] {
    [Hint(.up, .down, word: "choose"), Hint(.out, word: letters.isEmpty ? "back" : "clear")]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] { [] }

  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    let page = max(rows(in: screen) - 1, 1)
    switch key {
    case .escape where letters.isEmpty: return [.close]
    case .escape: look(for: "")
    case .backspace: look(for: String(letters.dropLast()))
    case .control("u"): look(for: "")
    case .down: choose(chosen + 1)
    case .up: choose(chosen - 1)
    case .pageDown: choose(chosen + page)
    case .pageUp: choose(chosen - page)
    case .home: choose(0)
    case .end: choose(.max)
    case .character(let character): look(for: letters + String(character))
    case .control("l"), .control("c"): return nil
    default: break
    }
    return []
  }

  private mutating func look(for letters: String) {
    self.letters = letters
    chosen = 0
  }
  private mutating func choose(_ index: Int) {
    chosen = min(max(index, 0), max(found.count - 1, 0))
  }

  /// The rows of the list.
  private func rows(in screen: Screen) -> Int { screen.size.height - 10 }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    let found = found
    page.title(["terms"], "\(found.count) of \(glossary.terms.count)")
    page.rule(row: 1)
    page.grid.write("look up:", at: Position(3, 3), Style(.quiet))
    // of more letters than fit the last ones are seen
    let end = page.grid.write(
      String(letters.suffix(page.width - 14)), at: Position(12, 3), Style(.term))
    page.grid.write("▏", at: Position(end, 3))
    let room = rows(in: screen)
    let first = min(max(0, chosen - room + 1), max(found.count - room, 0))
    // the Czech word stands beside the English one, which may be long
    let middle = min(max(page.width / 2 - 4, 30), 44)
    for (row, term) in found.dropFirst(first).prefix(room).enumerated() {
      let isChosen = first + row == chosen
      let style = Style(isChosen ? .focus : .text)
      let line = 5 + row
      page.grid.write(isChosen ? "▸" : " ", at: Position(1, line), style)
      page.grid.write(Text.clipped(term.english, to: middle - 5), at: Position(3, line), style)
      page.grid.write(
        Text.clipped(term.czech, to: page.width - middle - 1), at: Position(middle, line))
    }
    page.grid.cursor = Position(end, 3)
    if found.isEmpty {
      page.grid.write("no term has these letters", at: Position(3, 5), Style(.quiet))
    }
    page.rule(row: page.height - 4)
    if found.indices.contains(chosen) {
      let term = found[chosen]
      let definition = Text.wrapped("\(term.english): \(term.line)", to: page.width - 2)
      // the Czech word, which the list may have cut, where the definition leaves a row
      for (row, line) in (definition + [term.czech]).prefix(2).enumerated() {
        page.grid.write(line, at: Position(1, page.height - 3 + row))
      }
    }
    let keys = hints.map { Page.label($0, screen.glyphs) }
    page.grid.write(
      (["type to look up"] + keys).joined(separator: "  "), at: Position(1, page.height - 1))
    return page.grid
  }
}
