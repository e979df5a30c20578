import Lessons
import Quiz
import Screens
import Study

/// What has been learnt: points to expect, the weakest lines, the habit; all from the log.
struct Progress: TypingView, LevelledView, OpeningView, OutcomeView {
  private(set) var standing: Standing
  private let notice: String?
  /// The line in hand, of the questions or of the weakest lines.
  private(set) var mark = 0
  private(set) var isOnLines = false
  /// Whether single answers are listed.
  private(set) var showsHistory = false
  private var historyTop = 0
  /// The day of the exam, while it is typed.
  private(set) var dayField: TextBuffer?
  /// Why what was typed is no day.
  private var fault: String?

  init(_ standing: Standing, notice: String?) {
    self.standing = standing
    self.notice = notice
  }

  var hints: [Hint] {
    if dayField != nil { return [Hint(.open, word: "set"), Hint(.out, word: "close")] }
    return showsHistory
      ? [
        Hint(.up, .down, word: "line"), Hint(.history, word: "fold"), Hint(.help, word: "keys"),
        Hint(.leave, word: "back"),
      ]
      : [
        Hint(.up, .down, word: "line"), Hint(.open, word: "its cards"),
        Hint(.nextPane, word: "pane"), Hint(.history, word: "history"),
        Hint(.quiz, word: "weakest"), Hint(.edit, word: "exam day"),
        Hint(.export, word: "export", isHidden: true), Hint(.help, word: "keys"),
        Hint(.leave, word: "back"),
      ]
  }

  var openings: [Effect] { [.ask(.study(.standing), .beside)] }

  /// The field for the day of the exam takes letters as text.
  mutating func type(_ key: Key, in screen: Screen) -> [Effect]? {
    guard dayField != nil else { return nil }
    fault = nil
    switch key {
    case .escape: dayField = nil
    case .enter: return setDay()
    default: _ = dayField?.press(key)
    }
    return []
  }

  private mutating func setDay() -> [Effect] {
    let text = dayField?.text.filter { !$0.isWhitespace } ?? ""
    let day = LocalDay(text)
    guard text.isEmpty || day != nil else {
      fault = "‘\(text)’ is not a date; write it as 2026-12-06, or leave it empty."
      return []
    }
    dayField = nil
    return [.ask(.study(.setExamDay(day))), .ask(.study(.standing))]
  }

  private var weakest: [Standing.Card] {
    let begun = standing.questions.filter(\.hasBegun).flatMap { $0.weakestLines }
    return Array(begun.sorted { $0.expectedRecall < $1.expectedRecall }.prefix(8))
  }
  private var count: Int { isOnLines ? weakest.count : standing.questions.count }

  mutating func press(_ command: Command, count: Int?, in screen: Screen) -> [Effect] {
    switch command {
    case .up where showsHistory: historyTop = max(historyTop - 1, 0)
    case .down where showsHistory:
      historyTop = min(historyTop + 1, max(standing.answers.count - 1, 0))
    case .up: mark = max(mark - 1, 0)
    case .down: mark = min(mark + 1, max(self.count - 1, 0))
    case .nextPane, .previousPane:
      isOnLines = !isOnLines && !weakest.isEmpty
      mark = 0
    case .history: showsHistory.toggle()
    case .quiz: return [.ask(.study(.deal(.weakest, seed: nil)))]
    case .export: return [.ask(.study(.exportLog))]
    case .edit: dayField = TextBuffer(standing.rules.exam.map { "\($0)" } ?? "")
    case .open where !showsHistory:
      if isOnLines, weakest.indices.contains(mark) {
        return [.ask(.study(.deal(.card(weakest[mark].entry.id), seed: nil)))]
      }
      guard standing.questions.indices.contains(mark) else { return [] }
      return [.ask(.study(.deal(.question(standing.questions[mark].front.number), seed: nil)))]
    default: break
    }
    return []
  }

  mutating func closeLevel() -> Bool {
    defer { showsHistory = false }
    return showsHistory
  }

  mutating func take(_ outcome: Outcome) -> Bool {
    guard case .study(.standing(let standing, _)) = outcome else { return false }
    self.standing = standing
    return true
  }

  func draw(in screen: Screen) -> Grid {
    var page = Page(screen)
    page.title(["Progress"] + (showsHistory ? ["answers"] : []), PlainProgress.head(standing))
    page.rule(row: 1)
    page.grid.cursor = Position(1, 2)
    if showsHistory { drawHistory(on: &page) } else { drawOverview(on: &page) }
    page.rule(row: page.height - 3)
    if let dayField {
      let end = page.grid.write(
        "day of the exam, as 2026-12-06:  ", at: Position(1, page.height - 2))
      page.grid.write(String(dayField.lines[0]), at: Position(end, page.height - 2))
      page.grid.cursor = Position(end + dayField.column, page.height - 2)
    } else {
      page.grid.write(
        Text.clipped(sentence, to: page.width - 2), at: Position(1, page.height - 2),
        Style(notice == nil ? .text : .notice))
    }
    if let fault { page.grid.write(fault, at: Position(1, page.height - 4), Style(.wrong)) }
    page.footer(hints)
    return page.grid
  }

  private var sentence: String {
    if let notice { return notice }
    if standing.answers.isEmpty { return "Nothing answered yet. d asks the first card." }
    return "Estimated from what you answered without help; lucky guesses are subtracted."
  }

  private func drawOverview(on page: inout Page) {
    page.grid.write(
      standing.daysLeft == nil
        ? "points expected in \(Estimate.usualDays) days" : "points expected on exam day",
      at: Position(1, 3), Style(.heading))
    let column = 52
    page.grid.write("weakest lines of the rubrics", at: Position(column, 3), Style(.heading))
    for (index, question) in standing.questions.enumerated() where 4 + index < page.height - 4 {
      let row = 4 + index
      let isMarked = index == mark && !isOnLines
      let style = isMarked ? Style(.focus) : Style.text
      page.grid.write(isMarked ? "▸" : " ", at: Position(1, row), style)
      page.grid.write("\(question.front.ownNumber)", endingAt: 3, row: row, style)
      page.grid.write(
        Text.fitting([question.front.title, question.front.shortTitle], in: 22),
        at: Position(4, row), style)
      if let estimate = question.estimate {
        page.drawBar(
          estimate.points / Double(max(question.front.points, 1)), at: Position(27, row))
      }
      page.grid.write(
        Estimate.words(question.estimate, of: question.front.points), endingAt: 49, row: row,
        Style(question.estimate == nil ? .quiet : .text))
      if isMarked { page.grid.cursor = Position(1, row) }
    }
    for (index, card) in weakest.enumerated() where 4 + index < page.height - 4 {
      let isMarked = index == mark && isOnLines
      let style = isMarked ? Style(.focus) : Style.text
      let row = 4 + index
      let label = standing.question(card.lesson)?.front.label ?? ""
      page.grid.write(isMarked ? "▸" : " ", at: Position(column - 1, row), style)
      page.grid.write(
        Text.clipped(
          "\(label)  \(card.text)",
          to: page.width - column - 1),
        at: Position(column, row), style)
      if isMarked { page.grid.cursor = Position(column - 1, row) }
    }
    let row = 5 + standing.questions.count
    guard row + 6 < page.height - 3 else { return }
    if let estimated = standing.estimated {
      page.grid.write(
        "expected   \(Figures.fixed(estimated, 1)) of \(standing.estimatedPoints)", endingAt: 49,
        row: row - 1)
    }
    drawDays(on: &page, row: row + 1)
  }

  /// A column a day, as high as its answers.
  private func drawDays(on page: inout Page, row: Int) {
    let days = standing.answersADay(days: 56)
    let most = max(days.max() ?? 0, 1)
    let signs = Array("▁▂▃▄▅▆▇█".unicodeScalars)
    page.grid.write("answers a day, eight weeks", at: Position(1, row), Style(.heading))
    for (index, count) in days.enumerated() where count > 0 {
      let height = min((count * 8 + most - 1) / most, 8)
      page.grid.write(
        String(signs[height - 1]), at: Position(1 + index, row + 2), Style(.barFilled))
    }
    page.grid.write(
      String(repeating: "└──────", count: 8), at: Position(1, row + 3), Style(.quiet))
    page.grid.write("8 weeks ago", at: Position(1, row + 4), Style(.quiet))
    page.grid.write("today", endingAt: 57, row: row + 4, Style(.quiet))
    let right = standing.rightShare.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
    var facts = [("answers", "\(standing.answers.count)"), ("right", right)]
    if !standing.exams.isEmpty {
      facts.append(
        (
          "exams",
          standing.exams.suffix(3).map { Figures.points($0.earned) }.joined(separator: ", ")
        ))
    }
    for (index, fact) in facts.enumerated() {
      page.grid.write(fact.0, at: Position(61, row + 1 + index))
      page.grid.write(fact.1, endingAt: min(page.width - 1, 79), row: row + 1 + index)
    }
  }

  private func drawHistory(on page: inout Page) {
    let answers = standing.answers.reversed().dropFirst(historyTop).prefix(page.height - 7)
    for (index, answer) in answers.enumerated() {
      let row = 3 + index
      page.grid.write("\(LocalDay(at: answer.time))", at: Position(1, row), Style(.quiet))
      page.grid.write(
        answer.isRight ? "✓" : "✗", at: Position(13, row),
        Style(answer.isRight ? .right : .wrong))
      page.grid.write(Text.clipped(answer.card, to: 30), at: Position(15, row))
      page.grid.write(
        Text.clipped(
          answer.isRight ? "" : answer.mistakes.isEmpty ? answer.reply : answer.mistakes,
          to: page.width - 48), at: Position(47, row), Style(.quiet))
    }
  }
}
