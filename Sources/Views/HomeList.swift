import Lessons
import Screens

/// The list of Home as it stands on a screen: lectures with their questions, what to do today, and
/// the other places of the program.
struct HomeList {
  /// What can be chosen.
  enum Choice: Hashable, Sendable {
    case lecture(Lecture)
    /// A question by its number.
    case question(Int)
    /// One of `Home.places` by its index.
    case place(Int)
  }

  /// One line of the list.
  enum Line {
    case lecture(Lecture, [FrontMatter], isFolded: Bool)
    case question(FrontMatter)
    case today
    case place(Int)
    case blank

    var choice: Choice? {
      switch self {
      case .lecture(let lecture, _, _): .lecture(lecture)
      case .question(let front): .question(front.number)
      case .place(let index): .place(index)
      case .today, .blank: nil
      }
    }
  }

  let lines: [Line]
  /// The first line in sight.
  let offset: Int
  /// How many lines are in sight at most.
  let room: Int

  /// The row of the page on which the list begins.
  static let top = 2

  /// Sets the list on a page: blank lines go where room is short, the chosen line is in sight.
  init(
    _ chapters: [FrontMatter], places: Int, folds: [Lecture: Bool], chosen: Choice?,
    in screen: Screen
  ) {
    let height = screen.size.height
    room = max(height - Self.top - (height >= Page.twoPaneSize.height ? 4 : 3), 1)
    let hasToday = height >= 22
    let lectures = chapters.lectures
    let rest = places + (hasToday ? 1 : 0)
    let isWhole = chapters.count + lectures.count + rest <= room
    // where not all questions fit, the lecture of the first one is open
    let home = chapters.min { $0.number < $1.number }?.lecture
    let groups = lectures.map { lecture, questions -> [Line] in
      let isFolded = folds[lecture] ?? (!isWhole && lecture != home)
      return [.lecture(lecture, questions, isFolded: isFolded)]
        + (isFolded ? [] : questions.map(Line.question))
    }
    let count = groups.reduce(0) { $0 + $1.count } + rest
    let blanks = (around: hasToday ? 2 : 1, between: max(groups.count - 1, 0))
    let isParted = count + blanks.around <= room
    let isAiry = count + blanks.around + blanks.between <= room
    var lines = Array(groups.joined(separator: isAiry ? [.blank] : []))
    if isParted { lines.append(.blank) }
    if hasToday { lines += isParted ? [.today, .blank] : [.today] }
    lines += (0..<places).map(Line.place)
    self.lines = lines
    let index = chosen.flatMap { chosen in lines.firstIndex { $0.choice == chosen } } ?? 0
    offset = min(max(index - room + 2, 0), max(lines.count - room, 0))
  }

  /// The lines in sight with their rows on the page.
  var visible: [(line: Line, row: Int)] {
    lines.indices.dropFirst(offset).prefix(room).map { (lines[$0], Self.top + $0 - offset) }
  }

  /// What stands on a row of the page, if it can be chosen.
  func choice(at row: Int) -> Choice? {
    visible.first { $0.row == row }?.line.choice
  }

  /// The choice so many lines further down, or the last one there is.
  func choice(_ steps: Int, from chosen: Choice) -> Choice {
    let choices = lines.compactMap(\.choice)
    guard let index = choices.firstIndex(of: chosen), !choices.isEmpty else {
      return choices.first ?? chosen
    }
    return choices[min(max(index + steps, 0), choices.count - 1)]
  }

  func isFolded(_ lecture: Lecture) -> Bool {
    lines.contains { line in
      if case .lecture(lecture, _, isFolded: true) = line { true } else { false }
    }
  }

  /// How many lines lie below the last one in sight.
  var hiddenBelow: Int { max(lines.count - offset - room, 0) }
}
