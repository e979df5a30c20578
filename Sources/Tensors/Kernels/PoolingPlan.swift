/// Pooling of given sizes: the largest or the mean of each window, channel by channel.
public struct PoolingPlan: Hashable, Sendable {
  public let window: Window
  /// Rows × columns × channels of one image.
  public let input: Shape
  /// Rows × columns × channels of what it gives.
  public let output: Shape

  /// The plan, or nothing where a window would lie outside the map or see nothing but padding.
  public init?(_ window: Window, input: Shape) {
    guard input.rank == 3,
      let rows = window.rows.outputs(on: input[0]),
      let columns = window.columns.outputs(on: input[1]),
      max(window.rows.before, window.rows.after) < window.rows.kernel,
      max(window.columns.before, window.columns.after) < window.columns.kernel
    else { return nil }
    self.window = window
    self.input = input
    output = Shape(rows, columns, input[2])
  }

  /// Where each output's largest cell lies in the images: the first in row-major order, never
  /// the padding.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func winners<S: Scalar>(_ x: Tensor<S>) -> [Int] {
    let (images, channels) = (x.shape[0], input[2])
    var winners = [Int](repeating: -1, count: output.count * images)
    x.elements.withUnsafeBufferPointer { x in
      winners.withUnsafeMutableBufferPointer { winners in
        visit(images) { cell, place in
          for c in 0..<channels {
            let best = winners[place + c]
            let value = x[cell + c]
            // a value that is not a number must not vanish
            if best < 0 || value > x[best] || value.isNaN { winners[place + c] = cell + c }
          }
        }
      }
    }
    return winners
  }

  /// The mean of each window, over the cells of the map or over all of them.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func mean<S: Scalar>(_ x: Tensor<S>, countingPadding: Bool) -> Tensor<S> {
    let (images, channels) = (x.shape[0], input[2])
    var sums = Tensor<S>(zeros: output.batched(images))
    withPointers(x, x, &sums) { x, _, sums in
      visit(images) { cell, place in
        for c in 0..<channels { sums[place + c] += x[cell + c] }
      }
    }
    return divided(sums, countingPadding: countingPadding)
  }

  /// The gradient in the images: each output's goes in equal parts to the cells of its window.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func meanGradient<S: Scalar>(_ dy: Tensor<S>, countingPadding: Bool) -> Tensor<S> {
    let (images, channels) = (dy.shape[0], input[2])
    let parts = divided(dy, countingPadding: countingPadding)
    var dx = Tensor<S>(zeros: input.batched(images))
    withPointers(parts, parts, &dx) { parts, _, dx in
      visit(images) { cell, place in
        for c in 0..<channels { dx[cell + c] += parts[place + c] }
      }
    }
    return dx
  }

  /// By how many cells the mean of a window is divided: those of the map, or with its padding.
  public func divisor(row i: Int, column j: Int, countingPadding: Bool) -> Int {
    if countingPadding {
      return counted(window.rows, of: i, within: input[0])
        * counted(window.columns, of: j, within: input[1])
    }
    return window.rows.taps(of: i, within: input[0]).count
      * window.columns.taps(of: j, within: input[1]).count
  }

  /// The cells of the map and of its padding that a place reads.
  private func counted(_ axis: Window.Axis, of output: Int, within extent: Int) -> Int {
    min(axis.kernel, extent + axis.after - axis.beyond - (output * axis.stride - axis.before))
  }

  private func divided<S: Scalar>(_ tensor: Tensor<S>, countingPadding: Bool) -> Tensor<S> {
    var quotient = tensor
    for start in stride(from: 0, to: tensor.elements.count, by: output[2]) {
      let place = start / output[2] % (output[0] * output[1])
      let divisor = S(
        divisor(
          row: place / output[1], column: place % output[1], countingPadding: countingPadding))
      for c in start..<start + output[2] { quotient.elements[c] /= divisor }
    }
    return quotient
  }

  /// Visits every meeting of an output place with a cell of the map: where their channels begin.
  @inline(__always)
  private func visit(_ images: Int, _ body: (_ cell: Int, _ place: Int) -> Void) {
    var place = 0
    for image in 0..<images {
      for i in 0..<output[0] {
        let rowTaps = window.rows.taps(of: i, within: input[0])
        for j in 0..<output[1] {
          let columnTaps = window.columns.taps(of: j, within: input[1])
          for m in rowTaps {
            let row = image * input[0] + window.rows.cell(of: i, through: m)
            for n in columnTaps {
              let column = window.columns.cell(of: j, through: n)
              body((row * input[1] + column) * input[2], place)
            }
          }
          place += output[2]
        }
      }
    }
  }
}
