/// A tensor's numbers in brief.
public struct Statistics: Hashable, Sendable {
  public let count: Int
  /// The smallest number, infinities included; NaN where nothing is a number.
  public let minimum: Double
  /// The largest number, infinities included; NaN where nothing is a number.
  public let maximum: Double
  /// NaN or infinite where an element is.
  public let mean: Double
  /// The square root of the mean squared distance from the mean (divided by n, not n − 1).
  public let deviation: Double
  /// Elements that are exactly zero, −0 included.
  public let zeros: Int
  /// Elements that are not a number.
  public let invalid: Int
  public let infinite: Int
  /// The largest finite magnitude.
  public let magnitude: Double
  /// Whether no element has a fraction.
  public let isWhole: Bool

  public init<S: Scalar>(_ tensor: Tensor<S>) { self.init(tensor.elements) }

  @_specialize(where S == Double)
  @_specialize(where S == Float)
  public init<S: Scalar>(_ elements: [S]) {
    var (minimum, maximum, magnitude, sum) = (Double.nan, Double.nan, 0.0, 0.0)
    var (zeros, invalid, infinite, fractions) = (0, 0, 0, 0)
    for element in elements {
      let x = Double(element)
      sum += x
      minimum = Double.minimum(minimum, x)  // these two pass a NaN by
      maximum = Double.maximum(maximum, x)
      if x == 0 {
        zeros += 1
      } else if x.isFinite {
        magnitude = max(magnitude, abs(x))
        if x != x.rounded() { fractions += 1 }
      } else if x.isNaN {
        invalid += 1
      } else {
        infinite += 1
      }
    }
    let mean = elements.isEmpty ? 0 : sum / Double(elements.count)
    var squares = 0.0
    for element in elements { squares += (Double(element) - mean) * (Double(element) - mean) }
    count = elements.count
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
    deviation = elements.isEmpty ? 0 : (squares / Double(elements.count)).squareRoot()
    self.zeros = zeros
    self.invalid = invalid
    self.infinite = infinite
    self.magnitude = magnitude
    isWhole = fractions == 0
  }
}
