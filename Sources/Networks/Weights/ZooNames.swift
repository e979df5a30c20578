import Tensors

/// The names that the model zoos of PyTorch give to the parameters of a network, node by node.
///
/// A state dictionary names a tensor by the module that holds it, and modules are named by the
/// classes of the zoo. The library's blocks correspond to those classes, so that names follow from
/// the order of blocks and operations:
///
///     torchvision and timm, ResNet, ResNeXt   conv1, bn1, layer2.0.conv3, layer2.0.downsample.0, fc
///     timm, squeeze and excitation            layer2.0.se.fc1
///     torchvision, MobileNetV2, V3            features.2.conv.1.0, features.4.block.2.fc1
///     torchvision, EfficientNet               features.3.0.block.1.0
///     timm, MobileNetV2, EfficientNet         blocks.2.0.conv_dw, blocks.2.0.se.conv_reduce
///     timm, MobileNetV3                       the same, with blocks.6.0.conv and conv_head
///     timm, ResNet V2                         stages.1.blocks.0.conv3, head.fc
///     torchvision and timm, DenseNet          features.denseblock1.denselayer2.conv1
///
/// A convolution or dense layer has `weight` and perhaps `bias`, a batch normalization `weight`,
/// `bias`, `running_mean` and `running_var`.
struct ZooNames {
  /// The module of each node that has parameters, by the node's index.
  let modules: [Int: String]
  /// What a module was called in files of earlier versions.
  let formerModules: @Sendable (_ module: String) -> [String]
  /// What these names leave open: models that have them and compute otherwise.
  let remarks: [String]

  /// The namings that fit a network; none where it is not built of a zoo's blocks.
  static func all(of network: Network) -> [ZooNames] {
    let walk = ZooWalk(network)
    guard let blocks = walk.blocks else { return [] }
    let namings: [any ZooNaming]
    switch blocks {
    case let blocks where blocks.isSubset(of: ResNetNaming.blocks): namings = [ResNetNaming()]
    case ["inverted_residual"]: namings = [MobileNetNaming(body: "conv"), TimmNaming()]
    case ["mbconv"]: namings = [EfficientNetNaming(), TimmNaming()]
    case ["tf_mbconv"]: namings = [TimmNaming(isOfTensorFlow: true)]
    case ["mobile_v3"]: namings = [MobileNetNaming(body: "block"), TimmNaming(isV3: true)]
    case let blocks where blocks.isSubset(of: PreactivationNaming.blocks):
      namings = [PreactivationNaming()]
    case ["dense_block", "transition"]: namings = [DenseNetNaming()]
    default: namings = []
    }
    return namings.compactMap { naming in
      walk.names(by: naming).map {
        ZooNames(
          modules: $0, formerModules: { naming.formerModules($0) }, remarks: naming.remarks)
      }
    }
  }
}

/// One zoo's way to name the modules of a network.
protocol ZooNaming: Sendable {
  /// The module of an operation before the first block.
  func stem(_ layer: ZooLayer) -> String?
  /// The module of an operation after the last block, counted from 1 among those of its kind.
  func head(_ layer: ZooLayer, ordinal: Int, after body: ZooBody) -> String?
  /// The modules within a block, a name for each node that has parameters.
  func modules(of block: ZooBlock) -> [String]
  /// What a module was called in files of earlier versions.
  func formerModules(_ module: String) -> [String]
  /// Models that have these names and compute otherwise, in sentences.
  var remarks: [String] { get }
}

extension ZooNaming {
  func formerModules(_ module: String) -> [String] { [] }
  var remarks: [String] { [] }
}

/// How many blocks and stages a network has.
struct ZooBody {
  let blocks: Int
  let stages: Int
}

/// What a module with parameters is, as far as zoos name it differently.
enum ZooLayer: Hashable {
  case convolution, depthwise, normalization, dense
  /// Something that no zoo has.
  case other

  init(_ node: Node) {
    self =
      switch node.operation.kind {
      case .convolution(.regular): .convolution
      case .convolution(.depthwise): .depthwise
      case .normalization(.batch): .normalization
      case .dense: .dense
      default: .other
      }
  }
}

/// A block of a network as zoos count it.
struct ZooBlock {
  let name: String
  /// How many blocks stand before it.
  let ordinal: Int
  /// The stage, counted from 0: neighbouring blocks whose outputs have as many channels, begun
  /// anew by a stride.
  let stage: Int
  /// Its place in the stage, counted from 0.
  let place: Int
  /// Its nodes that have parameters.
  let nodes: [Node]
}

/// A network as a row of operations and blocks.
private struct ZooWalk {
  private struct Item {
    let call: Invocation?
    let nodes: Range<Int>
  }
  private let graph: Graph
  private var items: [Item] = []

  init(_ network: Network) {
    graph = network.graph
    read(network.block.called)
  }

  private mutating func read(_ block: Block) {
    switch block {
    case .sequence(let blocks), .rounds(let blocks): for block in blocks { read(block) }
    case .operation, .branches: append(nil, block)
    case .call(let call, _): append(call, block)
    }
  }
  private mutating func append(_ call: Invocation?, _ block: Block) {
    let start = items.last?.nodes.upperBound ?? 1
    items.append(Item(call: call, nodes: start..<start + block.operationCount))
  }

  /// The names of the blocks that the network is made of.
  var blocks: Set<String>? {
    let names = Set(items.compactMap { $0.call?.name })
    return names.isEmpty ? nil : names
  }

  /// The module of each node that has parameters; nothing where a node has no name there.
  func names(by naming: any ZooNaming) -> [Int: String]? {
    var names: [Int: String] = [:]
    var (ordinal, stage, place, channels) = (0, -1, 0, -1)
    var ordinals: [ZooLayer: Int] = [:]
    for item in items {
      let nodes = graph.nodes[item.nodes].filter { !$0.parameters.isEmpty }
      guard let call = item.call else {
        for node in nodes {
          let layer = ZooLayer(node)
          ordinals[layer, default: 0] += 1
          let name =
            ordinal == 0
            ? ordinals[layer] == 1 ? naming.stem(layer) : nil
            : naming.head(
              layer, ordinal: ordinals[layer, default: 1] - (layer == .dense ? 0 : 1),
              after: ZooBody(blocks: ordinal, stages: stage + 1))
          guard let name else { return nil }
          names[node.index] = name
        }
        continue
      }
      let width = graph.nodes[item.nodes.upperBound - 1].shape.extents.last ?? 0
      if width == channels, !nodes.contains(where: \.isStrided) {
        place += 1
      } else {
        (stage, place, channels) = (stage + 1, 0, width)
      }
      let block = ZooBlock(
        name: call.name, ordinal: ordinal, stage: stage, place: place, nodes: nodes)
      let modules = naming.modules(of: block)
      guard modules.count == nodes.count else { return nil }
      for (node, module) in zip(nodes, modules) { names[node.index] = module }
      ordinal += 1
    }
    return names
  }
}

extension Node {
  /// Whether it is a convolution that goes over its map in steps.
  fileprivate var isStrided: Bool {
    guard let operation = operation as? any Convolving else { return false }
    return operation.sliding.stride != Pair(1, 1)
  }
}
