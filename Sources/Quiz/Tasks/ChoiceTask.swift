/// One choice or several among some, in an order drawn from the seed.
public struct ChoiceTask: Hashable, Sendable {
  /// Something to choose, with what to say of it.
  public struct Choice: Hashable, Sendable {
    public let text: String
    public let isRight: Bool
    /// The misconception behind a wrong one, and why it is wrong.
    public let finding: Grade.Finding?

    public init(_ text: String, isRight: Bool, finding: Grade.Finding? = nil) {
      self.text = text
      self.isRight = isRight
      self.finding = finding
    }
  }

  public let choices: [Choice]
  public let takesSeveral: Bool
  public let why: String?

  public init(_ choices: [Choice], takesSeveral: Bool = false, why: String? = nil) {
    self.choices = choices
    self.takesSeveral = takesSeveral
    self.why = why
  }

  public var right: Set<Int> { Set(choices.indices.filter { choices[$0].isRight }) }
  var solution: String { right.sorted().map { choices[$0].text }.joined(separator: "; ") }

  /// Each wrong choice takes away what a right one gives.
  func grade(_ chosen: Set<Int>) -> Grade {
    let hits = chosen.intersection(right).count
    let slips = chosen.subtracting(right)
    let share =
      takesSeveral
      ? max(0, Double(hits - slips.count) / Double(max(right.count, 1)))
      : chosen == right ? 1 : 0
    var findings = slips.sorted().compactMap { place in
      choices.indices.contains(place) ? choices[place].finding : nil
    }
    if takesSeveral {
      findings += right.subtracting(chosen).sorted().map {
        Grade.Finding("missed: \(choices[$0].text)")
      }
    }
    return Grade(share: share, findings: findings, right: solution, why: why)
  }
}

/// Cards to put in order; equal ones may stand for each other.
public struct OrderTask: Hashable, Sendable {
  /// As they are shown at first.
  public let cards: [String]
  public let right: [String]

  /// Why they stand in this order.
  public let why: String?

  public init(cards: [String], right: [String], why: String? = nil) {
    self.cards = cards
    self.right = right
    self.why = why
  }

  var solution: String { right.joined(separator: ", ") }

  /// The share is the longest part that already stands in order.
  func grade(_ order: [Int]) -> Grade {
    let given = order.compactMap { cards.indices.contains($0) ? cards[$0] : nil }
    if given == right { return Grade(share: 1, right: solution, why: why) }
    let common = Self.commonLength(given, right)
    // in order alone is not yet right
    let share = Double(min(common, right.count - 1)) / Double(right.count)
    let place = zip(given, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let finding = place.map {
      Grade.Finding(
        "place \($0 + 1)", why: "‘\(right[$0])’ belongs there, not ‘\(given[$0])’.")
    }
    return Grade(
      share: share, findings: finding.map { [$0] } ?? [], right: solution, why: why)
  }

  private static func commonLength(_ left: [String], _ right: [String]) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for word in left {
      var diagonal = 0
      for (index, other) in right.enumerated() {
        let above = row[index + 1]
        row[index + 1] = word == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[right.count]
  }
}

/// An answer in words, ticked by the learner line by line.
public struct TickTask: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    /// Stands for the line in the log of answers.
    public let id: String
    public let text: String
    public let points: Double
    /// The heading of the model answer that earns it.
    public let section: String?
    /// What stands under that heading, as Markdown.
    public let answer: String

    public init(
      id: String, text: String, points: Double, section: String?, answer: String = ""
    ) {
      self.id = id
      self.text = text
      self.points = points
      self.section = section
      self.answer = answer
    }
  }
  public let lines: [Line]

  public init(_ lines: [Line]) { self.lines = lines }

  func grade(_ ticks: Set<Int>) -> Grade {
    let total = lines.reduce(0) { $0 + $1.points }
    let results = lines.enumerated().map { index, line in
      Grade.Line(line.text, points: line.points, earned: ticks.contains(index) ? line.points : 0)
    }
    let earned = results.reduce(0) { $0 + $1.earned }
    return Grade(
      share: total > 0 ? earned / total : 0, right: lines.map(\.text).joined(separator: "; "),
      lines: results)
  }
}
