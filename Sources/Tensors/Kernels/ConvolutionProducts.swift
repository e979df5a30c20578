/// The three products of a convolution.
///
/// Each is one matrix product whose left factor is never written out: `Patches` tell where its
/// rows lie in the maps.
extension ConvolutionPlan {
  /// The images convolved with the kernel.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward<S: Scalar>(_ x: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    forward(x, kernel, finish: { _, _, _ in })
  }

  /// The same of a packed kernel with a norm behind it and what is added to that, done to each part
  /// of the output while it is in a cache.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func forward<S: Scalar>(
    _ x: Tensor<S>, packed kernel: Tensor<S>, norm: ChannelNorm<S>, adding other: Tensor<S>? = nil
  ) -> Tensor<S> {
    forward(x, kernel, isPacked: isPackable) { y, rows, columns in
      norm.finish(y, rows: rows, columns: columns, adding: other)
    }
  }

  /// A kernel laid out as that pass reads it; a run that is repeated then has nothing to pack.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func packed<S: Scalar>(_ kernel: Tensor<S>) -> Tensor<S> {
    guard isPackable else { return kernel }
    let product: RowProduct<S> = product(images: 1)
    let (columns, length) = (output[2] / groups, product.length)
    let size = product.packedCount / groups
    return Tensor(Shape(groups, size)) { panels in
      kernel.elements.withUnsafeBufferPointer { kernel in
        guard let kernel = kernel.baseAddress else { return }
        for group in 0..<groups {
          FactorPanel.pack(
            kernel + group * columns, stride: output[2], rows: length, columns: columns,
            into: panels + group * size, depth: length)
        }
      }
    }
  }
  /// Whether the product is one of matrices.
  private var isPackable: Bool { !isDepthwise && input.count != input[2] }

  private func product<S: Scalar>(images: Int) -> RowProduct<S> {
    RowProduct(
      rows: images * output[0] * output[1],
      taps: window.rows.kernel * (joinsColumns ? 1 : window.columns.kernel), depth: depth,
      groups: groups, columns: output[2] / groups)
  }

  /// Tells what of the output is done: rows are its places, columns its channels.
  @inline(__always)
  private func forward<S: Scalar>(
    _ x: Tensor<S>, _ kernel: Tensor<S>, isPacked: Bool = false,
    finish: (_ y: UnsafeMutablePointer<S>, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) -> Tensor<S> {
    if isDepthwise {
      return depthwiseForward(x, kernel) { y, line in
        finish(y, line * output[1]..<(line + 1) * output[1], 0..<output[2])
      }
    }
    let images = x.shape[0]
    if let lines = LineConvolution<S>(self) {
      let maps = x.padded(window)
      return Tensor(output.batched(images)) { y in
        withPointers(maps, kernel) { maps, kernel in
          lines.run(maps, images: images, kernel: kernel, isPacked: isPacked, to: y) {
            finish(y, $0, 0..<output[2])
          }
        }
      }
    }
    let maps = joinsColumns ? x.padded(window) : x
    let (channels, columns) = (output[2], output[2] / groups)
    return Tensor(output.batched(images)) { y in
      withPointers(maps, kernel) { maps, kernel in
        if isThin(images) {
          for image in 0..<images {
            VectorProduct.rowsOfMatrix(
              maps + image * input[2], kernel, rows: input[2], columns: channels,
              to: y + image * channels)
            finish(y, image..<image + 1, 0..<channels)
          }
          return
        }
        let patches = patches(of: maps)
        let product: RowProduct<S> = product(images: images)
        product.run(
          locate: { patches.locate($0, tap: $1, zeros: $2, to: $3) },
          place: { rows, targets in
            for row in rows { targets[row - rows.lowerBound] = y + row * channels }
          },
          packed: isPacked ? kernel : nil,
          pack: { group, rows, range, panels in
            FactorPanel.pack(
              kernel + rows.lowerBound * channels + group * columns + range.lowerBound,
              stride: channels, rows: rows.count, columns: range.count, into: panels,
              depth: product.depthOfPanel)
          },
          finish: { finish(y, $0, $1) })
      }
    }
  }

  /// The gradient in the kernel, given the images and the gradient in the output.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func kernelGradient<S: Scalar>(_ x: Tensor<S>, _ dy: Tensor<S>) -> Tensor<S> {
    if isDepthwise { return depthwiseKernelGradient(x, dy) }
    if let product = LineProduct<S>(self, images: x.shape[0]) {
      let maps = x.padded(window)
      return Tensor(kernel) { dk in
        withPointers(maps, dy) { maps, dy in product.run(maps, dy, to: dk) }
      }
    }
    let maps = joinsColumns ? x.padded(window) : x
    return Tensor(kernel) { dk in
      withPointers(maps, dy) { maps, dy in
        let product = OuterProduct(
          patches: patches(of: maps), depth: depth, groups: groups, columns: output[2] / groups,
          places: x.shape[0] * output[0] * output[1])
        product.run(dy, to: dk)
      }
    }
  }

  /// The gradient in the images, given that in the output.
  ///
  /// The cells that lie a stride apart are read by the same taps: they make one product, whose
  /// patches are those of the output's gradient.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func inputGradient<S: Scalar>(_ dy: Tensor<S>, _ kernel: Tensor<S>) -> Tensor<S> {
    if isDepthwise { return depthwiseInputGradient(dy, kernel) }
    if let adjoint = routes.adjoint { return adjoint.forward(dy, kernel.turned) }
    let images = dy.shape[0]
    return Tensor(input.batched(images)) { dx in
      withPointers(dy, kernel) { dy, kernel in
        if isThin(images) {
          for image in 0..<images {
            VectorProduct.columnsOfMatrix(
              dy + image * output[2], kernel, rows: input[2], columns: output[2],
              to: dx + image * input[2])
          }
          return
        }
        for phase in routes.phases {
          inputGradient(images, dy, kernel, at: phase, to: dx)
        }
      }
    }
  }

  @inline(__always)
  private func inputGradient<S: Scalar>(
    _ images: Int, _ dy: UnsafePointer<S>, _ kernel: UnsafePointer<S>,
    at phase: ConvolutionRoutes.Phase, to dx: UnsafeMutablePointer<S>
  ) {
    let (inputs, outputs) = (input[2] / groups, output[2] / groups)
    let grid = phase.grid
    let patches = Patches(maps: dy, map: output, grid: grid, step: (1, 1), taps: phase.taps)
    func cell(_ row: Int) -> UnsafeMutablePointer<S> {
      let (line, b) = row.quotientAndRemainder(dividingBy: grid.columns)
      let (image, a) = line.quotientAndRemainder(dividingBy: grid.rows)
      let i = phase.first.row + a * window.rows.stride
      let j = phase.first.column + b * window.columns.stride
      return dx + ((image * input[0] + i) * input[1] + j) * input[2]
    }
    let rows = images * grid.rows * grid.columns
    if phase.taps.isEmpty {
      for row in 0..<rows { cell(row).initialize(repeating: 0, count: input[2]) }
      return
    }
    let product = RowProduct<S>(
      rows: rows, taps: phase.taps.count, depth: outputs, groups: groups, columns: inputs)
    product.run(
      locate: { patches.locate($0, tap: $1, zeros: $2, to: $3) },
      place: { rows, targets in
        for row in rows { targets[row - rows.lowerBound] = cell(row) }
      },
      pack: { group, rows, columns, panels in
        var panel = panels
        for column in stride(
          from: columns.lowerBound, to: columns.upperBound, by: WideTile<S>.columns)
        {
          let count = min(WideTile<S>.columns, inputs - column)
          let width = FactorPanel.width(count, of: S.self)
          var (tap, begin) = rows.lowerBound.quotientAndRemainder(dividingBy: outputs)
          var (left, target) = (rows.count, panel)
          while left > 0 {
            let length = min(left, outputs - begin)
            FactorPanel.packTransposed(
              kernel + phase.kernels[tap] + column * output[2] + group * outputs + begin,
              stride: output[2], rows: length, columns: count, into: target)
            target += length * width
            left -= length
            tap += 1
            begin = 0
          }
          panel += product.depthOfPanel * width
        }
      })
  }

  /// Whether all taps of a row of the window are read as one piece, of the padded images: where
  /// there are few channels, as in a picture, a piece of one tap would be too short.
  var joinsColumns: Bool {
    groups == 1 && input[2] < 16 && window.columns.kernel > 1 && window.columns.dilation == 1
  }
  /// How many numbers a piece has, of one group.
  private var depth: Int {
    joinsColumns ? window.columns.kernel * input[2] : input[2] / groups
  }

  @inline(__always)
  private func patches<S: Scalar>(of maps: UnsafePointer<S>) -> Patches<S> {
    let (rows, columns) = (window.rows, window.columns)
    return Patches(
      maps: maps, map: joinsColumns ? window.padded(input) : input, grid: (output[0], output[1]),
      step: (rows.stride, columns.stride), taps: routes.taps)
  }

  /// Whether it is the product of one or two vectors with a large matrix.
  private func isThin(_ images: Int) -> Bool {
    images <= VectorProduct.rows && groups == 1 && input.count == input[2]
      && output.count == output[2] && window.rows.kernel * window.columns.kernel == 1
      && input[2] * output[2] >= 1 << 14
  }
}

extension ConvolutionPlan {
  /// The same way back: a convolution from the output's size to the input's, where its pieces are
  /// those of a whole row of the window.
  ///
  /// A cell i of the input is read through m by the output i + before − m·dilation; counted from
  /// the last tap these are neighbours in order.
  var adjoint: ConvolutionPlan? {
    func turned(_ axis: Window.Axis, _ inputs: Int, _ outputs: Int) -> Window.Axis? {
      let reach = (axis.kernel - 1) * axis.dilation
      let before = reach - axis.before
      let after = inputs - outputs + reach - before
      guard axis.stride == 1, before >= 0, after >= 0 else { return nil }
      return Window.Axis(
        kernel: axis.kernel, dilation: axis.dilation, before: before, after: after)
    }
    guard groups == 1, let rows = turned(window.rows, input[0], output[0]),
      let columns = turned(window.columns, input[1], output[1]),
      let plan = ConvolutionPlan(
        Window(rows: rows, columns: columns), input: output, channels: input[2]),
      plan.input[2] <= 16, columns.kernel > 1, columns.dilation == 1
    else { return nil }
    return plan
  }
}

extension Window {
  /// A map with the zeros of its padding.
  func padded(_ map: Shape) -> Shape {
    Shape(map[0] + rows.before + rows.after, map[1] + columns.before + columns.after, map[2])
  }
}

extension Tensor {
  /// A kernel turned by half a circle, its inputs and outputs exchanged.
  fileprivate var turned: Tensor {
    @_specialize(where S == Float)
    @_specialize(where S == Double)
    get {
      let (taps, inputs, outputs) = (shape[0] * shape[1], shape[2], shape[3])
      return Tensor(Shape(shape[0], shape[1], outputs, inputs)) { target in
        withPointers(self, self) { kernel, _ in
          for tap in 0..<taps {
            let (source, target) = (
              kernel + tap * inputs * outputs, target + (taps - 1 - tap) * inputs * outputs
            )
            for c in 0..<inputs {
              for o in 0..<outputs { target[o * inputs + c] = source[c * outputs + o] }
            }
          }
        }
      }
    }
  }

  /// The images with the zeros of a window's padding around them.
  @inline(__always)
  func padded(_ window: Window) -> Tensor {
    let (map, padded) = (shape.image, window.padded(shape.image))
    guard padded != map else { return self }
    var result = Tensor(zeros: padded.batched(shape[0]))
    let line = map[1] * map[2]
    withPointers(self, self, &result) { source, _, target in
      for row in 0..<shape[0] * map[0] {
        let (image, i) = row.quotientAndRemainder(dividingBy: map[0])
        let place = (image * padded[0] + i + window.rows.before) * padded[1] + window.columns.before
        (target + place * map[2]).update(from: source + row * line, count: line)
      }
    }
    return result
  }
}
