import Lessons
import Quiz

/// Which cards a session asks.
public enum QuizRequest: Hashable, Sendable {
  /// Those that are due, then some new ones.
  case due
  /// Those of one question.
  case question(Int)
  /// Those of all questions of a lecture.
  case lecture(Int)
  /// The lines of the rubrics that are least known.
  case weakest
  /// Those whose last answer was not wholly right.
  case wrong
  /// One card.
  case card(String)

  /// As many cards as one sitting should have.
  static let size = 12
  /// New ones among them.
  static let fresh = 6
}

extension Standing {
  /// The ids of the cards that a session asks, in order, with their lessons.
  public func deck(_ request: QuizRequest) -> [(lesson: Int, id: String)] {
    let picked: [Card]
    switch request {
    case .due:
      let fresh = spread(cards.filter { $0.schedule.last == nil && $0.entry.rubricLine == nil })
      let due = Array(ordered(due()).prefix(QuizRequest.size))
      picked = mixed(due + fresh.prefix(min(QuizRequest.fresh, QuizRequest.size - due.count)))
    case .lecture(let number):
      let lessons = questions.filter { $0.front.lecture.number == number }.map(\.front.number)
      let own = cards.filter { lessons.contains($0.lesson) }
      let waiting = ordered(lessons.flatMap { due($0) })
      let fresh = spread(own.filter { $0.schedule.last == nil && $0.entry.rubricLine == nil })
      picked = mixed(Array((waiting + fresh).prefix(QuizRequest.size)))
    case .question(let number):
      let own = cards.filter { $0.lesson == number }
      let due = ordered(due(number))
      let fresh = own.filter { $0.schedule.last == nil }
      let rest = own.filter { card in
        card.schedule.last != nil && !due.contains { $0.entry.id == card.entry.id }
      }.sorted { $0.expectedRecall < $1.expectedRecall }
      picked = mixed(Array((due + mixed(fresh) + rest).prefix(QuizRequest.size)))
    case .weakest:
      let lines = questions.flatMap { $0.weakestLines }
      // of what is equally unknown, what is worth most
      picked = Array(
        lines.sorted {
          ($0.expectedRecall, -$0.entry.points) < ($1.expectedRecall, -$1.entry.points)
        }.prefix(QuizRequest.size))
    case .wrong:
      let last = Dictionary(answers.map { ($0.card, $0) }, uniquingKeysWith: { $1 })
      let wrong = cards.filter { last[$0.entry.id].map { !$0.isRight } ?? false }
      // the latest first, as it is freshest
      picked = Array(
        wrong.sorted { (last[$0.entry.id]?.time ?? 0) > (last[$1.entry.id]?.time ?? 0) }
          .prefix(QuizRequest.size))
    case .card(let id):
      let own = cards.filter { $0.entry.id == id }
      // without the name of its pack an id means that of the first pack that has it
      picked =
        own.isEmpty ? Array(cards.filter { $0.entry.id.hasSuffix("/\(id)") }.prefix(1)) : own
    }
    return picked.map { ($0.lesson, $0.entry.id) }
  }

  /// The longest due first; in the last two days what is worth most on the day of the exam.
  private func ordered(_ cards: [Card]) -> [Card] {
    if let daysLeft, daysLeft <= 2 {
      return cards.sorted {
        (1 - $0.expectedRecall) * $0.entry.points > (1 - $1.expectedRecall) * $1.entry.points
      }
    }
    return cards.sorted { ($0.schedule.due ?? 0) < ($1.schedule.due ?? 0) }
  }

  /// The same cards with no two of a kind in a row, as far as that is possible; otherwise the order
  /// stays: what mixes kinds is remembered longer than what repeats one.
  private func mixed(_ cards: [Card]) -> [Card] {
    var rest = cards
    var mixed: [Card] = []
    while !rest.isEmpty {
      let kinds = Dictionary(grouping: rest, by: \.entry.kind).mapValues(\.count)
      let last = mixed.last?.entry.kind
      // a kind that makes up more than half of what is left has to come at once
      let urgent = kinds.first { $0.key != last && $0.value * 2 > rest.count }?.key
      let next =
        rest.firstIndex { urgent == nil ? $0.entry.kind != last : $0.entry.kind == urgent } ?? 0
      mixed.append(rest.remove(at: next))
    }
    return mixed
  }

  /// One of each question in turn.
  private func spread(_ cards: [Card]) -> [Card] {
    let rows = questions.map { question in cards.filter { $0.lesson == question.front.number } }
    return (0..<(rows.map(\.count).max() ?? 0)).flatMap { place in
      rows.compactMap { $0.indices.contains(place) ? $0[place] : nil }
    }
  }
}
