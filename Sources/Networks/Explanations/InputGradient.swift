import Tensors

/// The gradient of a convolution to its input, taken apart in four ways that give the same numbers.
///
///     gather           dx[i] = Σ over i'·S + m·D − P = i of  G[i'] · K[m]
///     scatter          dx[i'·S + m·D − P] += G[i'] · K[m]          for every i', m
///     zero-insertion   dx[i] = Σ a  Z[i + a·D] · K[N−1−a]         Z is G spread by S and padded
///     matrix           vec(dx) = Aᵀ · vec(G)                      where vec(y) = A · vec(x)
///
/// A transposed convolution computes the same forward: there G is its input and dx its output
/// (Dumoulin and Visin 2016, section 4).
public struct InputGradient: Sendable {
  /// The convolution that reads what is wanted and writes what is given.
  public let plan: ConvolutionPlan
  /// Images × rows × columns × channels of what the convolution writes.
  public let given: Tensor<Double>
  /// Rows × columns × in/groups × out.
  public let kernel: Tensor<Double>
  /// What a transposed convolution adds to each channel; nothing for a gradient.
  public let bias: Tensor<Double>?

  /// A gradient of a given convolution; the tensors have the shapes of the plan.
  public init(
    _ plan: ConvolutionPlan, given: Tensor<Double>, kernel: Tensor<Double>,
    bias: Tensor<Double>? = nil
  ) {
    self.plan = plan
    self.given = given
    self.kernel = kernel
    self.bias = bias
  }

  public var rows: Window.Axis { plan.window.rows }
  public var columns: Window.Axis { plan.window.columns }
  /// The channels of what is given that a channel of what is wanted is connected with.
  public func givenChannels(of channel: Int) -> Range<Int> {
    let (reads, writes) = (plan.kernel[2], plan.kernel[3] / plan.groups)
    return channel / reads * writes..<(channel / reads + 1) * writes
  }
  /// A weight between a wanted and a given channel.
  func weight(_ m: Int, _ n: Int, _ channel: Int, _ o: Int) -> Double {
    kernel[[m, n, channel % plan.kernel[2], o]]
  }
  private func offset(_ channel: Int) -> Double { bias.map { $0.elements[channel] } ?? 0 }
}

/// Gather: which outputs read a cell, and why the others cannot.
extension InputGradient {
  /// The output that would have read a cell through one tap: (i + P − m·D) / S.
  public struct Candidate: Hashable, Sendable {
    public let tap: Int
    /// i + P − m·D.
    public let numerator: Int
    public let stride: Int
    /// The output, where it is a whole number and exists.
    public let output: Int?

    /// Whether no output stands there because the stride passes over it.
    public var isBetween: Bool { numerator % stride != 0 }
  }

  /// The candidates of a cell along one axis, by ascending tap.
  public static func candidates(
    _ axis: Window.Axis, cell: Int, outputs: Int
  ) -> [Candidate] {
    (0..<axis.kernel).map { tap in
      let numerator = cell + axis.before - tap * axis.dilation
      let isWhole = numerator % axis.stride == 0
      let output = isWhole && numerator >= 0 ? numerator / axis.stride : -1
      return Candidate(
        tap: tap, numerator: numerator, stride: axis.stride,
        output: 0..<outputs ~= output ? output : nil)
    }
  }
  public func rowCandidates(of cell: Int) -> [Candidate] {
    Self.candidates(rows, cell: cell, outputs: plan.output[0])
  }
  public func columnCandidates(of cell: Int) -> [Candidate] {
    Self.candidates(columns, cell: cell, outputs: plan.output[1])
  }
  /// How many outputs read each cell along one axis: 1 2 1 2 1 2 1 for a 3×3 kernel and stride 2.
  public static func readers(_ axis: Window.Axis, extent: Int, outputs: Int) -> [Int] {
    (0..<extent).map { axis.readers(of: $0, outputs: outputs).count }
  }
}

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

  /// What has landed on each cell of a channel after the first stamps, and how many did.
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

    /// The cell of G that stands at a place of Z; nothing where a zero does.
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

  /// Z: one channel of what is given with zeros between and around.
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
  /// R: the weights between two channels turned by 180°, R[a,b] = K[N−1−a, N−1−b].
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

/// Matrix: the convolution as one product, its gradient as that with the transpose.
extension InputGradient {
  /// A: a row an output, a column an input, both in the order rows, columns, channels.
  ///
  /// Most of its elements are zero: A of large maps is large.
  public var matrix: Tensor<Double> {
    let (input, output) = (plan.input, plan.output)
    var matrix = Tensor<Double>(zeros: Shape(output.count, input.count))
    for place in 0..<output.count {
      let y = output.index(at: place)
      for m in 0..<rows.kernel {
        let row = rows.cell(of: y[0], through: m)
        guard 0..<input[0] ~= row else { continue }
        for n in 0..<columns.kernel {
          let column = columns.cell(of: y[1], through: n)
          guard 0..<input[1] ~= column else { continue }
          for channel in 0..<input[2] where givenChannels(of: channel).contains(y[2]) {
            let x = (row * input[1] + column) * input[2] + channel
            matrix.elements[place * input.count + x] = weight(m, n, channel, y[2])
          }
        }
      }
    }
    return matrix
  }
}

/// One number in each of the ways: they must agree.
extension InputGradient {
  public func gathered(image: Int = 0, row: Int, column: Int, channel: Int) -> Double {
    var sum = offset(channel)
    for (i, m) in rows.readers(of: row, outputs: plan.output[0]) {
      for (j, n) in columns.readers(of: column, outputs: plan.output[1]) {
        for o in givenChannels(of: channel) {
          sum += given[[image, i, j, o]] * weight(m, n, channel, o)
        }
      }
    }
    return sum
  }
  public func convolved(image: Int = 0, row: Int, column: Int, channel: Int) -> Double {
    windowProducts(image: image, row: row, column: column, channel: channel).products
      .reduce(offset(channel)) { $0 + $1.value }
  }
}

extension Trace<Double> {
  /// The four ways to a quantity: the input gradient of a convolution, the output of a transposed
  /// one; nothing for the others.
  public func inputGradient(_ quantity: Quantity, of node: Node) -> InputGradient? {
    let call = call(of: node)
    switch (node.operation, quantity) {
    case (let convolution as any Convolving, .inputGradient(0)):
      return InputGradient(
        convolution.fittingPlan(on: call.inputs[0].shape.image), given: gradients[node.index],
        kernel: call.parameters[0])
    case (let transposed as Transposed, .output):
      guard let plan = transposed.plan(on: call.inputs[0].shape.image) else { return nil }
      return InputGradient(
        plan, given: call.inputs[0], kernel: call.parameters[0],
        bias: transposed.hasBias ? call.parameters[1] : nil)
    default: return nil
    }
  }
}
