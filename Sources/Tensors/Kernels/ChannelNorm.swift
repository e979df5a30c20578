/// A norm of each channel with the activation behind it, each pass over memory doing all at once:
/// y = f(z) with z = (x − mean) · factor + shift.
public struct ChannelNorm<S: Scalar>: Sendable {
  private let channels: Int
  private let function: ElementLoops<S>?
  private let isCostly: Bool
  // each repeated over a row
  private let mean: [S]
  private let factor: [S]
  private let shift: [S]

  /// Mean, factor and shift are one number a channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public init(
    mean: [Double], factor: [Double], shift: [Double], function: (any ElementFunction)? = nil
  ) {
    channels = mean.count
    self.function = function.map { S.loops(of: $0) }
    isCostly = function?.isCostly ?? false
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
            if let function {
              function.normalized(x, .init(mean: mean, factor: factor, shift: shift), y, length)
            } else {
              for k in 0..<length { y[k] = (x[k] - mean[k]) * factor[k] + shift[k] }
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
        function?.replace(z, count)
      }
    }
  }

  /// What a backward pass gives.
  public struct Backward: Sendable {
    /// The gradient in x.
    public let input: Tensor<S>
    /// What the gradient in z sums up to, channel by channel.
    public let plain: [Double]
  }

  /// The gradient in x: that in z times the factor, and where the statistics are those of x, a part
  /// along x − mean and one common to all positions, which `correction` tells from what the
  /// gradient in z sums up to and from the sums of its products with x − mean.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func backward(
    _ x: Tensor<S>, _ dy: Tensor<S>,
    correction: (_ plain: [Double], _ times: [Double]) -> (along: [Double], common: [Double])
  ) -> Backward {
    let blocks = ChannelBlocks(count: x.elements.count, channels: channels)
    var plain: [Double] = []
    let input = Tensor(x.shape) { dx in
      withPointers(x, dy) { x, dy in
        let sums = sums(blocks, x, dy, into: dx)
        plain = sums.plain
        let (along, common) = correction(sums.plain, sums.times)
        finish(blocks, x, dy, along: blocks.pattern(along), common: blocks.pattern(common), to: dx)
      }
    }
    return Backward(input: input, plain: plain)
  }

  /// Whether the gradient in z is kept from one pass over memory to the next, where it costs more
  /// to form it twice.
  private var keepsGradientInside: Bool { isCostly }

  @inline(__always)
  private func sums(
    _ blocks: ChannelBlocks, _ x: UnsafePointer<S>, _ dy: UnsafePointer<S>,
    into dx: UnsafeMutablePointer<S>
  ) -> (plain: [Double], times: [Double]) {
    var parts = [Double](repeating: 0, count: 2 * channels * blocks.blocks)
    parts.withUnsafeMutableBufferPointer { parts in
      withPointers(mean, mean, mean, mean) { mean, _, _, _ in
        guard let parts = parts.baseAddress else { return }
        blocks.perform(scratchRows: 3) { (block, scratch: UnsafeMutablePointer<S>) in
          let (plain, times) = (scratch + blocks.row, scratch + 2 * blocks.row)
          plain.initialize(repeating: 0, count: 2 * blocks.row)
          blocks.eachRow(of: block) { start, length in
            let x = x + start
            let dz = keepsGradientInside ? dx + start : scratch
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
    for first in stride(from: 0, to: parts.count, by: 2 * channels) {
      for k in 0..<2 * channels { sums[k] += parts[first + k] }
    }
    return (Array(sums[..<channels]), Array(sums[channels...]))
  }

  @inline(__always)
  private func finish(
    _ blocks: ChannelBlocks, _ x: UnsafePointer<S>, _ dy: UnsafePointer<S>, along: [S],
    common: [S], to dx: UnsafeMutablePointer<S>
  ) {
    withPointers(mean, factor, along, common) { mean, factor, along, common in
      blocks.perform(scratchRows: 1) { (block, scratch: UnsafeMutablePointer<S>) in
        blocks.eachRow(of: block) { start, length in
          let (x, dx) = (x + start, dx + start)
          if keepsGradientInside {
            for k in 0..<length {
              dx[k] = dx[k] * factor[k] + ((x[k] - mean[k]) * along[k] + common[k])
            }
          } else {
            gradientInside(x, dy + start, into: scratch, length)
            for k in 0..<length {
              dx[k] = scratch[k] * factor[k] + ((x[k] - mean[k]) * along[k] + common[k])
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
    guard let function else {
      dz.update(from: dy, count: length)
      return
    }
    withPointers(mean, factor, shift, shift) { mean, factor, shift, _ in
      function.normalizedGradient(
        x, .init(mean: mean, factor: factor, shift: shift), dy, dz, length)
    }
  }
}
