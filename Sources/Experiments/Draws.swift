import Tensors

/// A stream of random numbers that is the same on every machine.
struct Draws {
  private let rule: WeightRule
  private var count: UInt64 = 0
  private var spare: Double?

  /// The streams of a seed are independent of those that a run of it draws.
  init(seed: UInt64, stream: UInt64 = 0) {
    rule = WeightRule(seed: seed, tensor: 1 << 48 + stream)
  }

  /// A number between 0 and 1, neither of them.
  mutating func fraction() -> Double {
    defer { count += 1 }
    return rule.fraction(count)
  }
  mutating func isHit(_ probability: Double) -> Bool { fraction() < probability }
  mutating func number(below limit: Int) -> Int { min(Int(fraction() * Double(limit)), limit - 1) }

  /// A number of the normal distribution with mean 0 and variance 1, by the polar method.
  mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let (u, v) = (2 * fraction() - 1, 2 * fraction() - 1)
      let square = u * u + v * v
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * Double.logarithm(square) / square).squareRoot()
      spare = v * factor
      return u * factor
    }
  }
}
