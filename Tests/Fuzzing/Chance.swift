import Tensors

/// Seeded numbers: the same for a seed on every machine.
public struct Chance: RandomNumberGenerator {
  private let rule: WeightRule
  private var count: UInt64 = 0

  public init(seed: UInt64) { rule = WeightRule(seed: seed, tensor: 0) }

  public mutating func next() -> UInt64 {
    count += 1
    return rule.bits(count)
  }

  /// A number from 0 and below a bound.
  public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
  /// One of some things, of which there is at least one.
  public mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[below(things.count)] }
}
