/// A norm of each channel with the activation behind it, each pass over memory doing all at once:
/// y = f(z) with z = (x − mean) · factor + shift.
public struct ChannelNorm<S: Scalar>: Sendable {
  private let blocks: ChannelBlocks
  private let function: Activation?
  // each repeated over a row
  private let mean: [S]
  private let factor: [S]
  private let shift: [S]

  /// For tensors of so many numbers; mean, factor and shift are one number a channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public init(
    count: Int, mean: [Double], factor: [Double], shift: [Double], function: Activation? = nil
  ) {
    blocks = ChannelBlocks(count: count, channels: mean.count)
    self.function = function
    self.mean = blocks.pattern(mean)
    self.factor = blocks.pattern(factor)
    self.shift = blocks.pattern(shift)
  }

  /// What leaves.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward(_ x: Tensor<S>) -> Tensor<S> {
    Tensor(x.shape) { y in
      withPointers(x.elements, mean, factor, shift) { x, mean, factor, shift in
        blocks.perform(scratchRows: 0) { (block, _: UnsafeMutablePointer<S>) in
          blocks.eachRow(of: block) { start, length in
            let (x, y) = (x + start, y + start)
            function.withValue { (value: (S) -> S) in
              for k in 0..<length { y[k] = value((x[k] - mean[k]) * factor[k] + shift[k]) }
            }
          }
        }
      }
    }
  }

  /// What the gradient in z sums up to, and its products with x − mean, channel by channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradientSums(_ x: Tensor<S>, _ dy: Tensor<S>) -> (plain: [Double], times: [Double]) {
    let channels = blocks.channels
    var parts = [Double](repeating: 0, count: 2 * channels * blocks.blocks)
    parts.withUnsafeMutableBufferPointer { parts in
      guard let parts = parts.baseAddress else { return }
      withPointers(x.elements, dy.elements, mean, mean) { x, dy, mean, _ in
        blocks.perform(scratchRows: 3) { (block, scratch: UnsafeMutablePointer<S>) in
          let (dz, plain, times) = (scratch, scratch + blocks.row, scratch + 2 * blocks.row)
          plain.initialize(repeating: 0, count: 2 * blocks.row)
          blocks.eachRow(of: block) { start, length in
            let x = x + start
            gradientInside(x, dy + start, into: dz, length)
            for k in 0..<length { plain[k] += dz[k] }
            for k in 0..<length { times[k] += dz[k] * (x[k] - mean[k]) }
          }
          let sums = parts + block * 2 * channels
          blocks.fold(plain, into: sums)
          blocks.fold(times, into: sums + channels)
        }
      }
    }
    var sums = [Double](repeating: 0, count: 2 * channels)
    for (place, part) in parts.enumerated() { sums[place % (2 * channels)] += part }
    return (Array(sums[..<channels]), Array(sums[channels...]))
  }

  /// The gradient in x: that in z times a factor, and where the statistics are those of x, a part
  /// along x − mean and one common to all positions.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradient(
    _ x: Tensor<S>, _ dy: Tensor<S>, along: [Double], common: [Double]
  ) -> Tensor<S> {
    let (along, common): ([S], [S]) = (blocks.pattern(along), blocks.pattern(common))
    return Tensor(x.shape) { dx in
      withPointers(x.elements, dy.elements, mean, factor) { x, dy, mean, factor in
        withPointers(along, common, along, common) { along, common, _, _ in
          blocks.perform(scratchRows: 1) { (block, dz: UnsafeMutablePointer<S>) in
            blocks.eachRow(of: block) { start, length in
              let (x, dx) = (x + start, dx + start)
              gradientInside(x, dy + start, into: dz, length)
              for k in 0..<length {
                dx[k] = dz[k] * factor[k] + ((x[k] - mean[k]) * along[k] + common[k])
              }
            }
          }
        }
      }
    }
  }

  /// The gradient in z of one row.
  @inline(__always)
  private func gradientInside(
    _ x: UnsafePointer<S>, _ dy: UnsafePointer<S>, into dz: UnsafeMutablePointer<S>, _ length: Int
  ) {
    guard function != nil else {
      dz.update(from: dy, count: length)
      return
    }
    withPointers(mean, factor, shift, shift) { mean, factor, shift, _ in
      function.withSlope { (slope: (S) -> S) in
        for k in 0..<length {
          dz[k] = slope((x[k] - mean[k]) * factor[k] + shift[k]) * dy[k]
        }
      }
    }
  }
}
