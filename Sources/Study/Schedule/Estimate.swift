import Lessons
import Quiz

/// The points that a question will bring on the day of the exam, as far as unaided answers show.
///
/// Of each card the last answer counts that was given without help. It is worth (x − g) / (1 − g),
/// where x is 1 for right and 0 for wrong and g is the chance to be right by guessing, so that
/// guessing comes to nothing on average; and it is worth less the more will be forgotten by then,
/// by FSRS over the unaided answers. The question's estimate is the mean over its cards, each with
/// the weight of its points, and three times that if it was answered in a mock exam.
public struct Estimate: Hashable, Sendable {
  /// Between 0 and the points of the question.
  public let points: Double

  /// For so many seconds after a card's right answer was shown, answers to it prove nothing.
  static let sitting = 30 * 60
  /// Cards that have to be answered unaided before a single day says anything.
  static let fewestCards = 5
  /// What an answer in a mock exam weighs, against one card in a quiz.
  static let examWeight = 3.0
  /// Days to look ahead where no exam is set.
  public static let usualDays = 7

  /// Estimates a question from the answers to its cards, in the order of time.
  ///
  /// Nothing while it is too early to say: before it was answered on two days, or five of its cards
  /// without help.
  init?(points: Double, _ entries: [Dealer.Entry], _ answers: [AnswerRecord], at exam: Int) {
    let own = Dictionary(grouping: answers, by: \.card)
    var days: Set<LocalDay> = []
    var shown: [CardEvidence] = []
    for entry in entries {
      let answers = own[entry.id] ?? []
      days.formUnion(answers.map { LocalDay(at: $0.time) })
      if let evidence = CardEvidence(entry, answers, at: exam) { shown.append(evidence) }
    }
    guard !shown.isEmpty, days.count >= 2 || shown.count >= Self.fewestCards else { return nil }
    let weight = shown.reduce(0) { $0 + $1.weight }
    let known = shown.reduce(0) { $0 + $1.weight * $1.value }
    self.points = weight > 0 ? points * min(max(known / weight, 0), 1) : 0
  }

  /// Words for an estimate: `3.1 of 5`, `too early to say`.
  public static func words(_ estimate: Estimate?, of points: Int) -> String {
    estimate.map { "\(Figures.fixed($0.points, 1)) of \(points)" } ?? "too early to say"
  }
}

/// What the answers to one card prove.
private struct CardEvidence {
  /// Below 0 where an answer was wrong that guessing might have got right.
  let value: Double
  let weight: Double

  /// Nothing where no answer was without help.
  init?(_ entry: Dealer.Entry, _ answers: [AnswerRecord], at exam: Int) {
    var shownAt: Int?
    var memory: CardMemory?
    var last: AnswerRecord?
    for answer in answers {
      let isAided =
        answer.hinted || shownAt.map { answer.time - $0 < Estimate.sitting } ?? false
      if !isAided {
        let rating = Rating(share: Self.success(answer, entry))
        if memory != nil, let last {
          memory?.answer(rating, after: ReviewSchedule.days(from: last.time, to: answer.time))
        } else {
          // what is known before it was ever asked was learnt some time ago
          memory = CardMemory(first: rating == .again ? .again : .easy)
        }
        last = answer
      }
      // a wrong answer is followed by the right one, an answer in words always
      if answer.hinted || !answer.isRight || entry.rubricLine != nil { shownAt = answer.time }
    }
    guard let last, let memory else { return nil }
    let success = Self.success(last, entry)
    let isKnown = Rating(share: success) != .again
    let recall = (isKnown ? memory : CardMemory(first: .easy))
      .recall(after: ReviewSchedule.days(from: last.time, to: exam))
    value = recall * (success - entry.chance) / (1 - entry.chance)
    weight = entry.points * (last.session.hasPrefix("exam-") ? Estimate.examWeight : 1)
  }

  /// The share of the points; where it may have been guessed, only a whole answer counts.
  private static func success(_ answer: AnswerRecord, _ entry: Dealer.Entry) -> Double {
    entry.chance > 0 ? answer.isRight ? 1 : 0 : answer.share
  }
}
