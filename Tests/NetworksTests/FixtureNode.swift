import Tensors

@testable import Networks

/// A node of a case, in PyTorch's kind of words.
struct FixtureNode: Decodable {
  let name: String
  let op: String
  let inputs: [String]
  let params: [String: String]
  let attrs: [String: Attribute]

  /// A number, a word, a truth or a list of numbers, or what no operation asks for.
  enum Attribute: Decodable {
    case number(Double)
    case word(String)
    case truth(Bool)
    case numbers([Double])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let word = try? container.decode(String.self) {
        self = .word(word)
      } else if let numbers = try? container.decode([Double].self) {
        self = .numbers(numbers)
      } else {
        self = .other
      }
    }
  }

  func integer(_ name: String) -> Int {
    if case .number(let number)? = attrs[name] { Int(number) } else { 1 }
  }
  func decimal(_ name: String) -> Double {
    if case .number(let number)? = attrs[name] { number } else { 0 }
  }
  func word(_ name: String) -> String {
    if case .word(let word)? = attrs[name] { word } else { "" }
  }
  func isTrue(_ name: String) -> Bool {
    if case .truth(let truth)? = attrs[name] { truth } else { false }
  }
  func size(_ name: String) -> Value {
    if case .numbers(let numbers)? = attrs[name] {
      .size(numbers.map { Int($0) })
    } else {
      .size([1, 1])
    }
  }
}

/// The words of the notation for those of the manifest.
extension FixtureNode {
  /// What a parameter of the manifest is called here.
  static let parameterNames = [
    "kernel": "weight", "bias": "bias", "gamma": "scale", "beta": "shift", "running_mean": "mean",
    "running_var": "variance", "mask": "mask",
  ]

  private var padding: Value {
    .word(word("padding_kind") == "symmetric" ? "same" : word("padding_kind"))
  }
  private var bias: Set<String> { params["bias"] == nil ? [] : ["bias"] }

  /// The operation of a node; `shape` tells the shape of a tensor of the case, `inputs` what enters.
  func operation(
    _ inputs: [Shape], shape: (String) -> Shape?, numbers: (String) -> [Double]
  ) throws -> any Operation {
    let kernel = params["kernel"].flatMap(shape)
    let window: [String: Value] = [
      "kernel": .size([kernel?[0] ?? 1, (kernel?.rank ?? 0) > 1 ? kernel?[1] ?? 1 : 1]),
      "stride": size("stride"), "padding": padding, "dilation": size("dilation"),
    ]
    switch op {
    case "conv2d":
      let (groups, out) = (integer("groups"), kernel?[3] ?? 1)
      if groups > 1, groups == inputs[0][2] {
        let multiplier: [String: Value] = ["multiplier": .integer(out / groups)]
        return try Depthwise(Arguments(window.merging(multiplier) { $1 }, flags: bias))
      }
      let channels: [String: Value] = ["groups": .integer(groups), "out": .integer(out)]
      return try Convolution(Arguments(window.merging(channels) { $1 }, flags: bias))
    case "conv2d_transpose":
      let groups = integer("groups")
      let more: [String: Value] = [
        "groups": .integer(groups), "out": .integer((kernel?[2] ?? 1) * groups),
        "output": size("output_size"),
      ]
      return try Transposed(Arguments(window.merging(more) { $1 }, flags: bias))
    case "dense":
      return try Dense(
        Arguments(["out": .integer(kernel?[1] ?? 1)], flags: bias.isEmpty ? ["no_bias"] : []))
    case "batch_norm":
      return try Normalization(
        Arguments(["eps": .decimal(decimal("eps")), "momentum": .decimal(decimal("momentum"))]))
    case "max_pool", "avg_pool":
      let arguments = Arguments(
        window.merging(["kernel": size("window")]) { $1 },
        flags: isTrue("count_include_pad") ? ["count_padding"] : [])
      return op == "max_pool" ? try MaxPool(arguments) : try AveragePool(arguments)
    case "scale", "row_scale":
      // a branch that was kept has the factor 1 or, where training scales, 1 over the probability
      let kept = params["factors"].map(numbers)?.max()
      let keep = kept.map { 1 / $0 } ?? (decimal("factor") == 0 ? 1 : decimal("factor"))
      return try StochasticDepth(
        Arguments(
          ["keep": .decimal(keep)], flags: kept == nil ? [] : ["per_example", "scale_training"]))
    case "dropblock":
      return try DropBlock(
        Arguments(
          ["keep": .decimal(decimal("keep_prob")), "size": .integer(integer("block_size"))],
          flags: isTrue("shared_across_channels") ? ["shared"] : []))
    case "cutout": return try Cutout(Arguments(["size": .integer(integer("size"))]))
    case "subsample_pad":
      return try PadChannels(
        Arguments(["out": .integer(integer("channels")), "stride": size("stride")]))
    default:
      let keywords = [
        "relu": "relu", "relu6": "relu6", "swish": "swish", "sigmoid": "sigmoid", "add": "sum",
        "hard_sigmoid": "hard_sigmoid", "hard_swish": "hard_swish", "softmax": "softmax",
        "concat": "concat", "global_avg_pool": "globalpool", "channel_scale": "scale",
        "multiply": "scale",
      ]
      guard let type = keywords[op].flatMap(Catalogue.operation) else {
        throw Misfit("the manifest has an operation \(op) that the tests do not know")
      }
      return try type.init(Arguments([:]))
    }
  }
}
