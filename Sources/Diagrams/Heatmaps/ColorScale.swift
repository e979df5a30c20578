import Screens
import Tensors

/// What a number's colour means: the magnitude at which the ramp ends, one for all that is compared.
///
/// Bin 0 is exact zero and nothing else, so that a ReLU's zeros, padding and masks can be seen.
/// What is nearly zero is drawn without a sign, so that noise does not look like a pattern.
public struct ColorScale: Hashable, Sendable {
  /// The largest bin to either side of zero.
  public static let bins = 6

  /// How much smaller than the limit a number is where a logarithmic scale begins to tell it.
  private static let decades = 1000.0

  /// The magnitude S at which the ramp ends.
  public let limit: Double
  /// Whether all that is shown are whole numbers, written without decimals.
  public let isWhole: Bool
  /// Whether colours go by powers, so that small numbers differ as well: sign(x)·log(1 + 1000·|x|/S).
  public var isLogarithmic = false

  /// A scale that is given or locked.
  public init(limit: Double, isWhole: Bool = false) {
    self.limit = limit > 0 ? min(limit, .greatestFiniteMagnitude) : 0
    self.isWhole = isWhole
  }
  /// The scale on which the largest finite magnitude of all these tensors is the end:
  /// `ColorScale(of: Tensor([-2.5, 1]), Tensor([0.5])).limit` → `2.5`.
  public init(of tensors: Tensor<Double>...) { self.init(of: tensors.map { Statistics($0) }) }
  /// The scale on which the largest finite magnitude of all these tensors is the end.
  public init(of statistics: [Statistics]) {
    self.init(
      limit: statistics.map(\.magnitude).max() ?? 0, isWhole: statistics.allSatisfy(\.isWhole))
  }

  /// The step of the ramp of a number that is one: sign(x) · clamp(⌈6·|x| / S⌉, 1, 6), or 0.
  ///
  ///     [0, 0.01, 0.5, 2, -2, 5].map(ColorScale(limit: 2).bin)  // [0, 1, 2, 6, -6, 6]
  public func bin(of x: Double) -> Int {
    guard x != 0 else { return 0 }
    // at least 1: a quotient may round to nothing
    let bin = max(steps(abs(x), of: Self.bins).rounded(.up), 1)
    return x < 0 ? -Int(bin) : Int(bin)
  }
  /// The shade of a number: that of its bin, but for what fills less than a quarter of the first.
  ///
  ///     [0, 0.01, 0.5, .nan].map(ColorScale(limit: 2).shade)
  ///     // [.signed(0), .faint, .signed(2), .invalid]
  public func shade(of x: Double) -> Shade {
    if x.isNaN { return .invalid }
    if x != 0, steps(abs(x), of: Self.bins) < 0.25 { return .faint }
    return .signed(Int8(bin(of: x)))
  }

  /// Whole tenths of the limit, 0 to 9: what a cell shows where there is no colour.
  ///
  ///     [0.1, 0.5, -1, 2].map(ColorScale(limit: 2).tenths)  // [0, 2, 5, 9]
  public func tenths(of x: Double) -> Int { Int(min(steps(abs(x), of: 10), 9)) }

  /// How many of `count` equal steps from 0 to the limit a magnitude goes; all beyond the limit.
  private func steps(_ magnitude: Double, of count: Int) -> Double {
    // compared before it is divided: a locked limit may be 0 and a magnitude infinite
    guard magnitude < limit else { return Double(count) }
    let share =
      isLogarithmic
      ? Double.logarithm(1 + Self.decades * (magnitude / limit))
        / Double.logarithm(1 + Self.decades)
      : magnitude / limit
    return min(Double(count) * share, Double(count))
  }

  /// How many numbers this scale cannot show.
  public struct Outside: Hashable, Sendable {
    public var above = 0
    public var below = 0
    public var invalid = 0

    public init() {}
  }
  /// What of these tensors lies beyond the ends of the scale or is not a number.
  ///
  ///     ColorScale(limit: 2).outside(of: Tensor([3, -3, -4, .nan]))
  ///     // one above, two below, one invalid
  public func outside(of tensors: Tensor<Double>...) -> Outside {
    var outside = Outside()
    for tensor in tensors {
      for x in tensor.elements {
        if x > limit { outside.above += 1 }
        if x < -limit { outside.below += 1 }
        if x.isNaN { outside.invalid += 1 }
      }
    }
    return outside
  }
}
