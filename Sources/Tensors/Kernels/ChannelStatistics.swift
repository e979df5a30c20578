/// Sums and products channel by channel, over all images and positions; the last axis is that of
/// the channels.
///
/// They are formed in Double, so that a map of 112×112 in Float loses nothing.
extension Tensor {
  /// The extent of the last axis.
  public var channels: Int { shape[shape.rank - 1] }

  /// The mean of each channel and its biased variance: divided by the count of values.
  public func channelMoments() -> (mean: [Double], variance: [Double]) {
    let count = Double(elements.count / channels)
    let mean = channelSums().map { $0 / count }
    // around the mean, in a second pass: the difference of two large sums would cancel
    let squares = channelProducts(self, less: mean, mean)
    return (mean, squares.map { $0 / count })
  }

  /// The sum of each channel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channelSums() -> [Double] {
    let channels = channels
    var sums = [Double](repeating: 0, count: channels)
    elements.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: channels) {
        for c in 0..<channels { sums[c] += Double(values[start + c]) }
      }
    }
    return sums
  }

  /// The sum of each channel's products with those of another tensor, each less an offset.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channelProducts(
    _ other: Tensor, less offset: [Double], _ otherOffset: [Double]
  ) -> [Double] {
    let channels = channels
    var sums = [Double](repeating: 0, count: channels)
    elements.withUnsafeBufferPointer { values in
      other.elements.withUnsafeBufferPointer { others in
        for start in stride(from: 0, to: values.count, by: channels) {
          for c in 0..<channels {
            sums[c] +=
              (Double(values[start + c]) - offset[c]) * (Double(others[start + c]) - otherOffset[c])
          }
        }
      }
    }
    return sums
  }

  /// Each element less the offset of its channel, times its factor, plus its summand.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channelwise(
    less offset: [Double], times factor: [Double], plus summand: [Double]
  ) -> Tensor {
    let channels = channels
    var result = self
    result.elements.withUnsafeMutableBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: channels) {
        for c in 0..<channels {
          values[start + c] = S((Double(values[start + c]) - offset[c]) * factor[c] + summand[c])
        }
      }
    }
    return result
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
