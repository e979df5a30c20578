/// ResNet and its relatives, torchvision's and timm's alike; timm adds squeeze and excitation.
struct ResNetNaming: ZooNaming {
  // those with the stride on the first 1×1 have tensors of the same shapes but are not theirs
  static let blocks: Set<String> = [
    "basic", "bottleneck", "resnext_grouped", "se_basic", "se_bottleneck", "se_resnext",
  ]

  func stem(_ layer: ZooLayer) -> String? { [.convolution: "conv1", .normalization: "bn1"][layer] }
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String? {
    layer == .dense && ordinal == 1 ? "fc" : nil
  }
  var remarks: [String] {
    [
      "These are names of torchvision and timm; timm's variants with other pools (resnetaa, "
        + "resnetblur) have the same and would give other numbers here."
    ]
  }

  func modules(of block: ZooBlock) -> [String] {
    var (convolutions, gates) = (0, 0)
    return block.nodes.map { node in
      let prefix = "layer\(block.stage + 1).\(block.place)."
      let isShortcut = node.id.split(separator: ".").contains { $0.hasPrefix("shortcut") }
      switch ZooLayer(node) {
      case .normalization: return prefix + (isShortcut ? "downsample.1" : "bn\(convolutions)")
      case .dense:
        gates += 1
        return prefix + "se.fc\(gates)"
      default:
        if isShortcut { return prefix + "downsample.0" }
        convolutions += 1
        return prefix + "conv\(convolutions)"
      }
    }
  }
}

/// torchvision's MobileNetV2 and V3: blocks are numbered through, their layers as well.
struct MobileNetNaming: ZooNaming {
  /// The module that holds the layers of a block: `conv` in V2, `block` in V3.
  let body: String

  func stem(_ layer: ZooLayer) -> String? {
    [.convolution: "features.0.0", .normalization: "features.0.1"][layer]
  }
  func head(_ layer: ZooLayer, ordinal: Int, after network: ZooBody) -> String? {
    switch layer {
    case .convolution where ordinal == 1: "features.\(network.blocks + 1).0"
    case .normalization where ordinal == 1: "features.\(network.blocks + 1).1"
    // V3 has a hard swish and a dropout between its two
    case .dense: body == "conv" ? "classifier.1" : "classifier.\(ordinal == 1 ? 0 : 3)"
    default: nil
    }
  }

  func modules(of block: ZooBlock) -> [String] {
    let layers = LayerNumbers(block)
    return zip(block.nodes, layers.numbers).map { node, layer in
      let prefix = "features.\(block.ordinal + 1).\(body)."
      // V2's last convolution and its normalization are layers of their own
      if body == "conv", layer == layers.last {
        return prefix + "\(layer + (ZooLayer(node) == .normalization ? 1 : 0))"
      }
      return prefix + "\(layer)." + layers.part(of: node)
    }
  }
}

/// torchvision's EfficientNet: blocks are numbered within their stages.
struct EfficientNetNaming: ZooNaming {
  func stem(_ layer: ZooLayer) -> String? {
    [.convolution: "features.0.0", .normalization: "features.0.1"][layer]
  }
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String? {
    let last = "features.\(body.stages + 1)"
    return [.convolution: last + ".0", .normalization: last + ".1", .dense: "classifier.1"][layer]
  }

  func modules(of block: ZooBlock) -> [String] {
    let layers = LayerNumbers(block)
    return zip(block.nodes, layers.numbers).map { node, layer in
      "features.\(block.stage + 1).\(block.place).block.\(layer)." + layers.part(of: node)
    }
  }
}

/// Convolutions with their normalizations, and gates, numbered from 0.
private struct LayerNumbers {
  private(set) var numbers: [Int] = []
  private let gates: [Int]

  init(_ block: ZooBlock) {
    var layer = -1
    var gates: [Int] = []
    for node in block.nodes {
      switch ZooLayer(node) {
      case .normalization: break
      case .dense:
        if gates.isEmpty { layer += 1 }
        gates.append(node.index)
      default: layer += 1
      }
      numbers.append(max(layer, 0))
    }
    self.gates = gates
  }

  var last: Int { numbers.last ?? 0 }

  /// The part of its layer that a node is.
  func part(of node: Node) -> String {
    if let gate = gates.firstIndex(of: node.index) { return "fc\(gate + 1)" }
    return ZooLayer(node) == .normalization ? "1" : "0"
  }
}

/// timm's MobileNetV2, MobileNetV3 and EfficientNet: layers are named by what they do.
struct TimmNaming: ZooNaming {
  /// V3 has its last convolution among the stages, and a dense layer more.
  var isV3 = false
  /// Whether the network pads and normalises as TensorFlow does.
  var isOfTensorFlow = false

  func stem(_ layer: ZooLayer) -> String? {
    [.convolution: "conv_stem", .normalization: "bn1"][layer]
  }
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String? {
    guard isV3 else {
      return [.convolution: "conv_head", .normalization: "bn2", .dense: "classifier"][layer]
    }
    switch layer {
    case .convolution: return "blocks.\(body.stages).0.conv"
    case .normalization: return "blocks.\(body.stages).0.bn1"
    case .dense: return ordinal == 1 ? "conv_head" : "classifier"
    default: return nil
    }
  }
  var remarks: [String] {
    if isOfTensorFlow {
      return [
        "These are timm's names; its variants that do not begin with ‘tf_’ have the same, but pad "
          + "evenly and normalise with ‘eps: 1e-5’."
      ]
    }
    let variants =
      "These are timm's names; its variants that begin with ‘tf_’ have the same, but pad as "
      + "TensorFlow does (‘padding: same_tf’) and normalise with ‘eps: 0.001’."
    return isV3
      ? [
        variants,
        "timm normalises MobileNetV3 with an eps of 1e-5, where the library's blocks have "
          + "torchvision's 0.001.",
      ] : [variants]
  }

  func modules(of block: ZooBlock) -> [String] {
    let layers = block.nodes.map { ZooLayer($0) }
    let expands = layers.first == .convolution
    var (norms, gates, convolutions) = (0, 0, 0)
    return layers.map { layer in
      let prefix = "blocks.\(block.stage).\(block.place)."
      switch layer {
      case .normalization:
        norms += 1
        return prefix + "bn\(norms)"
      case .dense:
        gates += 1
        return prefix + (gates == 1 ? "se.conv_reduce" : "se.conv_expand")
      case .depthwise: return prefix + "conv_dw"
      default:
        convolutions += 1
        // the projection is called linear only where there is an expansion beside it
        return prefix + (expands && convolutions == 2 ? "conv_pwl" : "conv_pw")
      }
    }
  }
}

/// timm's ResNet V2: each convolution has the normalization before it.
struct PreactivationNaming: ZooNaming {
  static let blocks: Set<String> = ["preact_basic", "preact_bottleneck"]

  func stem(_ layer: ZooLayer) -> String? { [.convolution: "stem.conv"][layer] }
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String? {
    [.normalization: "norm", .dense: "head.fc"][layer]
  }

  func modules(of block: ZooBlock) -> [String] {
    var (norms, convolutions) = (0, 0)
    let inBranch = block.name == "preact_basic" ? 2 : 3
    return block.nodes.map { node in
      let prefix = "stages.\(block.stage).blocks.\(block.place)."
      if ZooLayer(node) == .normalization {
        norms += 1
        return prefix + "norm\(norms)"
      }
      convolutions += 1
      return prefix + (convolutions > inBranch ? "downsample.conv" : "conv\(convolutions)")
    }
  }
}

/// DenseNet, torchvision's and timm's alike.
struct DenseNetNaming: ZooNaming {
  func stem(_ layer: ZooLayer) -> String? {
    [.convolution: "features.conv0", .normalization: "features.norm0"][layer]
  }
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String? {
    // blocks and the transitions between them
    [.normalization: "features.norm\((body.blocks + 1) / 2 + 1)", .dense: "classifier"][layer]
  }
  /// Files from before 2018, torchvision's published ones among them, have `norm.1`, `conv.2`.
  func formerModules(_ module: String) -> [String] {
    guard module.contains(".denselayer"), let number = module.last, number.isNumber else {
      return []
    }
    return [module.dropLast() + ".\(number)"]
  }

  func modules(of block: ZooBlock) -> [String] {
    block.nodes.map { node in
      let path = node.id.split(separator: ".").map(String.init)
      let number = block.ordinal / 2 + 1
      if block.name == "transition" {
        return "features.transition\(number)."
          + (ZooLayer(node) == .normalization ? "norm" : "conv")
      }
      let layer = path.first { $0.hasPrefix("dense_layer") }?.dropFirst("dense_layer".count) ?? ""
      return "features.denseblock\(number).denselayer\(layer).\(path.last ?? "")"
    }
  }
}
