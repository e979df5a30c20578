/// A convolution of given sizes, with its three products.
///
/// Images are N × rows × columns × channels, the kernel rows × columns × in/groups × out; group g
/// reads and writes the g-th part of the channels. All tensors must have the shapes of the plan.
public struct ConvolutionPlan: Hashable, Sendable {
  public let window: Window
  public let groups: Int
  /// Rows × columns × channels of one image.
  public let input: Shape
  /// Rows × columns × channels of what it gives.
  public let output: Shape

  /// The plan, or nothing where the window does not fit once or the groups do not divide.
  public init?(_ window: Window, input: Shape, channels: Int, groups: Int = 1) {
    guard input.rank == 3, input[2] % groups == 0, channels % groups == 0,
      let rows = window.rows.outputs(on: input[0]),
      let columns = window.columns.outputs(on: input[1])
    else { return nil }
    self.window = window
    self.groups = groups
    self.input = input
    output = Shape(rows, columns, channels)
  }

  /// The shape of the kernel: rows × columns × in/groups × out.
  public var kernel: Shape {
    Shape(window.rows.kernel, window.columns.kernel, input[2] / groups, output[2])
  }
  /// Products with their sums for one image; those with padding count, as in the papers.
  public var multiplyAdds: Int {
    output.count * window.rows.kernel * window.columns.kernel * (input[2] / groups)
  }

  /// The images convolved with the kernel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward<S: Scalar>(_ x: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    let images = x.shape[0]
    var y = Tensor<S>(zeros: output.batched(images))
    let (inputs, outputs) = (input[2] / groups, output[2] / groups)
    let channels = output[2]
    withPointers(x, kernel, &y) { x, kernel, y in
      visit(images) { cell, place, tap in
        if inputs == 1 && outputs == 1 {
          for c in 0..<channels { y[place + c] += x[cell + c] * kernel[tap + c] }
          return
        }
        for group in 0..<groups {
          let target = y + place + group * outputs
          for c in 0..<inputs {
            let value = x[cell + group * inputs + c]
            let row = kernel + tap + c * channels + group * outputs
            for o in 0..<outputs { target[o] += value * row[o] }
          }
        }
      }
    }
    return y
  }

  /// The gradient in the images, given that in the output: each output gradient stamps the kernel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func inputGradient<S: Scalar>(_ dy: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    let images = dy.shape[0]
    var dx = Tensor<S>(zeros: input.batched(images))
    let (inputs, outputs) = (input[2] / groups, output[2] / groups)
    let channels = output[2]
    // with the channels of the kernel exchanged the innermost loop runs along memory
    let exchanged = exchangingChannels(kernel)
    withPointers(dy, exchanged, &dx) { dy, kernel, dx in
      visit(images) { cell, place, tap in
        if inputs == 1 && outputs == 1 {
          for c in 0..<channels { dx[cell + c] += dy[place + c] * kernel[tap + c] }
          return
        }
        for group in 0..<groups {
          let target = dx + cell + group * inputs
          for o in group * outputs..<(group + 1) * outputs {
            let value = dy[place + o]
            let row = kernel + tap + o * inputs
            for c in 0..<inputs { target[c] += value * row[c] }
          }
        }
      }
    }
    return dx
  }

  /// The gradient in the kernel, given the images and the gradient in the output.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func kernelGradient<S: Scalar>(_ x: Tensor<S>, _ dy: Tensor<S>) -> Tensor<S> {
    let images = x.shape[0]
    var dk = Tensor<S>(zeros: kernel)
    let (inputs, outputs) = (input[2] / groups, output[2] / groups)
    let channels = output[2]
    withPointers(x, dy, &dk) { x, dy, dk in
      visit(images) { cell, place, tap in
        if inputs == 1 && outputs == 1 {
          for c in 0..<channels { dk[tap + c] += x[cell + c] * dy[place + c] }
          return
        }
        for group in 0..<groups {
          let source = dy + place + group * outputs
          for c in 0..<inputs {
            let value = x[cell + group * inputs + c]
            let row = dk + tap + c * channels + group * outputs
            for o in 0..<outputs { row[o] += value * source[o] }
          }
        }
      }
    }
    return dk
  }

  /// Visits every meeting of an output place with a cell of the map: where the channels of the
  /// cell, of the place and of the tap begin.
  @inline(__always)
  private func visit(_ images: Int, _ body: (_ cell: Int, _ place: Int, _ tap: Int) -> Void) {
    let tapSize = input[2] / groups * output[2]
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
              body(
                (row * input[1] + column) * input[2], place,
                (m * window.columns.kernel + n) * tapSize)
            }
          }
          place += output[2]
        }
      }
    }
  }

  /// The kernel laid out rows × columns × out × in/groups.
  @inline(__always)
  private func exchangingChannels<S: Scalar>(_ kernel: Tensor<S>) -> Tensor<S> {
    let (inputs, outputs) = (kernel.shape[2], kernel.shape[3])
    var exchanged = Tensor<S>(
      zeros: Shape(kernel.shape[0], kernel.shape[1], outputs, inputs))
    withPointers(kernel, kernel, &exchanged) { source, _, target in
      for tap in 0..<kernel.shape[0] * kernel.shape[1] {
        let start = tap * inputs * outputs
        for c in 0..<inputs {
          for o in 0..<outputs {
            target[start + o * inputs + c] = source[start + c * outputs + o]
          }
        }
      }
    }
    return exchanged
  }
}
