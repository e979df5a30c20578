import Networks

/// The chance that someone who knows nothing answers an item right.
public struct GuessingChance {
  public let value: Double

  /// How often numbers are drawn to see how often the most frequent answer is right.
  private static let draws: UInt64 = 24

  public init(of item: QuizItem) {
    switch item.kind {
    case .choose: value = 1 / Double(1 + (item.fields["wrong"]?.list?.count ?? 0))
    case .claim: value = 1 / 2
    case .several:
      let choices =
        (item.fields["right"]?.list?.count ?? 0) + (item.fields["wrong"]?.list?.count ?? 0)
      value = Self.subset(of: choices)
    case .contrast: value = Self.subset(of: Contrast.Quality.allCases.count - 1)
    case .order: value = Self.order(item.fields["cards"]?.list?.compactMap(\.text) ?? [])
    case .number: value = Self.number(item)
    case .build, .repair, .predict, .cell, .formula, .open: value = 0
    }
  }

  /// One set of choices of all that are not empty.
  private static func subset(of choices: Int) -> Double {
    1 / Double(max((1 << min(choices, 30)) - 1, 1))
  }

  /// One order of all, where equal cards may stand for each other.
  private static func order(_ cards: [String]) -> Double {
    var orders = 1.0
    for (place, card) in cards.enumerated() {
      orders *= Double(place + 1) / Double(cards[...place].count { $0 == card })
    }
    return 1 / orders
  }

  /// The share of the most frequent answer; 0 where a block is counted, whose answers are many.
  private static func number(_ item: QuizItem) -> Double {
    guard item.fields["block"] == nil, let library = try? Library(texts: []),
      let drawing = try? NumberDrawing(item, library: library)
    else { return 0 }
    var counts: [Double: Int] = [:]
    for seed in 0..<draws {
      var choices = Choices(seed: seed)
      guard let task = try? drawing.task(&choices) else { return 0 }
      counts[task.answer, default: 0] += 1
    }
    // one answer to all numbers is a fact to know, and no more likely to be guessed than another
    guard counts.count > 1 else { return 0 }
    let most = counts.values.max() ?? 0
    // a number that came up only a few times may have done so by chance
    return most * 6 >= Int(draws) ? Double(most) / Double(draws) : 0
  }
}
