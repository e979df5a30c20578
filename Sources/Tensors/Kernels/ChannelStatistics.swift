/// Sums and products channel by channel, over all images and positions; the last axis is that of
/// the channels.
///
/// Sums of short blocks are put together in Double, so that a map of 112×112 in Float loses nothing.
extension Tensor {
  /// The extent of the last axis.
  public var channels: Int { shape[shape.rank - 1] }

  /// The mean of each channel and its biased variance: divided by the count of values.
  ///
  /// Each block is summed around its own mean, since the difference of two large sums would cancel;
  /// what they have found is put together as by Chan, Golub and LeVeque (1983).
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channelMoments() -> (mean: [Double], variance: [Double]) {
    let blocks = ChannelBlocks(count: elements.count, channels: channels)
    let channels = channels
    var parts = [Double](repeating: 0, count: 2 * channels * blocks.blocks)
    elements.withUnsafeBufferPointer { x in
      parts.withUnsafeMutableBufferPointer { parts in
        guard let x = x.baseAddress, let parts = parts.baseAddress else { return }
        blocks.perform(scratchRows: 2) { (block, scratch: UnsafeMutablePointer<S>) in
          let (sums, mean) = (scratch, scratch + blocks.row)
          let (means, squares) = (parts + block * 2 * channels, parts + (block * 2 + 1) * channels)
          sums.initialize(repeating: 0, count: blocks.row)
          blocks.eachRow(of: block) { start, length in
            for k in 0..<length { sums[k] += x[start + k] }
          }
          blocks.fold(sums, into: means)
          let positions = Double(blocks.positions(of: block))
          for c in 0..<channels { means[c] /= positions }
          for first in stride(from: 0, to: blocks.row, by: channels) {
            for c in 0..<channels { mean[first + c] = S(means[c]) }
          }
          sums.update(repeating: 0, count: blocks.row)
          blocks.eachRow(of: block) { start, length in
            for k in 0..<length {
              let distance = x[start + k] - mean[k]
              sums[k] += distance * distance
            }
          }
          blocks.fold(sums, into: squares)
        }
      }
    }
    return blocks.together(parts)
  }

  /// The sum of each channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channelSums() -> [Double] {
    let blocks = ChannelBlocks(count: elements.count, channels: channels)
    return elements.withUnsafeBufferPointer { x in
      blocks.sums { start, length, row in for k in 0..<length { row[k] += x[start + k] } }
    }
  }

  /// This tensor with a vector added at every position: a number to each channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func addingToChannels(_ vector: Tensor) -> Tensor {
    let channels = channels
    var sum = self
    withPointers(vector, vector, &sum) { vector, _, sum in
      for start in stride(from: 0, to: elements.count, by: channels) {
        for c in 0..<channels { sum[start + c] += vector[c] }
      }
    }
    return sum
  }
}
