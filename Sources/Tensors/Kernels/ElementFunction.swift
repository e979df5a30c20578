/// A function of one number with its derivative, which kernels apply to each element by itself.
///
/// Whoever conforms writes value and slope for one number of any kind. The loops over many numbers
/// are made from these where the conforming type is compiled, so that a compiler that optimises
/// that module sees the whole loop: kernels know of no particular function.
public protocol ElementFunction: Sendable {
  /// The function of one number.
  func value<S: Scalar>(_ x: S) -> S
  /// Its derivative; at a kink the slope that the function states.
  func slope<S: Scalar>(_ x: S) -> S
  /// Whether the slope at a number is that at its value: what entered may then be forgotten.
  var hasSlopeOfItsValue: Bool { get }
  /// Whether its slope takes longer to compute than to read from memory, as where there are
  /// exponentials.
  var isCostly: Bool { get }

  /// Its loops over numbers of either kind; what is made from value and slope by itself will do.
  var singleLoops: ElementLoops<Float> { get }
  var doubleLoops: ElementLoops<Double> { get }
}

extension ElementFunction {
  @inlinable public var singleLoops: ElementLoops<Float> { ElementLoops(self) }
  @inlinable public var doubleLoops: ElementLoops<Double> { ElementLoops(self) }
}

/// A function applied to rows of numbers, with and without a norm before it.
///
/// Each loop reads and writes `count` numbers; what it reads and what it writes do not overlap.
public struct ElementLoops<S: Scalar>: Sendable {
  public typealias Numbers = UnsafePointer<S>
  public typealias Result = UnsafeMutablePointer<S>

  /// y = f(y).
  @usableFromInline let replace: @Sendable (_ y: Result, _ count: Int) -> Void
  /// y = f(x).
  @usableFromInline let value: @Sendable (_ x: Numbers, _ y: Result, _ count: Int) -> Void
  /// dx = f′(x) · dy.
  @usableFromInline let gradient:
    @Sendable (_ x: Numbers, _ dy: Numbers, _ dx: Result, _ count: Int) -> Void
  /// y = f((x − mean) · factor + shift).
  @usableFromInline let normalized:
    @Sendable (_ x: Numbers, _ norm: Norm, _ y: Result, _ count: Int) -> Void
  /// dz = f′((x − mean) · factor + shift) · dy.
  @usableFromInline let normalizedGradient:
    @Sendable (_ x: Numbers, _ norm: Norm, _ dy: Numbers, _ dz: Result, _ count: Int) -> Void

  /// Mean, factor and shift of each number of a row.
  public struct Norm {
    @usableFromInline let mean: Numbers
    @usableFromInline let factor: Numbers
    @usableFromInline let shift: Numbers

    init(mean: Numbers, factor: Numbers, shift: Numbers) {
      self.mean = mean
      self.factor = factor
      self.shift = shift
    }
  }

  /// The loops of a function, written out for it.
  @inlinable
  public init(_ function: some ElementFunction) {
    replace = { y, count in
      // in place a number that stays would not be stored, and no vector instruction skips some
      withUnsafeTemporaryAllocation(of: S.self, capacity: 256) { copy in
        guard let copy = copy.baseAddress else { return }
        for first in stride(from: 0, to: count, by: 256) {
          let (y, length) = (y + first, min(256, count - first))
          copy.update(from: y, count: length)
          let x = UnsafePointer(copy)
          for k in 0..<length { y[k] = function.value(x[k]) }
        }
      }
    }
    value = { x, y, count in
      for k in 0..<count { y[k] = function.value(x[k]) }
    }
    gradient = { x, dy, dx, count in
      for k in 0..<count { dx[k] = function.slope(x[k]) * dy[k] }
    }
    normalized = { x, norm, y, count in
      let (mean, factor, shift) = (norm.mean, norm.factor, norm.shift)
      for k in 0..<count { y[k] = function.value((x[k] - mean[k]) * factor[k] + shift[k]) }
    }
    normalizedGradient = { x, norm, dy, dz, count in
      let (mean, factor, shift) = (norm.mean, norm.factor, norm.shift)
      for k in 0..<count {
        dz[k] = function.slope((x[k] - mean[k]) * factor[k] + shift[k]) * dy[k]
      }
    }
  }
}

extension Tensor {
  /// The function of each element.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func applying(_ function: any ElementFunction) -> Tensor {
    let loops = S.loops(of: function)
    return Tensor(shape) { y in
      withPointers(self, self) { x, _ in
        Workers.eachRange(of: elements.count) { range in
          loops.value(x + range.lowerBound, y + range.lowerBound, range.count)
        }
      }
    }
  }

  /// The gradient in what the function was applied to: its slope there times that in its output.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradient(through function: any ElementFunction, _ dy: Tensor) -> Tensor {
    let loops = S.loops(of: function)
    return Tensor(shape) { dx in
      withPointers(self, dy) { x, dy in
        Workers.eachRange(of: elements.count) { range in
          let first = range.lowerBound
          loops.gradient(x + first, dy + first, dx + first, range.count)
        }
      }
    }
  }
}
