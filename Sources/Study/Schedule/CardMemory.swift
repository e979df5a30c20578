import LibC

/// How well an answer came.
public enum Rating: Int, CaseIterable, Sendable {
  case again = 1
  case hard, good, easy

  /// What a share of the points and the help taken come to; `easy` is the learner's own word.
  public init(share: Double, hinted: Bool = false) {
    self = share < 0.6 ? .again : share < 0.8 || hinted ? .hard : .good
  }
}

/// What is remembered of one card: the model FSRS-6 of Ye, Su and Cao 2022 and its later weights,
/// as the open-spaced-repetition project publishes them.
public struct CardMemory: Hashable, Sendable {
  /// Days after which nine of ten such cards are still known.
  public internal(set) var stability: Double
  /// From 1 to 10.
  public internal(set) var difficulty: Double

  /// The published default weights w₀ … w₂₀.
  static let weights = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]
  private static var w: [Double] { weights }
  /// Such that R(S, S) = 0.9.
  static let factor = pow(0.9, -1 / weights[20]) - 1

  /// After the first answer.
  public init(first rating: Rating) {
    stability = max(Self.w[rating.rawValue - 1], 0.001)
    difficulty = Self.clamped(Self.firstDifficulty(rating))
  }

  private static func firstDifficulty(_ rating: Rating) -> Double {
    w[4] - exp(w[5] * Double(rating.rawValue - 1)) + 1
  }
  private static func clamped(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }

  /// The chance to know it after whole days.
  public func recall(after days: Int) -> Double {
    pow(1 + Self.factor * Double(max(days, 0)) / stability, -Self.w[20])
  }

  /// Whole days until the chance falls to `retention`; at least 1.
  public func interval(retention: Double = 0.9, maximum: Int = 36_500) -> Int {
    let days = stability / Self.factor * (pow(retention, -1 / Self.w[20]) - 1)
    return Int(min(max(days.rounded(.toNearestOrEven), 1), Double(maximum)))
  }

  /// Takes another answer, whole days after the one before.
  public mutating func answer(_ rating: Rating, after days: Int) {
    // the stability uses the difficulty from before
    stability = max(days < 1 ? sameDay(rating) : later(rating, days), 0.001)
    let step = -Self.w[6] * Double(rating.rawValue - 3)
    let moved = difficulty + step * (10 - difficulty) / 9
    difficulty = Self.clamped(
      Self.w[7] * Self.firstDifficulty(.easy) + (1 - Self.w[7]) * moved)
  }

  private func sameDay(_ rating: Rating) -> Double {
    let w = Self.w
    let growth = exp(w[17] * (Double(rating.rawValue) - 3 + w[18])) * pow(stability, -w[19])
    // an answer that passed never weakens a memory on the same day (py-fsrs 6.3.2)
    return stability * (rating == .again ? growth : max(growth, 1))
  }

  private func later(_ rating: Rating, _ days: Int) -> Double {
    let w = Self.w
    let recall = recall(after: days)
    guard rating != .again else {
      let lapse =
        w[11] * pow(difficulty, -w[12]) * (pow(stability + 1, w[13]) - 1)
        * exp(w[14] * (1 - recall))
      return min(lapse, stability / exp(w[17] * w[18]))
    }
    let growth =
      exp(w[8]) * (11 - difficulty) * pow(stability, -w[9]) * (exp(w[10] * (1 - recall)) - 1)
    return stability
      * (1 + growth * (rating == .hard ? w[15] : 1) * (rating == .easy ? w[16] : 1))
  }
}
