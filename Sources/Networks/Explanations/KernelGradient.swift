import Tensors

/// The gradient of a convolution in its kernel, as a sum of patches of what it read.
///
///     dK[m,n,c,o] = Σ i,j  x[i·S + m·D − P, j·S + n·D − P, c] · G[i,j,o]
///
/// Every output gradient adds the patch that its window saw, times itself. The examples below are
/// of `conv 3x3 1 stride: 2` on 5×5×1 with x = 1…25 and G = 1…9, both row by row.
public struct KernelGradient: Sendable {
  public let plan: ConvolutionPlan
  /// Images × rows × columns × channels of what the convolution reads.
  public let read: Tensor<Double>
  /// The gradient in what it writes.
  public let given: Tensor<Double>

  /// The tensors have the shapes of the plan.
  public init(_ plan: ConvolutionPlan, read: Tensor<Double>, given: Tensor<Double>) {
    self.plan = plan
    self.read = read
    self.given = given
  }

  /// What one output position of one image adds to the weights between two channels.
  public struct Patch: Sendable {
    public let image: Int
    public let row: Int
    public let column: Int
    /// Where its first tap reads; what lies outside the map is padding and reads 0.
    public let top: Int
    public let left: Int
    public let gradient: Double
    /// What the window saw, rows × columns of the kernel.
    public let seen: Tensor<Double>
    /// The same times the gradient.
    public var values: Tensor<Double> {
      Tensor(seen.shape, seen.elements.map { $0 * gradient })
    }
  }

  public var stampCount: Int { read.shape[0] * plan.output[0] * plan.output[1] }

  /// The patch of an output position, images in order, row by row; `input` counts within the group.
  ///
  ///     let patch = patch(4, input: 0, output: 0)
  ///     patch.seen.elements  // [7, 8, 9, 12, 13, 14, 17, 18, 19]
  ///     patch.gradient       // 5
  public func patch(_ ordinal: Int, input c: Int, output o: Int) -> Patch {
    let (rows, columns) = (plan.window.rows, plan.window.columns)
    let area = plan.output[0] * plan.output[1]
    let (image, place) = (ordinal / area, ordinal % area)
    let (i, j) = (place / plan.output[1], place % plan.output[1])
    let channel = o / (plan.kernel[3] / plan.groups) * plan.kernel[2] + c
    var seen = Tensor<Double>(zeros: Shape(rows.kernel, columns.kernel))
    for m in 0..<rows.kernel {
      let row = rows.cell(of: i, through: m)
      guard 0..<plan.input[0] ~= row else { continue }
      for n in 0..<columns.kernel {
        let column = columns.cell(of: j, through: n)
        guard 0..<plan.input[1] ~= column else { continue }
        seen.elements[m * columns.kernel + n] = read[[image, row, column, channel]]
      }
    }
    return Patch(
      image: image, row: i, column: j, top: rows.cell(of: i, through: 0),
      left: columns.cell(of: j, through: 0), gradient: given[[image, i, j, o]], seen: seen)
  }

  /// The sum of the first patches, rows × columns of the kernel; of all it is the gradient.
  ///
  ///     landed(after: 1, input: 0, output: 0).elements  // [0, 0, 0, 0, 1, 2, 0, 6, 7]
  public func landed(after count: Int, input c: Int, output o: Int) -> Tensor<Double> {
    var sum = Tensor<Double>(zeros: Shape(plan.window.rows.kernel, plan.window.columns.kernel))
    for ordinal in 0..<min(max(count, 0), stampCount) {
      let values = patch(ordinal, input: c, output: o).values
      for index in sum.elements.indices { sum.elements[index] += values.elements[index] }
    }
    return sum
  }
}

extension Trace<Double> {
  /// The patches behind a kernel's gradient; nothing for other quantities.
  ///
  ///     trace.kernelGradient(.parameterGradient("weight"), of: conv)?.stampCount  // 9
  public func kernelGradient(_ quantity: Quantity, of node: Node) -> KernelGradient? {
    guard quantity == .parameterGradient("weight") else { return nil }
    let call = call(of: node)
    switch node.operation {
    case let convolution as any Convolving:
      return KernelGradient(
        convolution.fittingPlan(on: call.inputs[0].shape.image), read: call.inputs[0],
        given: gradients[node.index])
    case let transposed as Transposed:
      // the convolution that leads back reads its output's gradient and writes its input
      guard let plan = transposed.plan(on: call.inputs[0].shape.image) else { return nil }
      return KernelGradient(plan, read: gradients[node.index], given: call.inputs[0])
    default: return nil
    }
  }
}
