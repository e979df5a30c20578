import Networks
import Tensors

/// Writes the nodes of a graph into a model.
struct NodeWriter {
  let graph: Graph
  let parameters: [String: Tensor<Float>]
  var model = ModelWriter()
  private var storedZeroToSix = false

  init(graph: Graph, parameters: [String: Tensor<Float>]) {
    self.graph = graph
    self.parameters = parameters
  }

  /// The sides of an image in the order that ONNX has.
  static func extents(_ shape: Shape) -> [Int] {
    shape.rank == 3 ? [shape[2], shape[0], shape[1]] : shape.extents
  }

  mutating func write(_ node: Node) throws {
    let words = OperationWords(node.operation)
    let x = node.inputs.map { graph.nodes[$0].id }
    let map = graph.nodes[node.inputs[0]].shape
    switch words.keyword {
    case "conv", "depthwise": try writeConvolution(node, words, x, map)
    case "transposed": try writeTransposed(node, words, x, map)
    case "dense": try writeDense(node, words, x)
    case "norm":
      for name in ["scale", "shift", "mean", "variance"] { try store(node, name) }
      let names = ["scale", "shift", "mean", "variance"].map { "\(node.id).\($0)" }
      add(
        "BatchNormalization", node, x + names,
        [("epsilon", .float(words.number("eps", else: 1e-5)))])
    case "layer_norm", "group_norm", "instance_norm": try writeImageNormalization(node, words, x)
    case "prelu":
      try store(node, "weight", shape: Self.channelShape(map))
      add("PRelu", node, x + ["\(node.id).weight"])
    case "layer_scale":
      try store(node, "scale", shape: Self.channelShape(map))
      add("Mul", node, x + ["\(node.id).scale"])
    case "gelu":
      model.require(operators: 20)
      add("Gelu", node, x, words.has("approximate") ? [("approximate", .text("tanh"))] : [])
    case "relu": add("Relu", node, x)
    case "relu6":
      if !storedZeroToSix {
        model.store("zero", Tensor(Shape([]), [0]))
        model.store("six", Tensor(Shape([]), [6]))
        storedZeroToSix = true
      }
      add("Clip", node, x + ["zero", "six"])
    case "sigmoid": add("Sigmoid", node, x)
    case "swish":
      model.add("Sigmoid", named: "\(node.id)/gate", x, to: "\(node.id)/gate")
      add("Mul", node, x + ["\(node.id)/gate"])
    case "hard_sigmoid":
      add("HardSigmoid", node, x, [("alpha", .float(1.0 / 6)), ("beta", .float(0.5))])
    case "hard_swish": add("HardSwish", node, x)
    case "tanh": add("Tanh", node, x)
    case "leaky_relu":
      add("LeakyRelu", node, x, [("alpha", .float(words.number("slope", else: 0.01)))])
    case "elu": add("Elu", node, x, [("alpha", .float(words.number("alpha", else: 1)))])
    case "softplus": add("Softplus", node, x)
    case "softmax": add("Softmax", node, x, [("axis", .integer(1))])
    case "maxpool", "avgpool":
      let zeros = words.zeros(on: map.extents)
      var attributes = window(words, zeros)
      if words.keyword == "avgpool" {
        attributes.append(("count_include_pad", .integer(words.has("count_padding") ? 1 : 0)))
      }
      if words.has("ceil") { attributes.append(("ceil_mode", .integer(1))) }
      add(words.keyword == "maxpool" ? "MaxPool" : "AveragePool", node, x, attributes)
    case "globalpool":
      model.add("GlobalAveragePool", named: "\(node.id)/mean", x, to: "\(node.id)/mean")
      add("Flatten", node, ["\(node.id)/mean"], [("axis", .integer(1))])
    case "flatten":
      model.add(
        "Transpose", named: "\(node.id)/order", x, to: "\(node.id)/order",
        [("perm", .integers([0, 2, 3, 1]))])
      add("Flatten", node, ["\(node.id)/order"], [("axis", .integer(1))])
    case "sum": add("Sum", node, x)
    case "concat": add("Concat", node, x, [("axis", .integer(1))])
    case "scale": writeScale(node, x)
    case "channel_shuffle": writeShuffle(node, words, x)
    case "pixel_shuffle":
      add(
        "DepthToSpace", node, x,
        [("blocksize", .integer(words.pair()?[0] ?? 1)), ("mode", .text("CRD"))])
    case "slice_channels":
      let first = Int(words.number("from", else: 0))
      for (name, number) in [("starts", first), ("ends", first + node.shape[2]), ("axes", 1)] {
        model.store("\(node.id).\(name)", [number])
      }
      add("Slice", node, x + ["starts", "ends", "axes"].map { "\(node.id).\($0)" })
    case "upsample": writeUpsample(node, words, x)
    case "pad_channels": writeChannels(node, words, x, map)
    case "dropout", "dropblock", "cutout", "cutmix", "mixup", "stochastic_depth":
      try writeRegulariser(node, words, x)
    default:
      throw Misfit("\(node.id): ONNX has no operator that \(words.keyword) is written with here")
    }
  }

  mutating func add(
    _ kind: String, _ node: Node, _ inputs: [String],
    _ attributes: [(String, ModelWriter.Attribute)] = [], remark: String? = nil
  ) {
    model.add(kind, named: node.id, inputs, to: node.id, attributes, remark: remark)
  }

  /// Stores a parameter, its axes in another order or of another shape where that is asked for.
  mutating func store(
    _ node: Node, _ name: String, order: [Int]? = nil, shape: Shape? = nil
  ) throws {
    let full = "\(node.id).\(name)"
    guard let tensor = parameters[full] else { throw Misfit("there is no \(full) to write") }
    model.store(full, order.map { tensor.permuted($0) } ?? tensor.reshaped(shape ?? tensor.shape))
  }
  /// The shape of a number for each channel, beside C × H × W or C.
  private static func channelShape(_ image: Shape) -> Shape {
    image.rank == 3 ? Shape(image[2], 1, 1) : image
  }

  private func window(
    _ words: OperationWords, _ zeros: (before: [Int], after: [Int])
  ) -> [(String, ModelWriter.Attribute)] {
    [
      ("kernel_shape", .integers(words.pair() ?? [1, 1])),
      ("strides", .integers(words.pair("stride") ?? [1, 1])),
      ("dilations", .integers(words.pair("dilation") ?? [1, 1])),
      ("pads", .integers(zeros.before + zeros.after)),
    ].filter { name, _ in name != "dilations" || words.pair("dilation") != nil }
  }

  private mutating func writeConvolution(
    _ node: Node, _ words: OperationWords, _ x: [String], _ map: Shape
  ) throws {
    try store(node, "weight", order: [3, 2, 0, 1])
    let hasBias = words.has("bias")
    if hasBias { try store(node, "bias") }
    let groups =
      words.keyword == "depthwise" ? map[2] : Int(words.number("groups", else: 1))
    add(
      "Conv", node, x + ["\(node.id).weight"] + (hasBias ? ["\(node.id).bias"] : []),
      window(words, words.zeros(on: map.extents)) + [("group", .integer(groups))])
  }

  private mutating func writeTransposed(
    _ node: Node, _ words: OperationWords, _ x: [String], _ map: Shape
  ) throws {
    try store(node, "weight", order: [3, 2, 0, 1])
    let hasBias = words.has("bias")
    if hasBias { try store(node, "bias") }
    // zeros are those of the convolution whose gradient it is, from the output to the input
    let before = words.zeros(on: node.shape.extents).before
    let (kernel, stride) = (words.pair() ?? [1, 1], words.pair("stride") ?? [1, 1])
    let dilation = words.pair("dilation") ?? [1, 1]
    var (after, extra) = ([0, 0], [0, 0])
    for axis in 0..<2 {
      let span = dilation[axis] * (kernel[axis] - 1) + 1
      let rest = (map[axis] - 1) * stride[axis] + span - before[axis] - node.shape[axis]
      // torch takes as many zeros before as behind, and what is too few as output padding
      after[axis] = max(rest, before[axis])
      extra[axis] = after[axis] - rest
      if extra[axis] >= max(stride[axis], dilation[axis]) { (after[axis], extra[axis]) = (rest, 0) }
    }
    add(
      "ConvTranspose", node, x + ["\(node.id).weight"] + (hasBias ? ["\(node.id).bias"] : []),
      window(words, (before, after)) + [
        ("output_padding", .integers(extra)),
        ("group", .integer(Int(words.number("groups", else: 1)))),
      ])
  }

  private mutating func writeDense(
    _ node: Node, _ words: OperationWords, _ x: [String]
  ) throws {
    try store(node, "weight")
    guard !words.has("no_bias") else { return add("MatMul", node, x + ["\(node.id).weight"]) }
    try store(node, "bias")
    add("Gemm", node, x + ["\(node.id).weight", "\(node.id).bias"])
  }

  /// A product in which a vector is copied to every position of a map.
  private mutating func writeScale(_ node: Node, _ x: [String]) {
    var factors: [String] = []
    for (input, name) in zip(node.inputs, x) {
      guard graph.nodes[input].shape.rank == 1, node.shape.rank == 3 else {
        factors.append(name)
        continue
      }
      let wide = "\(node.id)/wide\(factors.count)"
      model.store("\(wide).axes", [2, 3])
      model.add("Unsqueeze", named: wide, [name, "\(wide).axes"], to: wide)
      factors.append(wide)
    }
    var product = factors[0]
    for (index, factor) in factors.enumerated().dropFirst() {
      let output = index == factors.count - 1 ? node.id : "\(node.id)/product\(index)"
      model.add("Mul", named: output, [product, factor], to: output)
      product = output
    }
    if factors.count == 1 { model.add("Identity", named: node.id, [product], to: node.id) }
  }

  /// Every stride-th position, and zeros in new channels.
  private mutating func writeChannels(
    _ node: Node, _ words: OperationWords, _ x: [String], _ map: Shape
  ) {
    var x = x
    if let stride = words.pair("stride"), stride != [1, 1] {
      let read = "\(node.id)/read"
      model.add(
        "MaxPool", named: read, x, to: read,
        [("kernel_shape", .integers([1, 1])), ("strides", .integers(stride))])
      x = [read]
    }
    model.store("\(node.id).pads", [0, 0, 0, 0, 0, node.shape[2] - map[2], 0, 0])
    add("Pad", node, x + ["\(node.id).pads"], [("mode", .text("constant"))])
  }

  /// What training does by chance is left out, or leaves a factor.
  private mutating func writeRegulariser(
    _ node: Node, _ words: OperationWords, _ x: [String]
  ) throws {
    let remark = ExportedModel.mark + node.operation.source
    guard words.keyword == "stochastic_depth", !words.has("scale_training") else {
      return add("Identity", node, x, remark: remark)
    }
    let factor = Float(words.number("keep", else: 1))
    model.store("\(node.id).keep", Tensor(Shape([]), [factor]))
    add("Mul", node, x + ["\(node.id).keep"], remark: remark)
  }
}
