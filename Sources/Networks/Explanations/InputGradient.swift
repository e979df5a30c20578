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
///
/// The examples below are of `conv 3x3 1 stride: 2` on 5×5×1, which writes 3×3×1, with K = 1…9 and
/// G = 1…9, both row by row.
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
  /// The channels of what is given that a channel of what is wanted is connected with:
  /// `givenChannels(of: 0)` → `0..<1`; with groups only those of its own.
  public func givenChannels(of channel: Int) -> Range<Int> {
    let (reads, writes) = (plan.kernel[2], plan.kernel[3] / plan.groups)
    return channel / reads * writes..<(channel / reads + 1) * writes
  }
  /// A weight between a wanted and a given channel.
  func weight(_ m: Int, _ n: Int, _ channel: Int, _ o: Int) -> Double {
    kernel[[m, n, channel % plan.kernel[2], o]]
  }
  /// What a channel begins with before anything is added.
  func offset(_ channel: Int) -> Double { bias.map { $0.elements[channel] } ?? 0 }
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
  ///
  ///     InputGradient.candidates(rows, cell: 1, outputs: 3).map(\.output)  // [1, nil, 0]
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
  /// The outputs that would read a row: `rowCandidates(of: 1).map(\.output)` → `[1, nil, 0]`.
  public func rowCandidates(of cell: Int) -> [Candidate] {
    Self.candidates(rows, cell: cell, outputs: plan.output[0])
  }
  /// The outputs that would read a column: `columnCandidates(of: 2).map(\.output)` →
  /// `[nil, 1, nil]`.
  public func columnCandidates(of cell: Int) -> [Candidate] {
    Self.candidates(columns, cell: cell, outputs: plan.output[1])
  }
  /// How many outputs read each cell along one axis: 1 2 1 2 1 2 1 for a 3×3 kernel and stride 2.
  public static func readers(_ axis: Window.Axis, extent: Int, outputs: Int) -> [Int] {
    (0..<extent).map { axis.readers(of: $0, outputs: outputs).count }
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
  /// The sum over all outputs that read a cell: `gathered(row: 1, column: 1, channel: 0)` → `40`,
  /// which is 5·1 + 4·3 + 2·7 + 1·9.
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
  /// The same as a window of Z times the turned kernel, by zero-insertion:
  /// `convolved(row: 1, column: 1, channel: 0)` → `40`, which is 1·9 + 2·7 + 4·3 + 5·1.
  public func convolved(image: Int = 0, row: Int, column: Int, channel: Int) -> Double {
    windowProducts(image: image, row: row, column: column, channel: channel).products
      .reduce(offset(channel)) { $0 + $1.value }
  }
}

extension Trace<Double> {
  /// The four ways to a quantity: the input gradient of a convolution, the output of a transposed
  /// one; nothing for the others.
  ///
  ///     let ways = trace.inputGradient(.inputGradient(0), of: conv)
  ///     ways?.gathered(row: 1, column: 1, channel: 0)  // the element 0,1,1,0 of the gradient in x
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
