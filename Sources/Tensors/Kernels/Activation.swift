/// A function of one number with its derivative; at a kink the slope that is stated here.
public enum Activation: Hashable, Sendable {
  /// max(x, 0); slope 0 at 0.
  case relu
  /// min(max(x, 0), 6); slope 0 at both kinks.
  case relu6
  /// 1 / (1 + e^−x).
  case sigmoid
  /// x · σ(x).
  case swish
  /// min(max(x + 3, 0), 6) / 6; slope 0 at both kinks.
  case hardSigmoid
  /// x · min(max(x + 3, 0), 6) / 6; slope 0 at −3 and 1 at 3.
  case hardSwish

  /// The function of one number.
  @inline(__always)
  public func value<S: Scalar>(_ x: S) -> S {
    switch self {
    // comparisons with what is not a number are false: it passes
    case .relu: return x <= 0 ? 0 : x
    case .relu6: return Self.clipped(x)
    case .sigmoid: return Self.logistic(x)
    case .swish: return x * Self.logistic(x)
    case .hardSigmoid: return Self.clipped(x + 3) / 6
    case .hardSwish: return x * (Self.clipped(x + 3) / 6)
    }
  }
  @inline(__always)
  private static func clipped<S: Scalar>(_ x: S) -> S { x <= 0 ? 0 : x >= 6 ? 6 : x }
  @inline(__always)
  private static func logistic<S: Scalar>(_ x: S) -> S {
    // the exponential of a negative number never overflows
    let small = S.exponential(-abs(x))
    return (x < 0 ? small : 1) / (1 + small)
  }

  /// Its derivative.
  @inline(__always)
  public func slope<S: Scalar>(_ x: S) -> S {
    switch self {
    case .relu: return x > 0 ? 1 : 0
    case .relu6: return x > 0 && x < 6 ? 1 : 0
    case .sigmoid:
      let small = S.exponential(-abs(x))
      return small / ((1 + small) * (1 + small))
    case .swish:
      let small = S.exponential(-abs(x))
      let part = 1 / (1 + small)
      return (x < 0 ? small * part : part) + x * small * part * part
    case .hardSigmoid: return x > -3 && x < 3 ? 1 / S(6) : 0
    case .hardSwish: return x <= -3 ? 0 : x < 3 ? (2 * x + 3) / 6 : 1
    }
  }

  /// Whether the slope at a number is that at its value: what entered may then be forgotten.
  public var hasSlopeOfItsValue: Bool { self == .relu || self == .relu6 }

  /// On which side of its kinks a number lies.
  public func piece<S: Scalar>(_ x: S) -> Int {
    switch self {
    case .relu: x > 0 ? 1 : 0
    case .relu6: x <= 0 ? -1 : x < 6 ? 0 : 1
    case .sigmoid, .swish: 0
    case .hardSigmoid, .hardSwish: x <= -3 ? -1 : x < 3 ? 0 : 1
    }
  }
}

extension Activation {
  /// Puts the function of each number in its place.
  @inline(never)
  func apply<S: Scalar>(to numbers: UnsafeMutablePointer<S>, _ count: Int) {
    let largest: S
    switch self {
    case .relu: largest = .infinity
    case .relu6: largest = 6
    default:
      Optional(self).withValue { (value: (S) -> S) in
        for k in 0..<count { numbers[k] = value(numbers[k]) }
      }
      return
    }
    let whole = count & ~(S.Lanes.scalarCount - 1)
    for k in stride(from: 0, to: whole, by: S.Lanes.scalarCount) {
      Lane.store(S.clipped(Lane.load(numbers + k), to: largest), to: numbers + k)
    }
    for k in whole..<count { numbers[k] = value(numbers[k]) }
  }
}

extension Activation? {
  /// Calls with the function written out, so that each has a loop of its own; none is the identity.
  @inline(__always)
  func withValue<S: Scalar>(_ body: ((S) -> S) -> Void) {
    switch self {
    case nil: body { $0 }
    case .relu: body { Activation.relu.value($0) }
    case .relu6: body { Activation.relu6.value($0) }
    case .sigmoid: body { Activation.sigmoid.value($0) }
    case .swish: body { Activation.swish.value($0) }
    case .hardSigmoid: body { Activation.hardSigmoid.value($0) }
    case .hardSwish: body { Activation.hardSwish.value($0) }
    }
  }
  /// Likewise with its derivative.
  @inline(__always)
  func withSlope<S: Scalar>(_ body: ((S) -> S) -> Void) {
    switch self {
    case nil: body { _ in 1 }
    case .relu: body { Activation.relu.slope($0) }
    case .relu6: body { Activation.relu6.slope($0) }
    case .sigmoid: body { Activation.sigmoid.slope($0) }
    case .swish: body { Activation.swish.slope($0) }
    case .hardSigmoid: body { Activation.hardSigmoid.slope($0) }
    case .hardSwish: body { Activation.hardSwish.slope($0) }
    }
  }
}

extension Tensor {
  /// The function of each element.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func applying(_ function: Activation) -> Tensor {
    Tensor(shape) { y in
      withPointers(self, self) { x, _ in
        Optional(function).withValue { (value: (S) -> S) in
          Workers.eachRange(of: elements.count) { for k in $0 { y[k] = value(x[k]) } }
        }
      }
    }
  }

  /// The gradient in what the function was applied to: its slope there times that in its output.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradient(through function: Activation, _ dy: Tensor) -> Tensor {
    Tensor(shape) { dx in
      withPointers(self, dy) { x, dy in
        Optional(function).withSlope { (slope: (S) -> S) in
          Workers.eachRange(of: elements.count) { for k in $0 { dx[k] = slope(x[k]) * dy[k] } }
        }
      }
    }
  }
}
