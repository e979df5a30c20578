/// A norm of each channel with the activation behind it, each pass over memory doing all at once:
/// y = f(z) with z = (x − mean) · factor + shift.
public struct ChannelNorm<S: Scalar>: Sendable {
  private let channels: Int
  private let function: Activation?
  // each repeated over a row
  private let mean: [S]
  private let factor: [S]
  private let shift: [S]

  /// Mean, factor and shift are one number a channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public init(
    mean: [Double], factor: [Double], shift: [Double], function: Activation? = nil
  ) {
    channels = mean.count
    self.function = function
    let blocks = ChannelBlocks(count: 0, channels: channels)
    self.mean = blocks.pattern(mean)
    self.factor = blocks.pattern(factor)
    self.shift = blocks.pattern(shift)
  }

  /// What leaves.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward(_ x: Tensor<S>) -> Tensor<S> {
    let blocks = ChannelBlocks(count: x.elements.count, channels: channels)
    return Tensor(x.shape) { y in
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

  /// Does it to some channels of some positions of a result, in its place; what is added comes
  /// between the norm and the activation.
  @inline(never)
  func finish(
    _ y: UnsafeMutablePointer<S>, rows: Range<Int>, columns: Range<Int>, adding other: Tensor<S>?
  ) {
    // all channels of several positions are one row of the patterns
    let isWhole = columns.count == channels
    let length = isWhole ? mean.count : columns.count
    let end = isWhole ? rows.upperBound * channels : (rows.upperBound - 1) * channels + 1
    let first = columns.lowerBound
    withPointers(mean, factor, shift, other?.elements ?? mean) { mean, factor, shift, others in
      for place in stride(
        from: rows.lowerBound * channels, to: end, by: isWhole ? length : channels)
      {
        let start = place + first
        let count = isWhole ? min(length, end - start) : length
        let z = y + start
        let (mean, factor, shift) = (mean + first, factor + first, shift + first)
        if other == nil {
          for k in 0..<count { z[k] = (z[k] - mean[k]) * factor[k] + shift[k] }
        } else {
          let others = others + start
          for k in 0..<count { z[k] = (z[k] - mean[k]) * factor[k] + shift[k] + others[k] }
        }
        function?.apply(to: z, count)
      }
    }
  }

  /// What the gradient in z sums up to, and its products with x − mean, channel by channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func gradientSums(_ x: Tensor<S>, _ dy: Tensor<S>) -> (plain: [Double], times: [Double]) {
    let blocks = ChannelBlocks(count: x.elements.count, channels: channels)
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
    let blocks = ChannelBlocks(count: x.elements.count, channels: channels)
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
