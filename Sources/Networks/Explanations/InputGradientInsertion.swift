import Tensors

/// Zero-insertion: spread G, pad it, turn the kernel; an ordinary convolution with stride 1.
extension InputGradient {
  /// How G becomes Z along one axis.
  public struct Spread: Hashable, Sendable {
    /// The zeros between neighbours: S − 1.
    public let between: Int
    /// The zeros before the first, D·(N−1) − P; where it is negative so many cells are cut off.
    public let padding: Int
    /// The cells after the last that no window reached: they pad a little more.
    public let extra: Int
    /// The length of Z.
    public let length: Int
    let stride: Int
    let outputs: Int

    init(_ axis: Window.Axis, extent: Int, outputs: Int) {
      between = axis.stride - 1
      padding = axis.span - 1 - axis.before
      extra = (extent + axis.before + axis.after - axis.span) % axis.stride
      length = extent + axis.span - 1
      stride = axis.stride
      self.outputs = outputs
    }

    /// The cell of G that stands at a place of Z; nothing where a zero does:
    /// `(0..<7).map(rowSpread.output)` → `[nil, 0, nil, 1, nil, 2, nil]`.
    public func output(at place: Int) -> Int? {
      let distance = place - padding
      guard distance >= 0, distance % stride == 0, distance / stride < outputs else { return nil }
      return distance / stride
    }
  }

  public var rowSpread: Spread { Spread(rows, extent: plan.input[0], outputs: plan.output[0]) }
  public var columnSpread: Spread {
    Spread(columns, extent: plan.input[1], outputs: plan.output[1])
  }

  /// Z: one channel of what is given with zeros between and around, rows × columns.
  ///
  ///     inserted(channel: 0).shape              // 7×7
  ///     inserted(channel: 0).elements[7..<14]   // [0, 1, 0, 2, 0, 3, 0]
  public func inserted(image: Int = 0, channel o: Int) -> Tensor<Double> {
    let (down, across) = (rowSpread, columnSpread)
    var z = Tensor<Double>(zeros: Shape(down.length, across.length))
    for row in 0..<down.length {
      guard let i = down.output(at: row) else { continue }
      for column in 0..<across.length {
        guard let j = across.output(at: column) else { continue }
        z.elements[row * across.length + column] = given[[image, i, j, o]]
      }
    }
    return z
  }
  /// R: the weights between two channels turned by 180°, R[a,b] = K[N−1−a, N−1−b]:
  /// `turned(channel: 0, o: 0).elements` → `[9, 8, 7, 6, 5, 4, 3, 2, 1]`.
  public func turned(channel: Int, o: Int) -> Tensor<Double> {
    let (height, width) = (rows.kernel, columns.kernel)
    return Tensor(
      Shape(height, width),
      (0..<height * width).map {
        weight(height - 1 - $0 / width, width - 1 - $0 % width, channel, o)
      })
  }

  /// A product of the window of Z with R that is not with an inserted zero.
  public struct WindowProduct: Hashable, Sendable {
    /// Where it stands in Z.
    public let row: Int
    public let column: Int
    /// Where it stands in R.
    public let a: Int
    public let b: Int
    /// The channel of what is given.
    public let o: Int
    public let z: Double
    public let r: Double
    public var value: Double { z * r }
  }
  /// The products of the window at a cell, row by row, and how many with inserted zeros are left
  /// out.
  ///
  ///     let window = windowProducts(row: 1, column: 1, channel: 0)
  ///     window.products.map(\.value)  // [9, 14, 12, 5]
  ///     window.zeros                  // 5
  public func windowProducts(
    image: Int = 0, row: Int, column: Int, channel: Int
  ) -> (products: [WindowProduct], zeros: Int) {
    let (down, across) = (rowSpread, columnSpread)
    var products: [WindowProduct] = []
    var zeros = 0
    for a in 0..<rows.kernel {
      for b in 0..<columns.kernel {
        let (zRow, zColumn) = (row + a * rows.dilation, column + b * columns.dilation)
        guard let i = down.output(at: zRow), let j = across.output(at: zColumn) else {
          zeros += givenChannels(of: channel).count
          continue
        }
        for o in givenChannels(of: channel) {
          products.append(
            WindowProduct(
              row: zRow, column: zColumn, a: a, b: b, o: o, z: given[[image, i, j, o]],
              r: weight(rows.kernel - 1 - a, columns.kernel - 1 - b, channel, o)))
        }
      }
    }
    return (products, zeros)
  }
}
