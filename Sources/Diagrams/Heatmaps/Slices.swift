import Tensors

/// The planes that a tensor falls into: channels of an image, slices of a kernel.
public struct Slices: Sendable {
  /// What a slice is called where they are counted: `channel`, `input`, `output`.
  public let noun: String
  public let count: Int
  public let rows: Int
  public let columns: Int
  let elements: [Double]
  let first: Int
  let sliceStride: Int
  let rowStride: Int
  let columnStride: Int
  /// Whether the row is one of channels, which may be folded, and not one of places.
  let isVector: Bool
  /// What stands before and after the ordinal in a slice's heading: `in 2 → out 0`.
  private(set) var heading: (before: String, after: String)

  /// The same slices under another heading, their ordinal between two texts:
  /// `headed("out ", " of conv1")` heads the first with `out 0 of conv1`.
  public func headed(_ before: String, _ after: String) -> Slices {
    var slices = self
    slices.heading = (before, after)
    return slices
  }

  public subscript(slice: Int) -> Plane {
    Plane(
      rows: rows, columns: columns, of: elements, first: first + slice * sliceStride,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// The channels of one image: of a batch of maps, or of a map alone (rows × columns × channels).
  ///
  ///     let slices = Slices(channelsOf: map)  // 2×2×3, the numbers 1…12
  ///     slices.count                          // 3
  ///     slices[1][0, 0]                       // 2
  public init(channelsOf tensor: Tensor<Double>, image: Int = 0) {
    let extents = tensor.shape.extents
    let map = Array(extents.suffix(3))
    precondition(map.count == 3, "a map has rows, columns and channels")
    self.init(
      "channel", count: map[2], rows: map[0], columns: map[1], of: tensor,
      first: extents.count == 4 ? image * map[0] * map[1] * map[2] : 0, sliceStride: 1,
      rowStride: map[1] * map[2], columnStride: map[2], heading: ("channel ", ""))
  }

  /// The slices of a kernel (rows × columns × in × out) that lead into one output channel.
  ///
  /// A depthwise kernel has one input to each output: there the outputs are the slices. A 1×1
  /// kernel is one matrix, in × out.
  ///
  ///     let slices = Slices(kernel: kernel, output: 1)  // 3×3×2×4, the numbers 1…72
  ///     slices.count                                    // 2, one for each input
  ///     slices[1][0, 0]                                 // 6
  public init(kernel: Tensor<Double>, output: Int = 0) {
    let extents = kernel.shape.extents
    precondition(extents.count == 4, "a kernel has rows, columns, in and out")
    let (inputs, outputs) = (extents[2], extents[3])
    let isDepthwise = inputs == 1
    guard isDepthwise || extents[0] * extents[1] > 1 else {
      self.init(matrix: kernel)
      return
    }
    self.init(
      isDepthwise ? "output" : "input", count: isDepthwise ? outputs : inputs, rows: extents[0],
      columns: extents[1], of: kernel, first: isDepthwise ? 0 : output,
      sliceStride: isDepthwise ? 1 : outputs, rowStride: extents[1] * inputs * outputs,
      columnStride: inputs * outputs,
      heading: isDepthwise ? ("out ", "") : ("in ", " → out \(output)"))
  }

  /// The slices of a kernel (rows × columns × in × out) that lead from one input channel, one for
  /// each of some outputs; those of a 1×1 kernel are one matrix.
  ///
  ///     let slices = Slices(kernel: kernel, input: 1)  // 3×3×2×4, the numbers 1…72
  ///     slices.count                                   // 4, one for each output
  ///     slices[1][0, 0]                                // 6
  public init(kernel: Tensor<Double>, input: Int) {
    let extents = kernel.shape.extents
    precondition(extents.count == 4, "a kernel has rows, columns, in and out")
    guard extents[0] * extents[1] > 1 else {
      self.init(matrix: kernel)
      return
    }
    self.init(
      "output", count: extents[3], rows: extents[0], columns: extents[1], of: kernel,
      first: input * extents[3], sliceStride: 1, rowStride: extents[1] * extents[2] * extents[3],
      columnStride: extents[2] * extents[3], heading: ("in \(input) → out ", ""))
  }

  /// The slices of a transposed convolution's kernel (rows × columns × out × in) that lead into
  /// one output channel.
  ///
  ///     Slices(transposedKernel: kernel, output: 1).count  // 4 of 3×3×2×4, one for each input
  public init(transposedKernel kernel: Tensor<Double>, output: Int = 0) {
    let extents = kernel.shape.extents
    precondition(extents.count == 4, "a kernel has rows, columns, out and in")
    let (outputs, inputs) = (extents[2], extents[3])
    self.init(
      "input", count: inputs, rows: extents[0], columns: extents[1], of: kernel,
      first: output * inputs, sliceStride: 1, rowStride: extents[1] * inputs * outputs,
      columnStride: inputs * outputs, heading: ("in ", " → out \(output)"))
  }

  /// A vector of channels as one slice of one row, of a batch or alone; pictures fold it:
  /// `Slices(vector: Tensor([1, 2, 3])).columns` → `3`.
  public init(vector: Tensor<Double>, image: Int = 0) {
    let length = vector.shape.extents.last ?? 1
    self.init(
      "channel", count: 1, rows: 1, columns: length, of: vector,
      first: vector.shape.rank == 2 ? image * length : 0, sliceStride: 0, rowStride: length,
      columnStride: 1, heading: ("", ""), isVector: true)
  }

  /// A matrix as one slice: the last two axes, such as the weights of `dense`, in × out:
  /// `Slices(matrix: weights)[0][1, 0]` → `4` for 2×3 numbers 1…6.
  public init(matrix: Tensor<Double>) {
    let extents = Array(matrix.shape.extents.suffix(2))
    precondition(extents.count == 2, "a matrix has rows and columns")
    self.init(
      "matrix", count: 1, rows: extents[0], columns: extents[1], of: matrix, first: 0,
      sliceStride: 0, rowStride: extents[1], columnStride: 1, heading: ("", ""))
  }

  private init(
    _ noun: String, count: Int, rows: Int, columns: Int, of tensor: Tensor<Double>, first: Int,
    sliceStride: Int, rowStride: Int, columnStride: Int, heading: (before: String, after: String),
    isVector: Bool = false
  ) {
    self.noun = noun
    self.count = count
    self.rows = rows
    self.columns = columns
    elements = tensor.elements
    self.first = first
    self.sliceStride = sliceStride
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.heading = heading
    self.isVector = isVector
  }
}
