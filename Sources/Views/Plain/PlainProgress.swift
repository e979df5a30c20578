import Lessons
import Quiz
import Study

/// What has been learnt, as lines of text.
public struct PlainProgress: Sendable {
  public let text: String

  public init(_ standing: Standing) {
    var lines = [Self.head(standing), ""]
    for question in standing.questions {
      let due = standing.due(question.front.number).count
      lines.append(
        "\(question.front.label)  \(question.front.title): "
          + Estimate.words(question.estimate, of: question.front.points)
          + (question.hasBegun ? ", \(due) due" : ", new"))
      for card in question.weakestLines.prefix(2) where question.hasBegun {
        lines.append("     weak: \(card.text)")
      }
    }
    lines.append("")
    if let share = standing.rightShare {
      lines.append(
        "\(standing.answers.count) answers, \(Int((share * 100).rounded())) % of them right.")
    } else {
      lines.append("Nothing answered yet.")
    }
    if !standing.exams.isEmpty {
      lines.append(
        "Mock exams: " + standing.exams.map { Figures.points($0.earned) }.joined(separator: ", ")
          + " of \(standing.points) points.")
    }
    text = lines.joined(separator: "\n")
  }

  /// `exam in 12 days · 16 of 45 points expected`.
  static func head(_ standing: Standing) -> String {
    let points = total(standing)
    guard let days = standing.daysLeft else { return points }
    let when = days == 0 ? "exam today" : days == 1 ? "exam tomorrow" : "exam in \(days) days"
    return "\(when) · \(points)"
  }

  /// `16 of 45 points expected`; of the questions of which something can be said.
  static func total(_ standing: Standing) -> String {
    guard let estimated = standing.estimated else { return "points: too early to say" }
    return "\(Figures.fixed(estimated, 0)) of \(standing.estimatedPoints) points expected"
      + (standing.estimatedPoints < standing.points
        ? ", \(standing.points - standing.estimatedPoints) too early to say" : "")
  }
}
