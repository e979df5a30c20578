import Lessons

/// What has been learnt, as lines of text.
public struct PlainProgress: Sendable {
  public let text: String

  public init(_ standing: Standing) {
    var lines = [Self.head(standing), ""]
    for question in standing.questions {
      let due = standing.due(question.front.number).count
      lines.append(
        "\(question.front.number)  \(question.front.title): "
          + "\(Figures.fixed(question.expected, 1)) of \(question.front.points) points expected, "
          + (question.hasBegun ? "\(due) due" : "new"))
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
    let points = "\(Figures.fixed(standing.expected, 0)) of \(standing.points) points expected"
    guard let days = standing.daysLeft else { return points }
    let when = days == 0 ? "exam today" : days == 1 ? "exam tomorrow" : "exam in \(days) days"
    return "\(when) · \(points)"
  }
}
