import Experiments
import Lessons
import Screens

/// All experiments, below the questions that they belong to.
struct ExperimentList: View {
  /// The heads of the questions by number: `2 Pre-activation`.
  let chapters: [Int: String]
  private(set) var chosen = 0

  init(_ chapters: [FrontMatter]) {
    self.chapters = Dictionary(
      chapters.map { ($0.number, $0.heading) }, uniquingKeysWith: { first, _ in first })
  }

  private var all: [any Experiment] { Experiments.all }

  var hints: [Hint] {
    [
      Hint(.up, .down, word: "choose"), Hint(.open, word: "open"),
      Hint(.nextPoint, word: "next question"),
      Hint(.previousPoint, word: "question before", isHidden: true),
      Hint(.pageUp, .pageDown, word: "page", isHidden: true),
      Hint(.first, .last, word: "first, last", isHidden: true), Hint(.help, word: "keys"),
      Hint(.leave, word: "back"),
    ]
  }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    let page = screen.size.height - 6
    switch command {
    case .down: choose(chosen + 1)
    case .up: choose(chosen - 1)
    case .pageDown: choose(chosen + page)
    case .pageUp: choose(chosen - page)
    case .first: choose(count.flatMap(first) ?? 0)
    case .last: choose(all.count - 1)
    case .nextPoint: choose(first(of: all[chosen].lesson + 1) ?? chosen)
    case .previousPoint: choose(first(of: all[chosen].lesson - 1) ?? 0)
    case .open:
      let experiment = all[chosen]
      return [.go(.view(Entrance(Laboratory(experiment, chapter: chapters[experiment.lesson]))))]
    default: break
    }
    return []
  }

  private func first(of lesson: Int) -> Int? { all.firstIndex { $0.lesson == lesson } }
  private mutating func choose(_ index: Int) { chosen = min(max(index, 0), all.count - 1) }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    page.title(["experiments"], "\(all.count) experiments")
    page.rule(row: 1)
    let room = page.height - 6
    let first = min(max(0, chosen - room / 2), max(all.count - room, 0))
    let middle = 26
    for (row, experiment) in all.dropFirst(first).prefix(room).enumerated() {
      let index = first + row
      let isChosen = index == chosen
      let style = Style(isChosen ? .focus : .text)
      if row == 0 || all[index - 1].lesson != experiment.lesson {
        let head = chapters[experiment.lesson] ?? "\(experiment.lesson)"
        page.grid.write(
          Text.clipped(head, to: middle - 4), at: Position(2, row + 2), Style(.heading))
      }
      page.grid.write(isChosen ? "▸" : " ", at: Position(middle - 2, row + 2), style)
      page.grid.write(
        Text.clipped(experiment.title, to: page.width - middle - 1), at: Position(middle, row + 2),
        style)
      if isChosen { page.grid.cursor = Position(middle - 2, row + 2) }
    }
    page.rule(row: page.height - 4)
    let (title, question) = (all[chosen].title, all[chosen].question)
    let isCut = title.unicodeScalars.count > page.width - middle - 1
    let head = isCut ? title + (title.hasSuffix("?") ? " " : ": ") : ""
    let lines = Text.wrapped(head + question, to: page.width - 2)
    for (row, line) in lines.prefix(2).enumerated() {
      page.grid.write(line, at: Position(1, page.height - 3 + row))
    }
    page.footer(hints)
    return page.grid
  }
}
