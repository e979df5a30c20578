import Tensors

/// Scatter: every output gradient stamps the kernel; where stamps overlap they add.
extension InputGradient {
  /// What one output position adds, over all its channels.
  public struct Stamp: Sendable {
    /// The output position.
    public let row: Int
    public let column: Int
    /// Where its first tap lands; taps outside the map are in the padding.
    public let top: Int
    public let left: Int
    /// Rows × columns of the kernel.
    public let values: Tensor<Double>
  }

  /// How many output positions stamp.
  public var stampCount: Int { plan.output[0] * plan.output[1] }

  /// The stamp of an output position, counted row by row, on one channel of what is wanted.
  ///
  ///     let stamp = stamp(4, channel: 0)  // the middle one, 5 · K with its corner at (1, 1)
  ///     stamp.values.elements             // [5, 10, 15, 20, 25, 30, 35, 40, 45]
  public func stamp(_ ordinal: Int, image: Int = 0, channel: Int) -> Stamp {
    let (row, column) = (ordinal / plan.output[1], ordinal % plan.output[1])
    var values = Tensor<Double>(zeros: Shape(rows.kernel, columns.kernel))
    for m in 0..<rows.kernel {
      for n in 0..<columns.kernel {
        values.elements[m * columns.kernel + n] = givenChannels(of: channel).reduce(0) {
          $0 + given[[image, row, column, $1]] * weight(m, n, channel, $1)
        }
      }
    }
    return Stamp(
      row: row, column: column, top: rows.cell(of: row, through: 0),
      left: columns.cell(of: column, through: 0), values: values)
  }

  /// What has landed on each cell of a channel after the first stamps, and how many did; both are
  /// rows × columns, and after all stamps the values are the gradient.
  ///
  ///     let (values, stamps) = landed(after: 2, channel: 0)
  ///     values.elements[0..<5]  // [5, 14, 10, 12, 0]
  ///     stamps.elements[0..<5]  // [1, 2, 1, 1, 0]
  public func landed(
    after count: Int, image: Int = 0, channel: Int
  ) -> (values: Tensor<Double>, stamps: Tensor<Double>) {
    let shape = Shape(plan.input[0], plan.input[1])
    var values = Tensor<Double>(repeating: offset(channel), shape)
    var stamps = Tensor<Double>(zeros: shape)
    for ordinal in 0..<min(max(count, 0), stampCount) {
      let stamp = stamp(ordinal, image: image, channel: channel)
      for m in 0..<rows.kernel {
        let row = stamp.top + m * rows.dilation
        guard 0..<shape[0] ~= row else { continue }
        for n in 0..<columns.kernel {
          let column = stamp.left + n * columns.dilation
          guard 0..<shape[1] ~= column else { continue }
          values.elements[row * shape[1] + column] += stamp.values.elements[m * columns.kernel + n]
          stamps.elements[row * shape[1] + column] += 1
        }
      }
    }
    return (values, stamps)
  }
}
