import Networks
import Tensors

/// A part of a network as a paper's table lists it: the stem, blocks of one output size, the head.
public struct Stage: Sendable {
  /// A step of the network: a block that was called, branches, or a single operation.
  public struct Unit: Sendable {
    /// How the block was called, if it was.
    public let call: Invocation?
    public let nodes: Range<Int>
    /// The size of what leaves it.
    public let shape: Shape
  }
  /// What the part is called: `stem`, `pool`, `conv2_x`, `head`.
  public let name: String
  /// What it is made of: `3 × bottleneck 64`.
  public let caption: String
  public let units: [Unit]
  public let parameters: Int
  public let multiplyAdds: Int

  /// The size of what leaves it.
  public var shape: Shape { units[units.count - 1].shape }
  public var nodes: Range<Int> {
    units[0].nodes.lowerBound..<units[units.count - 1].nodes.upperBound
  }
  /// What it is made of beside a picture: `6 × bottleneck 256`, of unlike blocks `4 × mobile_v3`.
  var note: String {
    let calls = units.compactMap(\.call)
    let names = Set(calls.map(\.name))
    guard calls.count == units.count, names.count == 1, let name = names.first else {
      return "\(units.count) blocks"
    }
    return Set(calls.map(\.briefCaption)).count == 1 ? caption : "\(units.count) × \(name)"
  }
  /// Whether it is several blocks, so that it says more in one box than they do in theirs.
  var isWorthFolding: Bool { units.count > 1 && units.allSatisfy { $0.nodes.count > 1 } }

  fileprivate init(name: String, _ units: [Unit], of graph: Graph) {
    let nodes = units.flatMap { graph.nodes[$0.nodes] }
    self.name = name
    self.units = units
    caption = Self.caption(of: units, in: graph)
    parameters = nodes.reduce(0) { $0 + $1.parameterCount }
    multiplyAdds = nodes.reduce(0) { $0 + $1.multiplyAdds }
  }

  /// Normalizations and activations go without saying, unless there is nothing else.
  private static func caption(of units: [Unit], in graph: Graph) -> String {
    let operations = units.map { graph.nodes[$0.nodes.upperBound - 1].operation }
    let goesWithoutSaying = zip(units, operations).map { $0.call == nil && $1.isGathered }
    var runs: [(caption: String, times: Int)] = []
    for (index, unit) in units.enumerated()
    where !goesWithoutSaying[index] || goesWithoutSaying.allSatisfy({ $0 }) {
      let caption = unit.call?.briefCaption ?? operations[index].caption
      if let last = runs.last, last.caption == caption {
        runs[runs.count - 1].times += 1
      } else {
        runs.append((caption, 1))
      }
    }
    return runs.map { $0.times == 1 ? $0.caption : "\($0.times) × \($0.caption)" }
      .joined(separator: ", ")
  }
}

extension Stage {
  /// The stages of a network; none of a block that is not itself made of blocks.
  ///
  /// Neighbouring blocks with outputs of one size make a stage. Operations between them go with the
  /// convolution whose normalization and activation they are; a pool stands alone, and from the
  /// global pool on everything is the head.
  ///
  ///     // of conv 3x3 4, norm, maxpool 2x2 stride: 2, double 4, double 4, globalpool, dense 3
  ///     Stage.stages(of: network).map(\.caption)
  ///     // ["conv 3×3, 4", "maxpool 2×2/2", "2 × double 4", "globalpool, dense 3"]
  public static func stages(of network: Network) -> [Stage] {
    stages(of: network.block, in: network.graph)
  }

  static func stages(of block: Block, in graph: Graph) -> [Stage] {
    var parts = Parts(graph: graph)
    parts.read(block.called)
    let calls = Set(parts.list.flatMap(\.units).compactMap(\.call?.name))
    guard !calls.isEmpty, parts.list.count > 1 else { return [] }
    // the numbers of He et al. 2016, table 1, go with a network that is built like theirs
    let isResidual = calls.count == 1 && parts.list.contains { $0.kind == .pool }
    var number = 1
    return parts.list.enumerated().map { index, part in
      let keyword = type(of: graph.nodes[part.units[0].nodes.lowerBound].operation).keyword
      let name: String
      switch part.kind {
      case .blocks:
        number += 1
        name = isResidual ? "conv\(number)_x" : "stage \(number)"
      case .operations: name = index == 0 ? "stem" : keyword
      case .pool: name = "pool"
      case .head: name = "head"
      }
      return Stage(name: name, part.units, of: graph)
    }
  }

  /// The steps of a network in groups.
  private struct Parts {
    enum Kind { case operations, pool, blocks, head }
    let graph: Graph
    var list: [(kind: Kind, units: [Unit])] = []
    private var next = 1

    init(graph: Graph) { self.graph = graph }

    mutating func read(_ block: Block) {
      switch block {
      case .sequence(let blocks), .rounds(let blocks): for block in blocks { read(block) }
      case .operation(let operation, _): append(operation)
      case .branches: appendBlock(nil, of: block.operationCount)
      case .call(let call, let body):
        if body.isWorthFolding {
          appendBlock(call, of: body.operationCount)
        } else {
          read(body)
        }
      }
    }

    private mutating func appendBlock(_ call: Invocation?, of count: Int) {
      let unit = unit(call, of: count)
      let isSame = list.last.map { $0.kind == .blocks && $0.units.last?.shape == unit.shape }
      append(unit, .blocks, isSeparate: isSame != true)
    }
    private mutating func append(_ operation: any Operation) {
      let unit = unit(nil, of: 1)
      switch (operation.kind, list.last?.kind) {
      case (_, .head?): append(unit, .head)
      case (.pooling(.global), _), (.flattening, _): append(unit, .head)
      case (.pooling, _): append(unit, .pool, isSeparate: true)
      default:
        append(unit, .operations, isSeparate: !operation.isGathered && hasMainOperation)
      }
    }
    /// Whether the last group has more than normalizations and activations, which may also lead.
    private var hasMainOperation: Bool {
      list.last?.units.contains { !graph.nodes[$0.nodes.lowerBound].operation.isGathered } ?? false
    }

    private mutating func unit(_ call: Invocation?, of count: Int) -> Unit {
      defer { next += count }
      return Unit(
        call: call, nodes: next..<next + count, shape: graph.nodes[next + count - 1].shape)
    }
    private mutating func append(_ unit: Unit, _ kind: Kind, isSeparate: Bool = false) {
      if let last = list.last, last.kind == kind, !isSeparate {
        list[list.count - 1].units.append(unit)
      } else {
        list.append((kind, [unit]))
      }
    }
  }
}
