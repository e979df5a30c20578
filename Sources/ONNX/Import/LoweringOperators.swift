import Networks
import Tensors

extension Lowering {
  /// Adds what one node does; throws a `Misfit` where the notation has nothing for it.
  mutating func lower(_ node: ModelNode) throws {
    guard node.domain.isEmpty || node.domain == "com.microsoft" else {
      throw Misfit("its operator belongs to ‘\(node.domain.quotable())’ and not to ONNX")
    }
    guard !node.outputs.isEmpty else { throw Misfit("nothing leaves it") }
    // what only training does was kept in a remark
    if node.remark.hasPrefix(ExportedModel.mark), ["Identity", "Mul"].contains(node.kind) {
      return try addRegulariser(node, String(node.remark.dropFirst(ExportedModel.mark.count)))
    }
    switch node.kind {
    case "Conv": try lowerConvolution(node)
    case "ConvTranspose": try lowerTransposed(node)
    case "Gemm": try lowerGemm(node)
    case "MatMul": try lowerProduct(node)
    case "BatchNormalization": try lowerNormalization(node)
    case "LayerNormalization", "GroupNormalization", "InstanceNormalization":
      try lowerImageNormalization(node)
    case "PRelu": try lowerLearntSlopes(node)
    case "DepthToSpace": try lowerPixelShuffle(node)
    case "Resize", "Upsample": try lowerResize(node)
    case "MaxPool", "AveragePool": try lowerPool(node)
    case "GlobalAveragePool", "ReduceMean": try lowerMean(node)
    case "Relu": try add(node, eachBy: "relu")
    case "Sigmoid": try add(node, eachBy: "sigmoid")
    case "HardSwish": try add(node, eachBy: "hard_swish")
    case "Tanh": try add(node, eachBy: "tanh")
    case "LeakyRelu":
      let slope = node.float("alpha", else: 0.01)
      try add(node, eachBy: slope == 0.01 ? "leaky_relu" : "leaky_relu slope: \(slope)")
    case "Elu":
      let alpha = node.float("alpha", else: 1)
      try add(node, eachBy: alpha == 1 ? "elu" : "elu alpha: \(alpha)")
    case "Softplus": try add(node, eachBy: "softplus")
    case "HardSigmoid": try lowerHardSigmoid(node)
    case "Gelu":
      try add(node, eachBy: node.text("approximate") == "tanh" ? "gelu approximate" : "gelu")
    case "Clip": try lowerClip(node)
    case "Erf": try addArithmetic(node, .errorFunction)
    case "Sqrt": try addArithmetic(node, .power(0.5))
    case "Pow": try lowerPower(node)
    case "Add", "Sub", "Mul", "Div": try lowerPair(node)
    case "Sum": try join(node, "sum", node.inputs.indices.map { try source(node, $0) })
    case "Concat": try lowerConcat(node)
    case "Softmax": try lowerSoftmax(node)
    case "Dropout": try lowerDropout(node)
    case "Identity", "Cast": set(node, try value(node, 0))
    case "Constant", "ConstantOfShape", "Shape", "Gather", "Range", "Size", "Floor":
      try foldArithmetic(node)
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze": try lowerReshape(node)
    case "Transpose": try lowerTranspose(node)
    case "Pad": try lowerPad(node)
    case "Slice": try lowerSlice(node)
    case "Split": try lowerSplit(node)
    default: throw Misfit("the notation has no operation for it")
    }
  }

  /// Joins of branches: `sum`, `concat`, `scale`.
  mutating func join(_ node: ModelNode, _ keyword: String, _ sources: [(step: Int, view: View)])
    throws
  {
    // one branch needs no join
    if sources.count == 1 { return set(node, .flow(sources[0].step, sources[0].view)) }
    let shapes = sources.map { shape($0.step) }
    guard var result = shapes.max(by: { $0.count < $1.count }) else {
      throw Misfit("nothing enters it")
    }
    let isAlike = Set(sources.map { $0.view == .pooled ? .usual : $0.view }.map(\.order)).count == 1
    guard isAlike else { throw Misfit("what enters it lies in different orders") }
    switch keyword {
    case "concat":
      guard Set(shapes.map { $0.extents.dropLast() }).count == 1 else {
        throw Misfit("it joins maps of \(shapes.map(\.description).joined(separator: " and "))")
      }
      result = Shape(
        result.extents.dropLast() + [shapes.reduce(0) { $0 + ($1.extents.last ?? 0) }])
    case "scale":
      guard shapes.allSatisfy({ $0 == result || $0.count == result.extents.last }) else {
        throw Misfit(
          "it multiplies \(shapes.map(\.description).joined(separator: " and ")), which is neither "
            + "cell by cell nor channel by channel")
      }
    default:
      guard Set(shapes).count == 1 else {
        throw Misfit("it adds \(shapes.map(\.description).joined(separator: " and "))")
      }
    }
    var sources = sources
    if keyword == "scale" { sources.sort { shape($0.step).count > shape($1.step).count } }
    add(node, .join(keyword), of: sources.map(\.step), result, sources[0].view)
  }

  private mutating func lowerDropout(_ node: ModelNode) throws {
    let ratio = known(node, 1)?.first ?? node.float("ratio", else: 0.5)
    guard ratio > 0, ratio < 1 else { return set(node, try value(node, 0)) }
    // as it is written: 0.3 and not 0.30000000000000004
    try add(node, eachBy: "dropout keep: \(((1 - ratio) * 1e6).rounded() / 1e6)")
  }

  /// What only training does; a remark comes from outside and may say anything.
  private mutating func addRegulariser(_ node: ModelNode, _ words: String) throws {
    let (step, view) = try source(node)
    let keywords: Set<Substring> = [
      "dropout", "dropblock", "cutout", "cutmix", "mixup", "stochastic_depth",
    ]
    guard keywords.contains(words.prefix { $0 != " " }), view == .usual,
      let graph = try? Network(words, on: shape(step)).graph, graph.nodes.count == 2,
      graph.output.shape == shape(step)
    else { throw Misfit("its remark ‘\(words.quotable())’ is no operation that keeps a shape") }
    add(node, .operation(graph.output.operation.source), of: [step], shape(step))
  }

  private mutating func lowerConcat(_ node: ModelNode) throws {
    if node.inputs.indices.allSatisfy({ known(node, $0) != nil }) {
      let all = node.inputs.indices.flatMap { knownIntegers(node, $0) ?? [] }
      return set(node, .integers(all, isScalar: false))
    }
    let sources = try node.inputs.indices.map { try source(node, $0) }
    let shape = modelShape(sources[0].step, sources[0].view)
    let axis = node.integer("axis", else: 1)
    let channels = sources[0].view == .channelsLast ? 3 : 1
    guard try self.axis(axis, of: shape.count) == channels else {
      throw Misfit("it joins along axis \(axis), and concat joins channels")
    }
    try join(node, "concat", sources)
  }

  private mutating func lowerSoftmax(_ node: ModelNode) throws {
    let (step, view) = try source(node)
    let rank = modelShape(step, view).count
    let axis = node.integer("axis", else: version < 13 ? 1 : -1)
    guard shape(step).rank == 1, try self.axis(axis, of: rank) == 1 else {
      throw Misfit("it goes along axis \(axis) of \(rank), and softmax is over a vector")
    }
    try add(node, eachBy: "softmax")
  }
}

extension Lowering.View {
  /// What two views must share for their numbers to be joined.
  fileprivate var order: String {
    switch self {
    case .usual, .pooled: "usual"
    case .channelsLast: "channels last"
    case .padded(let zeros): "padded \(zeros)"
    case .flattened: "flattened"
    case .grouped(let groups, let isSwapped): "grouped \(groups) \(isSwapped)"
    }
  }
}
