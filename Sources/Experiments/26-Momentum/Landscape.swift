import Tensors

/// A loss of two weights, such as gradients are followed on.
enum Landscape: Int, CaseIterable {
  /// ½ (u² + 10 v²): ten times as steep across as along.
  case ravine
  /// ½ (u² − v²): down along u, away along v.
  case saddle
  /// ½ (u² + v²), with noise between −1 and 1 in both gradients.
  case noisyBowl

  static let names = ["ravine", "saddle", "noisy bowl"]

  var start: (u: Double, v: Double) {
    switch self {
    case .ravine: (1, -0.5)
    // exactly on the ridge no gradient would lead away from it
    case .saddle: (1, -0.05)
    case .noisyBowl: (1.2, -0.8)
    }
  }

  /// The curvatures along u and v.
  var curvature: (u: Double, v: Double) {
    switch self {
    case .ravine: (1, 10)
    case .saddle: (1, -1)
    case .noisyBowl: (1, 1)
    }
  }

  func height(_ u: Double, _ v: Double) -> Double {
    (curvature.u * u * u + curvature.v * v * v) / 2
  }

  /// The gradient that an update sees, counted from 1; noise is drawn for the update, not the place.
  func gradient(_ u: Double, _ v: Double, update: Int) -> [Double] {
    let noise = noise(of: update)
    return [curvature.u * u + noise.u, curvature.v * v + noise.v]
  }

  func noise(of update: Int) -> (u: Double, v: Double) {
    guard self == .noisyBowl else { return (0, 0) }
    let rule = WeightRule(seed: 7, tensor: 1)
    return (rule.uniform(UInt64(2 * update)), rule.uniform(UInt64(2 * update + 1)))
  }

  /// The part of the plane that is drawn.
  var window: (u: ClosedRange<Double>, v: ClosedRange<Double>) {
    switch self {
    case .ravine: (-1.2...1.2, -0.6...0.6)
    case .saddle: (-1.2...1.2, -1.2...1.2)
    case .noisyBowl: (-1.4...1.4, -1...1)
    }
  }
}
