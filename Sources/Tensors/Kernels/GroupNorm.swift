/// A norm over sets of numbers of one image: each set is a group of neighbouring channels at all
/// positions (Wu and He 2018).
///
/// Of n images and G groups each set has a mean and a biased variance of its own, which stand in
/// arrays image by image; scale and shift are one number a channel.
public struct GroupNorm: Sendable {
  public let groups: Int
  private let epsilon: Double

  /// `groups` divides the channels of what it is asked to bring to mean 0 and deviation 1.
  public init(groups: Int, epsilon: Double) {
    self.groups = groups
    self.epsilon = epsilon
  }

  /// Mean and biased variance of each set, group by group of one image after another.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func moments<S: Scalar>(_ x: Tensor<S>) -> (mean: [Double], variance: [Double]) {
    let sets = Sets(x.shape, groups)
    var mean = [Double](repeating: 0, count: sets.count)
    var variance = mean
    let count = Double(sets.size)
    for set in 0..<sets.count {
      var sum = 0.0
      sets.visit(set) { place, _ in sum += Double(x.elements[place]) }
      mean[set] = sum / count
      var squares = 0.0
      sets.visit(set) { place, _ in
        let distance = Double(x.elements[place]) - mean[set]
        squares += distance * distance
      }
      variance[set] = squares / count
    }
    return (mean, variance)
  }

  /// (x − mean) / √(variance + ε) · scale + shift.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward<S: Scalar>(
    _ x: Tensor<S>, scale: Tensor<S>, shift: Tensor<S>
  ) -> Tensor<S> {
    let sets = Sets(x.shape, groups)
    let (mean, variance) = moments(x)
    return Tensor(x.shape) { y in
      for set in 0..<sets.count {
        let (mean, factor) = (S(mean[set]), S(1 / (variance[set] + epsilon).squareRoot()))
        sets.visit(set) { place, channel in
          let normalized = (x.elements[place] - mean) * factor
          y[place] = normalized * scale.elements[channel] + shift.elements[channel]
        }
      }
    }
  }

  /// The gradients in x, scale and shift.
  ///
  /// With g = dy · scale, which differs within a set, and the normalised value n, that in x is
  /// (g − mean(g) − n · mean(g · n)) / √(variance + ε).
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func backward<S: Scalar>(
    _ x: Tensor<S>, _ dy: Tensor<S>, scale: Tensor<S>
  ) -> (input: Tensor<S>, scale: Tensor<S>, shift: Tensor<S>) {
    let sets = Sets(x.shape, groups)
    let (mean, variance) = moments(x)
    var (scales, shifts) = (
      [Double](repeating: 0, count: x.channels), [Double](repeating: 0, count: x.channels)
    )
    let count = Double(sets.size)
    let input = Tensor(x.shape) { (dx: UnsafeMutablePointer<S>) in
      for set in 0..<sets.count {
        let (mean, factor) = (mean[set], 1 / (variance[set] + epsilon).squareRoot())
        var (plain, along) = (0.0, 0.0)
        sets.visit(set) { place, channel in
          let gradient = Double(dy.elements[place])
          let normalized = (Double(x.elements[place]) - mean) * factor
          let inside = gradient * Double(scale.elements[channel])
          scales[channel] += gradient * normalized
          shifts[channel] += gradient
          plain += inside
          along += inside * normalized
        }
        sets.visit(set) { place, channel in
          let inside = Double(dy.elements[place]) * Double(scale.elements[channel])
          let normalized = (Double(x.elements[place]) - mean) * factor
          dx[place] = S(factor * (inside - plain / count - normalized * along / count))
        }
      }
    }
    return (input, Tensor(scales), Tensor(shifts))
  }

  /// The sets of a batch.
  private struct Sets {
    private let positions: Int
    private let channels: Int
    private let groups: Int
    /// Channels of a group.
    private let width: Int
    let count: Int
    /// Numbers of a set.
    var size: Int { positions * width }

    init(_ shape: Shape, _ groups: Int) {
      channels = shape[shape.rank - 1]
      positions = shape.count / shape[0] / channels
      self.groups = groups
      width = channels / groups
      count = shape[0] * groups
    }

    /// Visits the numbers of a set: where each stands, and of which channel it is.
    @inline(__always)
    func visit(_ set: Int, _ body: (_ place: Int, _ channel: Int) -> Void) {
      let (image, first) = (set / groups, set % groups * width)
      for position in image * positions..<(image + 1) * positions {
        for channel in first..<first + width { body(position * channels + channel, channel) }
      }
    }
  }
}
