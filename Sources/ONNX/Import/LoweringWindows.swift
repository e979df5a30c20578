import Networks
import Tensors

// Convolutions and dense layers.
extension Lowering {
  /// The map that enters a window, with the zeros that a `Pad` put around it.
  func map(
    _ node: ModelNode, _ options: inout WindowOptions
  ) throws -> (step: Int, map: Shape, view: View) {
    let (step, view) = try source(node)
    var usual = view
    if case .padded(let zeros) = view {
      guard options.zeros == [0, 0, 0, 0] else { throw Misfit("it pads what is padded already") }
      options.zeros = zeros
      usual = .usual
    }
    guard usual == .usual, shape(step).rank == 3 else {
      throw Misfit("what enters it is no map of images × channels × rows × columns")
    }
    return (step, shape(step), usual)
  }

  mutating func lowerConvolution(_ node: ModelNode) throws {
    let kernel = try stored(node, 1)
    guard kernel.shape.rank == 4 else {
      throw Misfit("its kernel has \(kernel.shape.rank) axes, and images need 4")
    }
    let (step, view) = try source(node)
    let groups = node.integer("group", else: 1)
    if view == .pooled || shape(step).rank == 1 { return try lowerPooled(node, kernel, groups) }
    var options = try WindowOptions(node, kernel: [kernel.shape[2], kernel.shape[3]])
    let (_, map, _) = try self.map(node, &options)
    let channels = kernel.shape[0]
    guard 1...Limits.extent ~= groups, map[2] == kernel.shape[1] * groups, channels % groups == 0
    else {
      throw Misfit("its kernel of \(kernel.shape) in \(groups) groups does not fit \(map)")
    }
    if options.zeros == nil {
      options.zeros = (0..<2).flatMap { options.tensorFlowZeros($0, on: map[$0]) }
    }
    let output = Shape(
      options.size(0, on: map[0]), options.size(1, on: map[1]), channels)
    guard output.extents.allSatisfy({ $0 > 0 }) else {
      throw Misfit("its window does not fit on \(map)")
    }
    let isDepthwise = groups == map[2] && groups > 1
    let hasBias = has(node, 2)
    let keyword = isDepthwise ? "depthwise \(options.kernelWords)" : "conv \(options.kernelWords)"
    let words =
      keyword + (isDepthwise ? "" : " \(channels)") + (try options.words(on: map))
      + (isDepthwise
        ? channels == map[2] ? "" : " multiplier: \(channels / map[2])"
        : groups == 1 ? "" : " groups: \(groups)")
      + (hasBias ? " bias" : "")
    let own = Shape(kernel.shape[2], kernel.shape[3], kernel.shape[1], channels)
    var parameters = [
      "weight": WeightSource(origin: .stored(kernel), turn: .kernel, shape: own)
    ]
    if hasBias {
      parameters["bias"] = try channelNumbers(node, 2, channels)
    }
    add(
      node, .operation(words), of: [step], output, parameters: parameters,
      window: WindowFacts(
        kernel: options.kernel, stride: options.stride, channels: channels, groups: groups,
        isDepthwise: isDepthwise, hidesNorm: hasBias && Self.hidesNorm(node), hasBias: hasBias))
  }

  /// Whether a bias is what is left of a normalization, which its exporters name so: `w_bias` beside
  /// `w`, `onnx::Conv_7` for both, or with the name of the normalization.
  private static func hidesNorm(_ node: ModelNode) -> Bool {
    let (weight, bias) = (node.inputs[1], node.inputs[2])
    return bias == weight + "_bias" || bias.hasPrefix("onnx::Conv") || bias.contains("fused_bn")
      || bias.contains("FusedBatchNorm")
  }

  /// A 1×1 convolution of what has one position is a dense layer.
  private mutating func lowerPooled(
    _ node: ModelNode, _ kernel: StoredArray, _ groups: Int
  ) throws {
    let (step, view) = try source(node)
    guard groups == 1, kernel.shape[2] == 1, kernel.shape[3] == 1,
      kernel.shape[1] == shape(step)[0]
    else { throw Misfit("its kernel of \(kernel.shape) does not fit the vector that enters") }
    try addDense(node, of: step, view, kernel, isTransposed: true, bias: has(node, 2) ? 2 : nil)
  }

  mutating func addDense(
    _ node: ModelNode, of step: Int, _ view: View, _ matrix: StoredArray, isTransposed: Bool,
    bias: Int?
  ) throws {
    guard matrix.shape.rank == 2 || matrix.shape.rank == 4 && isTransposed else {
      throw Misfit("its matrix is \(matrix.shape)")
    }
    let outputs = matrix.shape[isTransposed ? 0 : 1]
    var (step, view) = (step, view)
    var turn: WeightSource.Turn = isTransposed ? .transposed : .none
    if case .flattened(let map) = view {
      turn = .flattened(map, isTransposed: isTransposed)
      step = flatten(node, step)
      view = .usual
    }
    guard shape(step).rank == 1, shape(step)[0] * outputs == matrix.shape.count else {
      throw Misfit("its matrix of \(matrix.shape) does not fit what enters, \(shape(step))")
    }
    var parameters = [
      "weight": WeightSource(
        origin: .stored(matrix), turn: turn, shape: Shape(shape(step)[0], outputs))
    ]
    if let bias {
      parameters["bias"] = try channelNumbers(node, bias, outputs)
    }
    add(
      node, .operation("dense \(outputs)" + (bias == nil ? " no_bias" : "")), of: [step],
      Shape(outputs), view, parameters: parameters,
      window: WindowFacts(
        kernel: [], stride: [], channels: outputs, groups: 1, hasBias: bias != nil))
  }

  /// The map of a step as a vector, in the order of here.
  private mutating func flatten(_ node: ModelNode, _ step: Int) -> Int {
    // one flatten serves all that read it
    if let made = flow.steps.firstIndex(where: {
      $0.work == .operation("flatten") && $0.inputs == [step]
    }) {
      return made
    }
    return add(node, .operation("flatten"), of: [step], Shape(shape(step).count))
  }

  mutating func lowerGemm(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    guard node.integer("transA", else: 0) == 0, node.float("alpha", else: 1) == 1,
      node.float("beta", else: 1) == 1
    else { throw Misfit("it scales or turns what enters it") }
    try addDense(
      node, of: step, view, stored(node, 1), isTransposed: node.integer("transB", else: 0) == 1,
      bias: has(node, 2) ? 2 : nil)
  }

  mutating func lowerProduct(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let matrix = try stored(node, 1)
    guard matrix.shape.rank == 2 else { throw Misfit("it multiplies two computed tensors") }
    guard view == .channelsLast, shape(step).rank == 3 else {
      return try addDense(node, of: step, view, matrix, isTransposed: false, bias: nil)
    }
    // a matrix at every position is a 1×1 convolution
    let map = shape(step)
    guard matrix.shape[0] == map[2] else {
      throw Misfit("its matrix of \(matrix.shape) does not fit \(map)")
    }
    let channels = matrix.shape[1]
    add(
      node, .operation("conv 1x1 \(channels)"), of: [step], Shape(map[0], map[1], channels), view,
      parameters: [
        "weight": WeightSource(
          origin: .stored(matrix), shape: Shape(1, 1, map[2], channels))
      ],
      window: WindowFacts(kernel: [1, 1], stride: [1, 1], channels: channels, groups: 1))
  }

  mutating func lowerTransposed(_ node: ModelNode) throws {
    let kernel = try stored(node, 1)
    guard kernel.shape.rank == 4 else { throw Misfit("its kernel has \(kernel.shape.rank) axes") }
    var options = try WindowOptions(node, kernel: [kernel.shape[2], kernel.shape[3]])
    let (step, map, _) = try self.map(node, &options)
    let groups = node.integer("group", else: 1)
    guard 1...Limits.extent ~= groups else { throw Misfit("it has \(groups) groups") }
    let channels = kernel.shape[1] * groups
    guard let zeros = options.zeros, kernel.shape[0] == map[2] else {
      throw Misfit("it pads by a rule that no operation here has")
    }
    let extra = integers(node, "output_padding") ?? [0, 0]
    guard integers(node, "output_shape") == nil, extra.count == 2,
      extra.allSatisfy({ 0...Limits.window ~= $0 })
    else {
      throw Misfit("it states the size of its output")
    }
    let sides = (0..<2).map {
      (map[$0] - 1) * options.stride[$0] - zeros[2 * $0] - zeros[2 * $0 + 1] + options.span($0)
        + extra[$0]
    }
    guard sides.allSatisfy({ $0 > 0 }) else { throw Misfit("nothing would leave it") }
    let output = Shape(sides + [channels])
    let hasBias = has(node, 2)
    var words = "transposed \(options.kernelWords) \(channels)"
    if options.stride != [1, 1] { words += " stride: \(WindowOptions.side(options.stride))" }
    words += try Self.padding(options, zeros, extra, giving: output)
    if options.dilation != [1, 1] { words += " dilation: \(WindowOptions.side(options.dilation))" }
    words += (groups == 1 ? "" : " groups: \(groups)") + (hasBias ? " bias" : "")
    var parameters = [
      "weight": WeightSource(
        origin: .stored(kernel), turn: .kernel,
        shape: Shape(kernel.shape[2], kernel.shape[3], kernel.shape[1], kernel.shape[0]))
    ]
    if hasBias {
      parameters["bias"] = try channelNumbers(node, 2, channels)
    }
    add(node, .operation(words), of: [step], output, parameters: parameters)
  }

  /// How the zeros of a transposed convolution are written, which are those of the convolution whose
  /// gradient it is.
  private static func padding(
    _ options: WindowOptions, _ zeros: [Int], _ extra: [Int], giving output: Shape
  ) throws -> String {
    let same = (0..<2).map { options.dilation[$0] * (options.kernel[$0] - 1) / 2 }
    let sides = [zeros[0], zeros[2]]
    if sides == [zeros[1], zeros[3]] {
      return (sides == same ? "" : " padding: \(WindowOptions.side(sides))")
        + (extra == [0, 0] ? "" : " output_padding: \(WindowOptions.side(extra))")
    }
    guard zeros == (0..<2).flatMap({ options.tensorFlowZeros($0, on: output[$0]) }),
      extra == [0, 0]
    else { throw Misfit("it pads \(zeros) zeros, with other numbers before and behind") }
    return " padding: same_tf"
  }
}
